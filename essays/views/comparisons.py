"""Formulations and positions compared; any two paragraphs beside each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.vary import vary_on_headers

from essays.domain.comparing import Comparison, compare_positions
from essays.domain.pair_reading import read_pair
from essays.domain.paragraph_address import Range
from essays.domain.wording_table import arrange_other_statements, arrange_wordings, verb_key
from essays.forms.comparison import BesideForm, read_choice
from essays.models import Debate
from essays.queries.frame import works_of
from essays.queries.pairs import pair_of, recorded_pairs
from essays.queries.wordings import wordings_of
from essays.views.finding import debate_at
from masslinesite.htmx import wants_fragment
from masslinesite.page_moulds import moulded
from masslinesite.public_pages import public_page

#: The notes a paragraph's letters lead to: #note-a, #note-b ...
NOTES = {"anchor": "note-"}


@public_page
@vary_on_headers("HX-Request")
def compare(request: HttpRequest, debate: str) -> HttpResponse:
    """The wording table and the positions table; the latter alone for a swap."""
    asked = read_choice(request.GET)
    is_fragment = wants_fragment(request)

    def context() -> dict[str, object]:
        found = debate_at(debate)
        comparison = compare_positions(
            debate=found, positions=asked.positions, questions=asked.questions, everything=asked.everything
        )
        if is_fragment:
            return {"debate": found, "comparison": comparison, "is_fragment": True}
        return compare_page(found, comparison)

    template = "essays/partials/_positions.html" if is_fragment else "essays/compare.html"
    return moulded(request, template, asked, context)


def compare_page(debate: Debate, comparison: Comparison) -> dict[str, object]:
    records = wordings_of(debate)
    rows = arrange_wordings(records.strata, records.wordings)
    others = arrange_other_statements(records.strata, records.wordings)
    return {
        "debate": debate,
        "comparison": comparison,
        "records": records,
        "rows": rows,
        "others": others,
        "other_count": sum(len(cell.statements) for row in others for cell in row.cells),
        "verb_key": verb_key(rows),
    }


@public_page
def beside_choose(request: HttpRequest, debate: str) -> HttpResponse:
    """Takes two citations (``?a=K16&b=E17``) to their page, or says why it can't."""
    found = debate_at(debate)
    if "a" in request.GET and "b" in request.GET:
        form = BesideForm(request.GET, ranges=ranges_of(found))
        if form.is_valid():
            return redirect(beside_url(found, form))
    else:
        form = BesideForm(initial=request.GET.dict(), ranges=ranges_of(found))
    return render(request, "essays/beside_choose.html", chooser_page(found, form))


@public_page
def beside(request: HttpRequest, debate: str, a: str, b: str) -> HttpResponse:
    """Two paragraphs; other spellings of their citations are led to the one address a pair has."""
    found = debate_at(debate)
    form = BesideForm({"a": a, "b": b}, ranges=ranges_of(found))
    if not form.is_valid():
        return render(request, "essays/beside_choose.html", chooser_page(found, form), status=404)
    if request.path != beside_url(found, form):
        return redirect(beside_url(found, form), permanent=True)
    left, right = form.cleaned_data["a"], form.cleaned_data["b"]
    pair = pair_of(found, (left.siglum, left.number), (right.siglum, right.number))
    chooser = BesideForm(initial={"a": left, "b": right}, ranges=ranges_of(found))
    context = {"debate": found, "pair": pair, "reading": read_pair(pair), "form": chooser, "line": NOTES}
    return render(request, "essays/beside.html", context)


def chooser_page(debate: Debate, form: BesideForm) -> dict[str, object]:
    return {"debate": debate, "form": form, "recorded": recorded_pairs(debate)}


def ranges_of(debate: Debate) -> list[Range]:
    return [Range(work.siglum, work.last_number) for work in works_of(debate) if work.last_number]


def beside_url(debate: Debate, form: BesideForm) -> str:
    return reverse(
        "beside", args=[debate.slug, form.cleaned_data["a"].address, form.cleaned_data["b"].address]
    )
