"""The result of a search as its page shows it: excerpts, or lines with the keyword in the middle."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from essays.domain.concordance import Line, Piece, Sorting, excerpt, find_hits, lines_of, sort_lines
from essays.domain.search_query import Parsed
from essays.enums import EntryKind
from essays.models import SearchEntry, Work
from essays.queries.search import Hits, Order, Page, search
from essays.queries.search.terms import Filters, Query

HITS_A_PAGE = 20
#: Entries whose words are read for a view of lines: a fiftieth of a second's work.
MOST_ENTRIES = 500
LINES_A_PAGE = 60
#: Forms that are named above the lines, those with the most of them.
FORMS_NAMED = 8


@dataclass(frozen=True)
class Hit:
    """An entry with its hits marked; ``count`` is how often they stand in its body."""

    entry: SearchEntry
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    count: int


@dataclass(frozen=True)
class Group:
    """Lines that follow each other and are of one work; ``entry`` is that of the first, ``total`` how
    many there are of the work on all pages. Where lines are not in the order of the texts, one group."""

    entry: SearchEntry
    total: int
    lines: tuple[tuple[SearchEntry, Line], ...]


@dataclass(frozen=True)
class Result:
    """One page of a result; either ``found`` or ``groups`` has something in it.

    ``total`` counts what is paged, entries or lines, and ``works`` in which works they are; of lines,
    ``in_responses`` those that are in none.
    ``entries_read`` is set where there were more entries than lines are made of; ``forms`` are those in
    which the words stand in the lines, the most frequent first.
    """

    hits: Hits
    total: int
    start: int
    end: int
    works: tuple[tuple[Work, int], ...] = ()
    in_responses: int = 0
    found: tuple[Hit, ...] = ()
    groups: tuple[Group, ...] = ()
    entries_read: int = 0
    forms: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        """Where the next page begins; 0: this is the last."""
        return self.end if self.end < self.total else 0


def list_hits(parsed: Parsed, filters: Filters, *, order: Order, after: int) -> Result:
    """Queries: those of ``search``."""
    hits = search(parsed.query, filters, Page(order, after, HITS_A_PAGE))
    found = tuple(_hit(entry, parsed.query) for entry in hits.entries)
    return Result(hits=hits, total=hits.total, start=hits.start, end=hits.end, works=hits.works, found=found)


def list_lines(parsed: Parsed, filters: Filters, *, sorting: Sorting, after: int) -> Result:
    """Lines of the bodies, sorted over the whole result. Queries: those of ``search``, without ranks."""
    hits = search(parsed.query, filters, Page(Order.PLACE, 0, MOST_ENTRIES))
    lines = [
        line
        for index, entry in enumerate(hits.entries)
        for line in lines_of(index, entry.body, find_hits(entry.body, parsed.query.wanted, entry.language))
    ]
    counts = Counter(_text_of(hits.entries[line.index]) for line in lines)
    start = Page(Order.PLACE, after, LINES_A_PAGE).start(len(lines))
    shown = sort_lines(lines, sorting)[start : start + LINES_A_PAGE]
    return Result(
        hits=hits,
        total=len(lines),
        start=start,
        end=start + len(shown),
        works=tuple((work, number) for work, number in counts.items() if work),
        in_responses=counts[None],
        groups=_groups(hits.entries, shown, counts if sorting == Sorting.PLACE else None),
        entries_read=len(hits.entries) if hits.total > len(hits.entries) else 0,
        forms=tuple(form for form, _ in Counter(line.form for line in lines).most_common(FORMS_NAMED)),
    )


def _hit(entry: SearchEntry, query: Query) -> Hit:
    in_title = find_hits(entry.title, query.wanted, entry.language)
    in_body = find_hits(entry.body, query.wanted, entry.language)
    return Hit(
        entry=entry,
        title=excerpt(entry.title, in_title, max(len(entry.title), 1)),
        excerpt=excerpt(entry.body, in_body),
        count=len(in_body),
    )


def _groups(
    entries: Sequence[SearchEntry], lines: Sequence[Line], counts: Counter[Work | None] | None
) -> tuple[Group, ...]:
    """``counts``: lines of each work; without them the lines are one group."""
    placed = [(entries[line.index], line) for line in lines]

    def work_of(pair: tuple[SearchEntry, Line]) -> Work | None:
        return _text_of(pair[0]) if counts is not None else None

    groups = [(work, tuple(group)) for work, group in groupby(placed, key=work_of)]
    return tuple(Group(group[0][0], counts[work] if counts else len(lines), group) for work, group in groups)


def _text_of(entry: SearchEntry) -> Work | None:
    """The work whose words the entry has; a response's are its own."""
    return None if entry.kind == EntryKind.RESPONSE else entry.work
