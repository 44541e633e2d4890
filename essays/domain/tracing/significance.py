"""Whether an agreement says something, or is chance, a set phrase, a refrain or a name.

Pure. The measure is information: the bits of the words that agree (``lexicon``), names and
stock phrases left out; the less, the more places there are in which three of them in a row stand. Of all
pairs of places of a corpus of N words, chance finds some pair that agrees in 2 log N bits, so it takes more
than that. An author who repeats themselves needs much more: everybody has phrases of their own.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np

from essays.domain.tracing.common_words import FUNCTION_WORDS, PHRASES
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names, looks_like_title
from essays.domain.tracing.shingles import SIZE, shingle_hash
from essays.domain.tracing.views import BlockView

#: Fewer words in a corpus tell no better what is rare.
LEAST_CORPUS = 10_000
#: Bits above what chance finds, and how many fewer will do in quotation marks.
MARGIN, MARKED_LESS = 10.0, 12.0
#: By how much a word's bits are divided for each doubling of the places of the words about it; and the
#: bits that each further place of an author's own phrase takes away.
DOUBLING, OWN_PLACE = 0.6, 30.0
#: Bits more for what authors share with themselves.
OWN = 20.0
#: How many bits above the least halve the distance of the score from 1.
HALVING = 24.0
#: Words, and significant ones, that it takes: (plain, in quotation marks).
LEAST_WORDS, LEAST_TELLING = (6, 4), (4, 3)
LEAST_OWN_WORDS, LEAST_OWN_TELLING = (12, 8), (6, 5)
#: So many words in a row need not be significant ones: nobody says the same in as many by chance.
PLAIN_WORDS = 10
#: Of the words of both passages, the part that must correspond.
LEAST_SHARE = 0.45
#: An author's own passage must be repeated so many words on end, or it is a habit of phrasing.
LEAST_OWN_RUN = (10, 8)


_PHRASES = {phrase[0]: [one for one in PHRASES if one[0] == phrase[0]] for phrase in PHRASES}


@dataclass(frozen=True, slots=True)
class Weight:
    """What was counted of an agreement; ``bits`` are net, ``above`` is what they have over chance."""

    words: int
    telling: int
    bits: float
    above: float
    places: int
    share: float
    run: int

    @property
    def score(self) -> float:
        return round(1 - 0.5 ** (max(0.0, self.above + MARGIN) / HALVING), 3)


def chance_bits(words: int) -> float:
    """What agrees by chance somewhere in a corpus of so many words."""
    return 2 * math.log2(max(words, LEAST_CORPUS))


class Scales:
    def __init__(self, index: Index, names: Names) -> None:
        self.index, self.names = index, names

    def weigh(
        self, pairs: Sequence[tuple[int, int]], block: int, left: BlockView, right: BlockView
    ) -> Weight:
        """The agreement of two blocks in the pairs of words given; ``block`` is the left one's number."""
        first, last = pairs[0][0], pairs[-1][0]
        named = (
            {
                at + first
                for name in self.names.among(left.words[first : last + 1])
                for at in range(name.first, name.last)
            }
            | set(_titles(left, first, last))
            | set(_stock_phrases(left, first, last))
        )
        telling = [pair for pair in pairs if pair[0] not in named]
        ids = self.index.ids.all[self.index.start(block) + np.array([pair[0] for pair in telling], dtype=int)]
        places = self._places(pairs, left)
        rare = np.array([places.get(pair[0], 2) for pair in telling])
        bits = float((self.index.lexicon.bits(ids) / (1 + DOUBLING * np.log2(rare / 2))).sum())
        length = last - first + 1 + pairs[-1][1] - pairs[0][1] + 1
        if looks_like_title([left.words[pair[0]] for pair in pairs]) and looks_like_title(
            [right.words[pair[1]] for pair in pairs]
        ):
            telling, bits = [], 0.0
        return Weight(
            words=len(telling),
            telling=sum(left.words[pair[0]].norm not in FUNCTION_WORDS for pair in telling),
            bits=bits,
            above=bits - chance_bits(self.index.lexicon.words) - MARGIN,
            places=min(places.values(), default=2),
            share=2 * len(pairs) / length,
            run=_longest_run(telling),
        )

    def _places(self, pairs: Sequence[tuple[int, int]], left: BlockView) -> dict[int, int]:
        """For each word in a row of three that agree: in how many places the commonest of its rows stands."""
        rows = [
            at
            for (at, other), (end, other_end) in zip(pairs, pairs[SIZE - 1 :], strict=False)
            if end - at == other_end - other == SIZE - 1
        ]
        hashes = [shingle_hash(tuple(word.norm for word in left.words[at : at + SIZE])) for at in rows]
        counts = self.index.places_of(np.array(hashes, dtype=np.int64)).tolist()
        places: dict[int, int] = {}
        for row, count in zip(rows, counts, strict=True):
            for at in range(row, row + SIZE):
                places[at] = max(2, count, places.get(at, 2))
        return places


def is_significant(weight: Weight, *, own: bool, marked: bool) -> bool:
    """``own``: both passages are by one author."""
    words, telling = (LEAST_OWN_WORDS, LEAST_OWN_TELLING) if own else (LEAST_WORDS, LEAST_TELLING)
    least = -MARKED_LESS if marked else 0.0
    if own:
        least += OWN + OWN_PLACE * (weight.places - 2)
    return (
        weight.words >= words[marked]
        and (weight.telling >= telling[marked] or (not own and weight.run >= PLAIN_WORDS))
        and weight.share >= LEAST_SHARE
        and weight.above >= least
        and (not own or weight.run >= LEAST_OWN_RUN[marked])
    )


def _titles(view: BlockView, first: int, last: int) -> Iterator[int]:
    """Words of titles in quotation marks among the words from ``first`` to ``last``."""
    for number in range(bisect_right(view.stretches, first, key=attrgetter("last")), len(view.stretches)):
        stretch = view.stretches[number]
        if stretch.first > last:
            break
        words = range(max(first, stretch.first), min(last + 1, stretch.last))
        if words and looks_like_title(view.words[stretch.first : stretch.last]):
            yield from words


def _stock_phrases(view: BlockView, first: int, last: int) -> Iterator[int]:
    """Words of what everybody says among the words from ``first`` to ``last``."""
    norms = tuple(word.norm for word in view.words[first : last + 1])
    for at, norm in enumerate(norms):
        for phrase in _PHRASES.get(norm, ()):
            if norms[at : at + len(phrase)] == phrase:
                yield from range(first + at, first + at + len(phrase))


def _longest_run(pairs: Sequence[tuple[int, int]]) -> int:
    """The most words in a row on both sides."""
    longest = run = min(1, len(pairs))
    for (one, other), (left, right) in pairwise(pairs):
        run = run + 1 if (left, right) == (one + 1, other + 1) else 1
        longest = max(longest, run)
    return longest
