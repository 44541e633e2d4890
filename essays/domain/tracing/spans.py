"""Where a shared passage begins and ends, to the character.

Pure. Aligned words run on by chance: both texts go on "In a ..." after the sentence that they share,
or both have "the" before the mark that opens the quotation. So a few words beyond the end of a sentence,
or beyond a quotation mark, are cut off on either side; and where a passage in quotation marks is aligned
but for its first or last words, it goes to the marks, because the writer says where the quotation ends.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from essays.domain.tracing.views import SCARE_WORDS, BlockView, Stretch

Pairs = Sequence[tuple[int, int]]

#: So many aligned words beyond an end that say no more than that are chance, if they are no sentence.
CHANCE_WORDS, CHANCE_BITS = 3, 18.0
#: Of the aligned words, the part that may stand outside the marks by chance.
OUTSIDE = 0.4
#: Of the words in marks, the part that must be aligned for the passage to go to the marks.
COVERED = 0.6
#: So many words short of the mark it goes to the mark in any case.
SHORT_OF = 2
LEADING_ON = frozenset({"and", "or", "but", "the", "a", "an", "of"})
SENTENCE_MARKS = frozenset(".?!。．？！")
OPENING, CLOSING = "“„‘\"«»'", "”“’\"»'"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a block; ``first`` and ``last`` (inclusive) are its words."""

    start: int
    end: int
    first: int
    last: int


def passages(pairs: Pairs, left: BlockView, right: BlockView, bits: Mapping[int, float]) -> Iterator[Pairs]:
    """The aligned words by passage: parted where quotations are, cut where they end. None may be left.

    ``bits`` is what the words on the left say, by their numbers.
    """
    for part in _parted(pairs, (left, right)):
        for side, view in enumerate((left, right)):
            part = _within_marks(part, side, view)
        part = _cut(part, (left, right), bits)
        while part and _dangles(part[-1], left, right):
            part = part[:-1]
        if part:
            yield part


def _dangles(pair: tuple[int, int], left: BlockView, right: BlockView) -> bool:
    """A last word that only leads on to what differs, or numbers a note.

    Where a quotation or a sentence ends, no word leads on.
    """
    if left.is_note(pair[0]) and right.is_note(pair[1]):
        return True
    ends = any(at + 1 in view.bounds for at, view in zip(pair, (left, right), strict=True))
    return left.words[pair[0]].norm in LEADING_ON and not ends


def _parted(pairs: Pairs, views: tuple[BlockView, BlockView]) -> list[Pairs]:
    """One list for each quotation, where one side interrupts what the other has in one piece."""
    parts = [pairs]
    for side, view in enumerate(views):
        parts = [piece for part in parts for piece in _by_stretch(part, side, view)]
    return parts


def _by_stretch(pairs: Pairs, side: int, view: BlockView) -> list[Pairs]:
    inside = [view.stretch_at(pair[side]) for pair in pairs]
    sizes = Counter(number for number in inside if number >= 0)
    quotations = [number for number, size in sorted(sizes.items()) if size > 1]
    outside = len(pairs) - sum(sizes[number] for number in quotations)
    if len(quotations) < 2 or outside > max(CHANCE_WORDS, OUTSIDE * len(pairs)):
        return [pairs]
    return [[pair for pair, at in zip(pairs, inside, strict=True) if at == number] for number in quotations]


def _within_marks(pairs: Pairs, side: int, view: BlockView) -> Pairs:
    """Without the few words outside the quotation that the others stand in."""
    inside = [view.stretch_at(pair[side]) for pair in pairs]
    number, size = Counter(inside).most_common(1)[0] if inside else (-1, 0)
    if number < 0 or len(pairs) - size > max(CHANCE_WORDS, OUTSIDE * len(pairs)):
        return pairs
    return [pair for pair, at in zip(pairs, inside, strict=True) if at == number]


def _cut(pairs: Pairs, views: tuple[BlockView, BlockView], bits: Mapping[int, float]) -> Pairs:
    """Without chance words beyond the end of a sentence or a quotation, at both ends.

    What stands in quotation marks as a whole ends where its writer says, if they close the marks.
    """
    if not pairs or any(_is_closed(view, pairs[0][side], pairs[-1][side]) for side, view in enumerate(views)):
        return pairs
    before = 0
    while len(pairs) != before:
        before = len(pairs)
        for side, view in enumerate(views):
            for chance in (_beyond_end(pairs, side, view), _before_start(pairs, side, view)):
                if _is_chance(chance, pairs, views, bits):
                    pairs = pairs[: bisect_left(pairs, chance[0])] + pairs[bisect_right(pairs, chance[-1]) :]
    return pairs


def _is_closed(view: BlockView, first: int, last: int) -> bool:
    stretch = around(view, first, last)
    return stretch is not None and stretch.closed


def _beyond_end(pairs: Pairs, side: int, view: BlockView) -> Pairs:
    bound = view.bounds_about(pairs[-1][side])[0]
    return pairs[bisect_left(pairs, bound, key=itemgetter(side)) :]


