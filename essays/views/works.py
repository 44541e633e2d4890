"""The pages of a work and of its paragraphs, and how they are cited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from essays.domain.citation import Citation, bibtex, csl_json, plain
from essays.domain.paragraph_reading import arrange_paragraph
from essays.domain.phrases import paragraphs_of
from essays.domain.reading import arrange_work
from essays.forms.citation import CiteForm
from essays.forms.layers import read_hidden
from essays.models import Block, Work
from essays.queries.paragraphs import paragraph_records
from essays.queries.works import work_records
from essays.views.finding import work_at
from masslinesite.not_found import NotHere
from masslinesite.page_moulds import moulded
from masslinesite.public_pages import public_page


@public_page
def work(request: HttpRequest, work: str) -> HttpResponse:
    """The whole text, without the layers that the address leaves out.

    ``whole_text`` tells the partials that its paragraphs are on this page.
    """
    hidden = read_hidden(request.GET)

    def context() -> dict[str, object]:
        found = work_at(work)
        page = arrange_work(work_records(found), hidden)
        return {"debate": found.debate, "work": found, "page": page, "whole_text": True}

    return moulded(request, "essays/work.html", hidden, context)


@public_page
def paragraph(request: HttpRequest, work: str, number: int) -> HttpResponse:
    def context() -> dict[str, object]:
        found = work_at(work)
        page = arrange_paragraph(paragraph_records(found, number))
        citation = plain(_citation(request, found, number))
        return _named(found, number) | {"page": page, "citation": citation}

    # The citation names the site by the host that was asked for.
    host = (request.scheme, request.get_host())
    try:
        return moulded(request, "essays/paragraph.html", host, context)
    except Block.DoesNotExist:
        found = work_at(work)
        missing = _named(found, number) | {"has": paragraphs_of(found)}
        return render(request, "essays/paragraph_missing.html", missing, status=404)


def _named(work: Work, number: int) -> dict[str, object]:
    return {"debate": work.debate, "work": work, "number": number, "label": f"{work.siglum} {number}"}


@public_page
def cite(request: HttpRequest, work: str) -> HttpResponse:
    """The three forms on a page; here and in the downloads ``?p=16`` cites a paragraph."""
    found, number = _cited(request, work)
    citation = _citation(request, found, number)
    forms = {"plain": plain(citation), "bibtex": bibtex(citation), "csl": csl_json(citation)}
    context = {"debate": found.debate, "work": found, "number": number, "forms": forms}
    return render(request, "essays/cite.html", context)


@public_page
def cite_bibtex(request: HttpRequest, work: str) -> HttpResponse:
    citation = _citation(request, *_cited(request, work))
    return _download(bibtex(citation), "application/x-bibtex; charset=utf-8", f"{citation.key}.bib")


@public_page
def cite_csl(request: HttpRequest, work: str) -> HttpResponse:
    citation = _citation(request, *_cited(request, work))
    return _download(csl_json(citation), "application/vnd.citationstyles.csl+json", f"{citation.key}.json")


def _cited(request: HttpRequest, slug: str) -> tuple[Work, int]:
    """The work and the paragraph's number, 0 for the whole; raises ``NotHere`` for any other."""
    found = work_at(slug)
    form = CiteForm(request.GET, last=found.last_number)
    if not form.is_valid():
        raise NotHere(f"{found.siglum} has {paragraphs_of(found)}; the address asks to cite another.")
    return found, form.cleaned_data["p"] or 0


def _citation(request: HttpRequest, work: Work, number: int) -> Citation:
    address = reverse("paragraph", args=[work.slug, number]) if number else work.get_absolute_url()
    return Citation(
        slug=work.slug,
        author=work.author.name,
        title=work.title,
        kind=work.kind,
        date=work.date,
        container=f"{work.debate.name}: a reading room",
        version=work.version,
        language=work.language,
        address=request.build_absolute_uri(address),
        paragraph=number,
    )


def _download(text: str, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(text, content_type=content_type, headers=headers)
