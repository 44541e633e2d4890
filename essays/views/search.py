"""Search: one page, whose address is the search."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essays.domain.concordance import Sorting
from essays.domain.search_names import names_by_words
from essays.domain.search_query import Parsed, parse_query
from essays.domain.search_reading import Result, list_hits, list_lines
from essays.enums import EntryKind
from essays.forms.search import Asked, View, read_search
from essays.page_keys import TEXTS
from essays.queries.search import Order
from essays.queries.search.choices import Choices, choices_of, names_known
from essays.queries.search.references import referred_to
from essays.queries.search.terms import Filters
from masslinesite.page_versions import depends_on, keep_no_page
from masslinesite.public_pages import public_page

#: Where a page of results begins, which on a phone is a screen below its form.
RESULTS = "#results"
#: Lines are made of what is written, once: evidence is cut from paragraphs and would repeat them.
KINDS_IN_LINES = (EntryKind.PARAGRAPH, EntryKind.RESPONSE)
NOT_IN_LINES = {EntryKind.WORK: "“Titles”", EntryKind.EVIDENCE: "“Evidence”"}
ORDERS = {
    View.LIST: {Order.BEST: "best match", Order.PLACE: "paragraph", Order.NEWEST: "year, newest first"},
    View.KWIC: {
        Sorting.PLACE: "paragraph",
        Sorting.LEFT: "the word before",
        Sorting.RIGHT: "the word after",
        Sorting.FORM: "form",
    },
}


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Whatever the address asks for is answered, if only by what could not be read of it.

    Queries: debates and works; with words, the names known and those of ``queries.search.search``; one more
    where they are a reference.
    """
    asked = read_search(request.GET)
    if asked.q:
        # What somebody looks for stays in nobody's memory, and how fast an answer comes tells nobody of it.
        keep_no_page()
    depends_on(TEXTS)
    choices = choices_of(asked.debate)
    debate = choices.debate(asked.debate) or (choices.debates[0] if len(choices.debates) == 1 else None)
    context = {"asked": asked, "choices": choices, "debate": debate, "kinds": EntryKind}
    if asked.q:
        parsed = parse_query(asked.q, names_by_words(names_known(choices.debate(asked.debate))))
        parsed = replace(parsed, notes=(*parsed.notes, *left_out(asked)))
        filters = filters_of(asked, choices)
        result = find(asked, parsed, filters)
        narrowed = replace(filters, debate=None) != Filters()
        context |= {"parsed": parsed, "result": result, "narrowed": narrowed} | links(asked, result)
        if not asked.after:
            context["referred"] = referred_to(asked.q, choices.works, choices.work(asked.work))
    return render(request, "essays/search.html", context)


def filters_of(asked: Asked, choices: Choices) -> Filters:
    """What the address names, as ids; a text, an author or a debate that is not there is no filter."""
    debate, work = choices.debate(asked.debate), choices.work(asked.work)
    return Filters(
        debate=debate.pk if debate else None,
        work=work.pk if work else None,
        authors=tuple(author.pk for author in choices.authors if author.slug == asked.author),
        kinds=asked.kind,
        since=asked.since,
        until=asked.until,
    )


def find(asked: Asked, parsed: Parsed, filters: Filters) -> Result:
    if asked.view == View.KWIC:
        kinds = tuple(kind for kind in KINDS_IN_LINES if kind in (asked.kind or KINDS_IN_LINES))
        filters = replace(filters, kinds=kinds or KINDS_IN_LINES)
        return list_lines(parsed, filters, sorting=asked.sort, after=asked.after)
    return list_hits(parsed, filters, order=asked.sort, after=asked.after)


def left_out(asked: Asked) -> list[str]:
    """What is said of kinds that were asked for and are not in lines."""
    names = [NOT_IN_LINES[kind] for kind in asked.kind if kind in NOT_IN_LINES]
    if asked.view != View.KWIC or not names:
        return []
    were = f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} left out"
    return [f"{were}: words in their context are those of paragraphs and responses."]


def links(asked: Asked, result: Result) -> dict[str, object]:
    """The addresses that lead on from a result, each with what it counts."""
    in_lines = asked.view == View.KWIC
    kinds = {EntryKind.RESPONSE: result.in_responses} if in_lines else result.hits.kinds
    of_text = {"kind": (EntryKind.PARAGRAPH,)} if in_lines else {}
    return {
        "works": [
            (work, number, asked.address(work=work.slug, **of_text) + RESULTS)
            for work, number in sorted(result.works, key=lambda pair: (pair[0].debate_id, pair[0].order))
        ],
        "orders": [
            (label, asked.address(sort=order) + RESULTS, order == asked.sort)
            for order, label in ORDERS[asked.view].items()
        ],
        "by_kind": [
            (kind, kinds[kind], asked.address(kind=(kind,)) + RESULTS)
            for kind in EntryKind
            if kinds.get(kind)
        ],
        "next": asked.address(after=result.more) + RESULTS if result.more else "",
        "first": asked.address() + RESULTS if result.start else "",
    }
