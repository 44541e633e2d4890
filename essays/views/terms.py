"""Each author's definitions, side by side; each term with all its uses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from essays.domain.concordance import Sorting
from essays.domain.tables import write_csv
from essays.domain.term_reading import WIDTH, TermReading, Use, read_term
from essays.forms.search import Uses, read_sorting
from essays.models import Term
from essays.queries.search import Page
from essays.queries.term_uses import TermRecord, term_record
from essays.queries.terms import glossary_of
from essays.views.finding import debate_at
from masslinesite.public_pages import public_page

USES_A_PAGE = 200
ORDERS = {
    Sorting.PLACE: "paragraph",
    Sorting.LEFT: "the word before",
    Sorting.RIGHT: "the word after",
    Sorting.FORM: "form",
}
CSV_HEADER = ("text", "title", "author", "paragraph", "kind", "before", "form", "after", "address")


@public_page
def terms(request: HttpRequest, debate: str) -> HttpResponse:
    found = debate_at(debate)
    return render(request, "essays/terms.html", {"debate": found, "glossary": glossary_of(found)})


@public_page
def term(request: HttpRequest, debate: str, term: str) -> HttpResponse:
    """``?sort=left`` sorts the uses, ``?form=masses`` keeps one form, ``?after=200`` goes on."""
    record = record_of(debate, term)
    asked = read_sorting(request.GET)
    reading = read_term(record, sorting=asked.sort, form=asked.form)
    start = Page(after=asked.after, size=USES_A_PAGE).start(len(reading.uses))
    end = start + USES_A_PAGE
    context = {
        "debate": record.term.debate,
        "record": record,
        "reading": reading,
        "width": WIDTH,
        "asked": asked,
        "start": start,
        "shown": reading.uses[start:end],
        "first": asked.address(after=0) if start else "",
        "next": asked.address(after=end) if end < len(reading.uses) else "",
    }
    return render(request, "essays/term.html", context | links(asked, reading))


def links(asked: Uses, reading: TermReading) -> dict[str, object]:
    """The addresses of the same uses in another order or form, and as a table."""
    return {
        "orders": [
            (label, asked.address(sort=order, after=0), order == asked.sort)
            for order, label in ORDERS.items()
        ],
        "forms": [
            (form, asked.address(form=form.form, after=0), form.form == asked.form) for form in reading.forms
        ],
        "all_forms": asked.address(form="", after=0),
        "csv": asked.address(after=0),
    }


@public_page
def term_csv(request: HttpRequest, debate: str, term: str) -> HttpResponse:
    """Every use, sorted and chosen as on the page; not cut into pages."""
    record = record_of(debate, term)
    asked = read_sorting(request.GET)
    reading = read_term(record, sorting=asked.sort, form=asked.form)
    text = write_csv(CSV_HEADER, (csv_row(use, request) for use in reading.uses))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{debate}-{record.term.slug}.csv"'
    return response


def record_of(debate: str, term: str) -> TermRecord:
    found = debate_at(debate)
    try:
        return term_record(found, term)
    except Term.DoesNotExist:
        raise Http404 from None


def csv_row(use: Use, request: HttpRequest) -> tuple[object, ...]:
    block, line = use.block, use.line
    anchor = f"p{block.number}" if block.number else f"b{block.order}"
    address = request.build_absolute_uri(f"{block.work.get_absolute_url()}#{anchor}")
    kind = block.get_kind_display()
    return (
        block.work.siglum,
        block.work.title,
        block.work.author.name,
        block.number,
        kind,
        line.left,
        line.key,
        line.right,
        address,
    )
