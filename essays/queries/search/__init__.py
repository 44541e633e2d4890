"""Search: one function, whatever engine is behind it.

An engine is a module with ``matching(query, filters, limit)``, as in ``sqlite``; a search engine of its own
would be a third. What it finds is put in order here, so all engines give one order.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from essays.enums import EntryKind
from essays.models import SearchEntry, Work
from essays.queries.search import postgresql, sqlite
from essays.queries.search.ranking import scores
from essays.queries.search.terms import Candidate, Clause, Filters, Phrase, Query
from essays.queries.search.words import forms_of
from masslinesite.reading import reading_connection

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
#: Matches that are ordered and counted. A word of which there are more says little about where to
#: read; ranking a million of them would take seconds, so the first of them come in the order of the texts.
MOST_MATCHES = 2000
#: Works that are offered to narrow a result down, those with the most matches.
MOST_WORKS = 30


class Order(StrEnum):
    """Of the best, evidence comes after the rest, because it says once more what a paragraph says; what is
    equally good comes in the order of the texts."""

    BEST = "best"
    PLACE = "place"
    NEWEST = "newest"


@dataclass(frozen=True)
class Page:
    """``size`` entries after the first ``after``; the last page where there are not so many."""

    order: Order = Order.BEST
    after: int = 0
    size: int = 20

    def start(self, total: int) -> int:
        """Where the page begins among ``total``."""
        return self.after if self.after < total else max(total - 1, 0) // self.size * self.size


@dataclass(frozen=True)
class Hits:
    """``entries``: this page's, with their works; ``total`` and the counts are of all matches.

    What belongs to two works counts in each, and once in the total.
    ``capped``: there are more than ``MOST_MATCHES``; then the total is that number, and nothing is ranked.
    """

    entries: tuple[SearchEntry, ...] = ()
    total: int = 0
    capped: bool = False
    kinds: Mapping[str, int] = field(default_factory=dict)
    works: tuple[tuple[Work, int], ...] = ()
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.entries)


def search(query: Query, filters: Filters, page: Page) -> Hits:
    """What matches. A query that asks for nothing has no hits and costs no query.

    4 queries: matches, their works, their words (only for ``Order.BEST`` below the cap), the page's entries;
    1 when nothing matches. On PostgreSQL one more above the cap.
    """
    if not query:
        return Hits()
    engine = ENGINES[reading_connection().vendor]
    found = engine.matching(query, filters, MOST_MATCHES + 1)
    if not found:
        return Hits()
    capped, found = len(found) > MOST_MATCHES, found[:MOST_MATCHES]
    works = Work.objects.select_related("author").in_bulk(_ids(found))
    found.sort(key=_sorting(page.order, works))
    if page.order == Order.BEST and not capped:
        best = scores(query, [each.id for each in found])
        found.sort(key=lambda each: (each.kind == EntryKind.EVIDENCE, -best.get(each.id, 0.0)))
    start = page.start(len(found))
    wanted = [each.id for each in found[start : start + page.size]]
    rows = SearchEntry.objects.defer("forms", "stems", "facets").select_related("debate").in_bulk(wanted)
    # A row may have gone between two queries: something was removed just now.
    entries = tuple(rows[pk] for pk in wanted if pk in rows)
    for entry in entries:
        entry.work = works.get(entry.work_id)
    counts = Counter(work for each in found for work in each.works if filters.work in (None, work))
    return Hits(
        entries=entries,
        total=len(found),
        capped=capped,
        kinds=Counter(each.kind for each in found),
        works=tuple((works[pk], number) for pk, number in counts.most_common(MOST_WORKS) if pk in works),
        start=start,
    )


def stands_in_texts(words: str, debate: int) -> bool:
    """Whether ``words`` stand in a text of the debate, in this order. One query, on PostgreSQL up to two;
    none where there is nothing to look for."""
    phrase = tuple(forms_of(words))
    if not phrase:
        return False
    filters = Filters(debate=debate, kinds=(EntryKind.WORK, EntryKind.PARAGRAPH))
    query = Query((Clause((Phrase(phrase),)),))
    return bool(ENGINES[reading_connection().vendor].matching(query, filters, 1))


def _ids(found: list[Candidate]) -> list[int]:
    return list(dict.fromkeys(work for each in found for work in each.works))


def _sorting(order: Order, works: Mapping[int, Work]) -> Callable[[Candidate], tuple[object, ...]]:
    def by_place(each: Candidate) -> tuple[object, ...]:
        work = works.get(each.work)
        return each.debate, each.kind == EntryKind.RESPONSE, work.order if work else 0, each.place, each.id

    def newest(each: Candidate) -> tuple[object, ...]:
        return -(each.year or 0), *by_place(each)

    return newest if order == Order.NEWEST else by_place