def _before_start(pairs: Pairs, side: int, view: BlockView) -> Pairs:
    bound = view.bounds_about(pairs[0][side])[1]
    return pairs[: bisect_left(pairs, bound, key=itemgetter(side))]


def _is_chance(
    some: Pairs, pairs: Pairs, views: tuple[BlockView, BlockView], bits: Mapping[int, float]
) -> bool:
    return (
        0 < len(some) <= CHANCE_WORDS
        and len(some) < len(pairs)
        and sum(bits[pair[0]] for pair in some) <= CHANCE_BITS
        and not _is_sentence(some, views)
    )


def _is_sentence(pairs: Pairs, views: tuple[BlockView, BlockView]) -> bool:
    """The words are a whole sentence in both texts."""
    return all(
        view.sentence_of(pairs[0][side]) == (pairs[0][side], pairs[-1][side] + 1)
        for side, view in enumerate(views)
    )


def spans(pairs: Pairs, left: BlockView, right: BlockView) -> tuple[Span, Span]:
    """The characters of a passage on both sides."""
    views = (left, right)
    ends = [[pairs[0][side], pairs[-1][side]] for side in (0, 1)]
    for side in (0, 1):
        _go_to_marks(pairs, side, views, ends)
    _go_to_sentence_end(pairs, views, ends)
    starts = [_start(view, first) for view, (first, _) in zip(views, ends, strict=True)]
    stops = [_end(view, last) for view, (_, last) in zip(views, ends, strict=True)]
    for side, view in enumerate(views):
        stops[side] = _with_full_stop(views, stops, side)
        starts[side], stops[side] = _with_inner_marks(view, starts[side], stops[side])
    one, other = (Span(starts[side], stops[side], *ends[side]) for side in (0, 1))
    return one, other


def around(view: BlockView, first: int, last: int) -> Stretch | None:
    """The quotation that the words ``first`` to ``last`` (inclusive) stand in."""
    number = view.stretch_at(first)
    return view.stretches[number] if number >= 0 and view.stretch_at(last) == number else None


def _go_to_marks(pairs: Pairs, side: int, views: tuple[BlockView, BlockView], ends: list[list[int]]) -> None:
    stretch = around(views[side], *ends[side])
    if stretch is None or len(stretch) < SCARE_WORDS:
        return
    covered = len(pairs) / len(stretch) >= COVERED
    other = views[1 - side]
    short = ends[side][0] - stretch.first
    if short and (covered or short <= SHORT_OF):
        first = ends[1 - side][0]
        low = other.bounds_about(first)[0]
        ends[side][0], ends[1 - side][0] = stretch.first, max(low, first - short)
    short = stretch.last - 1 - ends[side][1] if stretch.closed else 0
    if short and (covered or short <= SHORT_OF):
        last = ends[1 - side][1]
        high = other.bounds_about(last)[1] - 1
        ends[side][1], ends[1 - side][1] = stretch.last - 1, min(high, last + short)


def _go_to_sentence_end(pairs: Pairs, views: tuple[BlockView, BlockView], ends: list[list[int]]) -> None:
    """Over a last word or two that are changed, where the sentence ends behind them on both sides."""
    left = [_to_sentence_end(view, last) for view, (_, last) in zip(views, ends, strict=True)]
    if left[0] == left[1] and 0 < left[0] <= SHORT_OF < len(pairs) // 3:
        for side in (0, 1):
            ends[side][1] += left[side]


def _to_sentence_end(view: BlockView, last: int) -> int:
    """The words behind ``last`` in its sentence, without the number of a note."""
    end = view.sentence_of(last)[1] - 1
    return end - last - (end > last and view.is_note(end))


def _start(view: BlockView, first: int) -> int:
    stretch = around(view, first, first)
    return stretch.start if stretch and stretch.first == first else view.words[first].start


def _with_inner_marks(view: BlockView, start: int, end: int) -> tuple[int, int]:
    """With the marks about a first or last expression that itself stands in marks."""
    for number in range(bisect_left(view.stretches, start, key=attrgetter("start")), len(view.stretches)):
        stretch = view.stretches[number]
        if stretch.start > end:
            break
        if stretch.start == start and stretch.end < end and view.text[:start].endswith(tuple(OPENING)):
            start -= 1
        if stretch.end == end and start < stretch.start and view.text[end : end + 1] in CLOSING:
            end += len(view.text[end : end + 1])
    return start, end


def _end(view: BlockView, last: int) -> int:
    stretch = around(view, last, last)
    return stretch.end if stretch and stretch.last == last + 1 else view.words[last].end


def _with_full_stop(views: tuple[BlockView, BlockView], stops: list[int], side: int) -> int:
    """With the mark that ends the sentence, if the other side has it too."""
    text, end = views[side].text, stops[side]
    other, theirs = views[1 - side].text, stops[1 - side]
    if (
        text[end : end + 1] in SENTENCE_MARKS
        and text[end : end + 1]
        and SENTENCE_MARKS
        & {
            other[theirs - 1 : theirs],
            other[theirs : theirs + 1],
        }
    ):
        return end + 1
    return end
