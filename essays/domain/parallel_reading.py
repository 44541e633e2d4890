"""Two texts in parallel: which passages stand level, what is folded between them, what stands out of order.

Pure: the texts as lists of blocks' texts and the ties between them in, rows and folds out. Each text is
given completely and in its order; only a passage that stands out of order, or inside one given already, is
repeated out of its place. Near linear in the number of ties.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from essays.domain.context import between, near_end, near_start

#: Marks that belong to the words after them: they go with a passage that begins with those.
OPENING = re.compile(r"(?:[“‘„«(\[]\s*|[\"'])*$")


@dataclass(frozen=True)
class Passage:
    """``text[start:end]`` of the block at index ``block`` of one of the two texts."""

    block: int
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        return self.block, self.start


@dataclass(frozen=True)
class Tie:
    """Two passages that match; ``key`` is the caller's own name for them."""

    key: int
    left: Passage
    right: Passage


@dataclass(frozen=True)
class Side:
    """One text's share of a row. ``lead`` and ``tail`` are the words of the same block around the passage,
    ``opening`` the quotation marks or brackets directly before it; ``before`` and ``after`` are the block's
    words further off, as ``essays.domain.context`` divides them.

    ``follows``: the block has begun in a row above, and goes on here. ``in_place`` is False where the
    passage is only repeated here, without the words around it: its own place is elsewhere in the text,
    inside the row or stray of the tie ``within`` if it has none of its own.
    """

    passage: Passage
    before: str = ""
    lead: str = ""
    opening: str = ""
    tail: str = ""
    after: str = ""
    follows: bool = False
    in_place: bool = True
    within: int | None = None


@dataclass(frozen=True)
class Row:
    """Two matching passages level. ``number`` counts along the left text, from 1.

    ``moved``: the pair stands out of order, so the right passage is repeated from its place.
    """

    number: int
    tie: Tie
    left: Side
    right: Side
    moved: bool = False


@dataclass(frozen=True)
class Stray:
    """The place in the right text of a passage that is set level further up or down, in row ``number``."""

    number: int
    tie: Tie
    right: Side


@dataclass(frozen=True)
class Fold:
    """Blocks in which nothing matches, by index: a run of the left text beside one of the right."""

    left: tuple[int, ...]
    right: tuple[int, ...]


Item = Row | Stray | Fold


@dataclass(frozen=True)
class _Stop:
    """How one text goes on at a tie: whole blocks passed over, then the block of the passage."""

    gap: tuple[int, ...]
    side: Side


@dataclass
class _Page:
    """Rows as they are set; what is passed over waits until the next of them."""

    items: list[Item] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def fold(self) -> None:
        if self.left or self.right:
            self.items.append(Fold(tuple(self.left), tuple(self.right)))
            self.left, self.right = [], []

    def set(self, item: Row | Stray) -> None:
        self.fold()
        self.items.append(item)


def along_left(ties: Sequence[Tie]) -> list[Tie]:
    """The ties in the order in which they are numbered."""
    return sorted(ties, key=lambda tie: (tie.left.place, tie.right.place, tie.left.end, tie.right.end))


def arrange(left: Sequence[str], right: Sequence[str], ties: Sequence[Tie]) -> tuple[Item, ...]:
    """The whole of both texts as rows, strays and folds."""
    ordered = along_left(ties)
    numbers = {tie.key: number for number, tie in enumerate(ordered, 1)}
    level = keys_in_order(ordered)
    from_right = sorted(ties, key=lambda tie: (tie.right.place, tie.left.place, tie.right.end, tie.left.end))
    left_stops, left_rest = _stops(left, [(tie.key, tie.left) for tie in ordered], level)
    right_stops, right_rest = _stops(right, [(tie.key, tie.right) for tie in from_right], level)
    page, strays = _Page(), _runs_before(from_right, level)
    for tie in ordered:
        here = left_stops[tie.key]
        if tie.key not in level:
            page.left.extend(here.gap)
            away = Side(tie.right, in_place=False, within=right_stops[tie.key].side.within)
            page.set(Row(numbers[tie.key], tie, here.side, away, moved=True))
            continue
        _set_strays(page, strays[tie.key], right_stops, numbers)
        there = right_stops[tie.key]
        page.left.extend(here.gap)
        page.right.extend(there.gap)
        page.set(Row(numbers[tie.key], tie, here.side, there.side))
    _set_strays(page, strays[None], right_stops, numbers)
    page.left.extend(left_rest)
    page.right.extend(right_rest)
    page.fold()
    return tuple(page.items)


