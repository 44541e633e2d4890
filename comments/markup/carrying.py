"""Marks of withheld words in a text that was changed since: which stay marks, what comes back. Pure.

A text returns from its author's form without what makes a mark one, so the marks are found again: in their
order, as many as there can be, those with the most words beside them that stand beside them still.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comments.markup.withheld import EDGE, MARK, SHOWN

PLACE = re.compile(f"{EDGE}?{re.escape(SHOWN)}{EDGE}?")
WORD = re.compile(r"\w+")
#: Words on either side by which a mark is known again, and characters in which they are looked for.
BESIDE, NEAR = 8, 200
#: What a mark that stays counts, more than all the words beside another one.
KEPT = 2 * BESIDE + 1


@dataclass(frozen=True)
class _Place:
    """Where a mark stands or could, with the words before and after it, the nearest first."""

    start: int
    end: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def carry_marks(before: str, typed: str) -> str:
    """``typed`` with the marks of ``before`` that it still shows; what else reads like a mark is none.

    Done twice it changes nothing more. The time goes with the marks times the places that read like one.
    """
    places = _places(typed)
    kept = {place for _, place in _pairs(_marks(before), places)}
    return _with(typed, {place: MARK if place in kept else SHOWN for place in places})


def put_back(text: str, marked: str, words: Mapping[int, str]) -> str:
    """``text``, made of ``marked``, with words in the place of its marks again: by the number that each mark
    has in ``marked``, from 0. A mark that is not there any more brings nothing back."""
    marks = _marks(marked)
    pairs = ((marks.index(mark), place) for mark, place in _pairs(marks, _marks(text)))
    return _with(text, {place: words[number] for number, place in pairs if number in words})


def brought_back(text: str, words: Iterable[str], *, marked: str) -> tuple[str, ...]:
    """Those of the withheld ``words`` that stand in ``text`` more often than in ``marked``, the text without
    them; whatever their capitals and what stands between the words."""
    there, left = _spaced(text), _spaced(marked)
    found = (each for each in dict.fromkeys(words) if _count(each, there) > _count(each, left))
    return tuple(found)


def _places(text: str) -> list[_Place]:
    return [_place(text, *match.span()) for match in PLACE.finditer(text)]


def _marks(text: str) -> list[_Place]:
    return [_place(text, *match.span()) for match in re.finditer(re.escape(MARK), text)]


def _place(text: str, start: int, end: int) -> _Place:
    before = WORD.findall(text[max(0, start - NEAR) : start])[-BESIDE:]
    after = WORD.findall(text[end : end + NEAR])[:BESIDE]
    return _Place(start, end, tuple(reversed(before)), tuple(after))


def _pairs(marks: list[_Place], places: list[_Place]) -> list[tuple[_Place, _Place]]:
    """The marks with the places that are theirs, both in order."""
    # best[i][j]: the most that marks from i on and places from j on count.
    best = [[0] * (len(places) + 1) for _ in range(len(marks) + 1)]
    worth = [[KEPT + _shared(mark, place) for place in places] for mark in marks]
    for i in range(len(marks) - 1, -1, -1):
        for j in range(len(places) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], worth[i][j] + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(marks) and j < len(places):
        if best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((marks[i], places[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _shared(mark: _Place, place: _Place) -> int:
    """How many of the nearest words on both sides are the same, without a gap."""
    sides = (mark.before, place.before), (mark.after, place.after)
    return sum(_same(one, other) for one, other in sides)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    differ = (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(differ, min(len(one), len(other)))


def _with(text: str, words: Mapping[_Place, str]) -> str:
    parts, done = [], 0
    for place in sorted(words, key=lambda place: place.start):
        parts += [text[done : place.start], words[place]]
        done = place.end
    return "".join([*parts, text[done:]])


def _spaced(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "


def _count(words: str, spaced: str) -> int:
    """How often ``words`` stand there; those without a letter or digit never do."""
    wanted = _spaced(words).strip()
    return len(re.findall(f"(?= {re.escape(wanted)} )", spaced)) if wanted else 0
