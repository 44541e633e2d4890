"""Where a short text stands in a longer one, word for word or nearly so.

Pure. The words of the short text are all laid along the long one at the least cost (edit distance
over words, free at both ends of the long text), by rows of numpy arrays: words quoted times words of
the source. Words of the source that are left out in a row cost little more than one of them, and still
less where the short text has an ellipsis.
"""

import re
from dataclasses import dataclass

import numpy as np

from essays.domain.tracing.words import Word, words_of

ELLIPSIS = re.compile(r"…|\.(?:\s?\.){2,}")
#: Of the words quoted, the part that the source must have.
LEAST = 0.5
#: What it costs to leave out any number of the source's words in a row; a changed word costs 1. In halves,
#: so that sums are exact.
LEFT_OUT, LEFT_OUT_WITH_ELLIPSIS = 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Character offsets in both texts, each from the start of a word to the end of one; score 0 to 1."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    score: float


def best_match(quoted: str, source: str, *, least: float = LEAST) -> Match | None:
    """The place in ``source`` that is nearest to ``quoted``; the first of several equal ones.

    ``score`` is the part of the quoted words that stand there, less what stands between them in
    the source; None below ``least``. Both spans begin and end at words that correspond, changed ones
    included: nothing at either end lacks a counterpart.
    """
    left, right = words_of(quoted), words_of(source)
    if not left or not right:
        return None
    costs = _costs(left, right, _gaps(quoted, left))
    end = int(np.argmin(costs[-1]))
    if end < len(right) and costs[-1][end] == costs[-1][end + 1] == costs[-2][end] + 1:
        end += 1  # a changed last word rather than one that the source lacks
    score = 1 - float(costs[-1][end]) / len(left)
    if score < least:
        return None
    pairs = _trace(costs, left, right, end)
    if not pairs:
        return None
    (first, first_right), (last, last_right) = pairs[0], pairs[-1]
    return Match(
        left[first].start, left[last].end, right[first_right].start, right[last_right].end, round(score, 4)
    )


def _gaps(text: str, words: list[Word]) -> set[int]:
    """Numbers of words behind which the text has an ellipsis."""
    found = [match.start() for match in ELLIPSIS.finditer(text)]
    if not found:
        return set()
    ends = np.array([word.end for word in words])
    return {int(np.searchsorted(ends, at, side="right")) for at in found} - {0, len(words)}


def _equal_rows(left: list[Word], right: list[Word]) -> list[np.ndarray]:
    numbers = {norm: number for number, norm in enumerate({word.norm for word in right})}
    theirs = np.array([numbers[word.norm] for word in right])
    return [theirs == numbers.get(word.norm, -1) for word in left]


def _costs(left: list[Word], right: list[Word], gaps: set[int]) -> np.ndarray:
    """Row i, column j: the least cost of the first i words quoted, ending before word j of the source."""
    width = len(right) + 1
    columns = np.arange(width, dtype=np.float32)
    costs = np.empty((len(left) + 1, width), dtype=np.float32)
    costs[0] = 0
    for number, equal in enumerate(_equal_rows(left, right), 1):
        row, above = costs[number], costs[number - 1]
        row[:] = above + 1
        np.minimum(row[1:], above[:-1] + ~equal, out=row[1:])
        row[:] = np.minimum.accumulate(row - columns) + columns
        if number < len(left):
            jump = LEFT_OUT_WITH_ELLIPSIS if number in gaps else LEFT_OUT
            np.minimum(row, np.minimum.accumulate(row) + jump, out=row)
    return costs


def _trace(costs: np.ndarray, left: list[Word], right: list[Word], end: int) -> list[tuple[int, int]]:
    """Corresponding words, changed ones included, from the first pair to the last."""
    pairs, number, column = [], len(left), end
    while number:
        here = costs[number][column]
        differs = column and left[number - 1].norm != right[column - 1].norm
        if column and here == costs[number - 1][column - 1] + differs:
            number, column = number - 1, column - 1
            pairs.append((number, column))
            continue
        if here == costs[number - 1][column] + 1:
            number -= 1
        elif here == costs[number][column - 1] + 1:
            column -= 1
        else:
            column = int(np.argmin(costs[number][:column]))
    return pairs[::-1]
