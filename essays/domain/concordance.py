"""Keywords in context: where words stand in a text, and the line or the excerpt around them. Pure.

Used by the search and by the pages of the terms. Offsets count code points, ends exclusive.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from essays.queries.search.terms import AnyForm, Atom, Phrase
from essays.queries.search.words import Word, forms_of, words_of

Span = tuple[int, int]

#: Characters on either side of a keyword: what stands on one line of a wide page.
CONTEXT = 64
#: Words on either side that lines are sorted by.
SORTED_BY = 3
EXCERPT = 260
#: Characters before the first hit of an excerpt.
LEAD_IN = 60


class Sorting(StrEnum):
    PLACE = "place"
    LEFT = "left"
    RIGHT = "right"
    FORM = "form"


@dataclass(frozen=True)
class Line:
    """A keyword with what stands around it; ``before`` and ``after`` are the nearest words, folded,
    nearest first; ``form`` is the keyword folded. ``index`` is that of the text among those given."""

    index: int
    left: str
    key: str
    right: str
    form: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    start: int


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def find_hits(text: str, atoms: Sequence[Atom], language: str = "en") -> list[Span]:
    """Where the words and phrases stand, in order and apart from each other; of two that begin at one
    place the longer."""
    words = list(words_of(text, language))
    stems = {stem for atom in atoms if isinstance(atom, AnyForm) for stem in atom.stems}
    phrases = [atom for atom in atoms if isinstance(atom, Phrase)]
    found, at = [], 0
    while at < len(words):
        length = max((len(p.words) for p in phrases if _stands_at(p, words, at)), default=0)
        length = length or int(words[at].stem in stems)
        if length:
            found.append((words[at].start, words[at + length - 1].end))
        at += length or 1
    return found


def _stands_at(phrase: Phrase, words: Sequence[Word], at: int) -> bool:
    here = [word.form for word in words[at : at + len(phrase.words)]]
    if len(here) < len(phrase.words) or here[:-1] != list(phrase.words[:-1]):
        return False
    last = phrase.words[-1]
    return here[-1].startswith(last) if phrase.open_ended else here[-1] == last


def lines_of(index: int, text: str, spans: Iterable[Span]) -> Iterator[Line]:
    """A line for each span of a text."""
    for start, end in spans:
        left = _cut_left(text[max(0, start - CONTEXT - 1) : start])
        right = _cut_right(text[end : end + CONTEXT + 1])
        yield Line(
            index=index,
            left=left,
            key=text[start:end],
            right=right,
            form=" ".join(forms_of(text[start:end])),
            before=tuple(reversed(forms_of(left)))[:SORTED_BY],
            after=forms_of(right)[:SORTED_BY],
            start=start,
        )


def sort_lines(lines: Iterable[Line], by: Sorting) -> list[Line]:
    """In the order of the texts, or by the words before or after; equal ones in the order of the texts."""
    keys = {
        Sorting.PLACE: lambda line: (line.index, line.start),
        Sorting.LEFT: lambda line: (line.before, line.index, line.start),
        Sorting.RIGHT: lambda line: (line.after, line.index, line.start),
        Sorting.FORM: lambda line: (line.form, line.index, line.start),
    }
    return sorted(lines, key=keys[by])


def excerpt(text: str, hits: Sequence[Span], length: int = EXCERPT) -> tuple[Piece, ...]:
    """About ``length`` characters with as many hits as fit, cut between words, ellipses where it is cut."""
    start, end = _window(text, hits, length)
    pieces = [Piece("… ")] if start else []
    at = start
    for first, last in hits:
        if first < start or last > end:
            continue
        pieces += [Piece(text[at:first]), Piece(text[first:last], is_hit=True)]
        at = last
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _window(text: str, hits: Sequence[Span], length: int) -> Span:
    """The window that holds the most hits, the first of several; the first hit in it is whole."""
    if len(text) <= length:
        return 0, len(text)
    begins, ends = [begin for begin, _ in hits], [end for _, end in hits]

    def held(at: int) -> int:
        return bisect_right(ends, at + length) - bisect_left(begins, at)

    best = max([max(0, begin - LEAD_IN) for begin in begins] or [0], key=lambda at: (held(at), -at))
    first, whole = next((hit for hit in hits if hit[0] >= best), (len(text), 0))
    start = best = min(best, len(text) - length)
    if best and text[best - 1] != " ":
        start = text.find(" ", best, first) + 1 or best  # no space: a script that sets none
    end = max(min(start + length, len(text)), whole)
    if end < len(text) and text[end] != " ":
        end = max(text.rfind(" ", start, end), whole) if " " in text[start:end] else end
    return start, end


def _cut_left(before: str) -> str:
    if len(before) <= CONTEXT:
        return before.lstrip()
    cut = before[-CONTEXT:]
    return cut if before[-CONTEXT - 1] == " " else cut.partition(" ")[2] or cut


def _cut_right(after: str) -> str:
    if len(after) <= CONTEXT:
        return after.rstrip()
    cut = after[:CONTEXT]
    return cut if after[CONTEXT] == " " else cut.rpartition(" ")[0] or cut