def keys_in_order(ordered: Sequence[Tie]) -> frozenset[int]:
    """The keys of the longest run of ties that stand in the same order in both texts.

    ``ordered`` as by ``along_left``. Of runs equally long the one with the most characters is taken; the
    ties left out are the moved ones. A longest increasing subsequence, by a Fenwick tree of best runs over
    the places on the right: O(n log n).
    """
    places = sorted({tie.right.place for tie in ordered})
    rank = {place: index for index, place in enumerate(places, 1)}
    best: list[tuple[int, int, int]] = [(0, 0, -1)] * (len(places) + 1)
    before: list[int] = []
    for index, tie in enumerate(ordered):
        position = rank[tie.right.place]
        count, characters, previous = _best_up_to(best, position)
        before.append(previous)
        run = (count + 1, characters + tie.right.end - tie.right.start, index)
        while position < len(best):
            best[position] = max(best[position], run, key=lambda each: each[:2])
            position += position & -position
    keys, index = set(), _best_up_to(best, len(places))[2]
    while index >= 0:
        keys.add(ordered[index].key)
        index = before[index]
    return frozenset(keys)


def _best_up_to(best: list[tuple[int, int, int]], position: int) -> tuple[int, int, int]:
    found = best[0]
    while position:
        found = max(found, best[position], key=lambda each: each[:2])
        position -= position & -position
    return found


def _stops(
    texts: Sequence[str], passages: Sequence[tuple[int, Passage]], level: frozenset[int]
) -> tuple[dict[int, _Stop], tuple[int, ...]]:
    """How a text goes on at each of its passages, which come in its order; and the blocks after the last.

    Passages that overlap can't all be set in the text's course: those that stand level go first, then
    the earlier ones; the others are repeated out of place.
    """
    course, stops = _Course(), {}
    for key, passage in sorted(passages, key=lambda each: each[0] not in level):
        if (within := course.take(key, passage)) is not None:
            stops[key] = _Stop((), Side(passage, in_place=False, within=within))
    cuts = [(key, passage) for key, passage in passages if key not in stops]
    ends = [Passage(-1, 0, 0), *(passage for _, passage in cuts), Passage(len(texts), 0, 0)]
    lead = ""
    for (key, passage), before, after in zip(cuts, ends, ends[2:], strict=False):
        text, far = texts[passage.block], ""
        follows = before.block == passage.block
        opening = _opening(text, before.end if follows else 0, passage)
        if not follows:
            far, lead = near_end(text[: passage.start - len(opening)])
        tail, rest, next_lead = _words_after(text, passage, after)
        gap = tuple(range(before.block + 1, passage.block))
        stops[key] = _Stop(gap, Side(passage, far, lead, opening, tail, rest, follows))
        lead = next_lead
    return stops, tuple(range(ends[-2].block + 1, len(texts)))


def _words_after(text: str, passage: Passage, after: Passage) -> tuple[str, str, str]:
    """The tail of a passage, the words further off, and the lead of the passage after it in its block."""
    if after.block != passage.block:
        return *near_start(text[passage.end :]), ""
    return between(text[passage.end : after.start - len(_opening(text, passage.end, after))])


class _Course:
    """Passages of a text that do not overlap, by block."""

    def __init__(self) -> None:
        self.taken: dict[int, list[tuple[int, int, int]]] = {}

    def take(self, key: int, passage: Passage) -> int | None:
        """Takes the passage in; or returns the key of one taken before that it overlaps."""
        taken = self.taken.setdefault(passage.block, [])
        place = bisect(taken, (passage.start, passage.end, key))
        for start, end, other in taken[max(place - 1, 0) : place + 1]:
            if start < passage.end and passage.start < end:
                return other
        taken.insert(place, (passage.start, passage.end, key))
        return None


def _opening(text: str, floor: int, passage: Passage) -> str:
    return OPENING.search(text[floor : passage.start]).group()


def _runs_before(from_right: Sequence[Tie], level: frozenset[int]) -> dict[int | None, list[Tie]]:
    """The moved ties that stand in the right text before each level one; under None those after the last."""
    runs: dict[int | None, list[Tie]] = {}
    waiting: list[Tie] = []
    for tie in from_right:
        if tie.key in level:
            runs[tie.key], waiting = waiting, []
        else:
            waiting.append(tie)
    runs[None] = waiting
    return runs


def _set_strays(page: _Page, ties: Sequence[Tie], stops: dict[int, _Stop], numbers: dict[int, int]) -> None:
    for tie in ties:
        stop = stops[tie.key]
        if stop.side.in_place:
            page.right.extend(stop.gap)
            page.set(Stray(numbers[tie.key], tie, stop.side))
