"""Quotations of a few words: in quotation marks, and found word for word in the work that is answered.

Pure. Two or three words in marks are too few for the index, and mostly no quotation: writers set
expressions in marks. So they are looked for only in the work that the text answers, and only words that
are rare in that work count. Compounds may be joined or parted ("die hard").
"""

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from essays.domain.tracing.common_words import FUNCTION_WORDS
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names, looks_like_title
from essays.domain.tracing.significance import HALVING
from essays.domain.tracing.views import BlockView, Stretch
from essays.enums import BlockKind

#: Words in the marks, at most; more are found by the index.
LONGEST = 8
LEAST_TELLING = 2
#: Words in more places of a work are its vocabulary and point to none of them.
MOST_PLACES = 3
#: Bits above what chance finds in the work.
MARGIN = 5.0
NOT_QUOTED_FROM = frozenset({BlockKind.HEADING, BlockKind.SIGNATURE, BlockKind.SPEAKER, BlockKind.NOTE})

Place = tuple[int, int, int]


def short_quotations(view: BlockView, names: Names) -> Iterator[Stretch]:
    """The stretches in marks of a block that are worth looking for."""
    if view.block.kind in NOT_QUOTED_FROM:
        return
    named = {at for name in names.among(view.words) for at in range(name.first, name.last)}
    for stretch in view.stretches:
        words = view.words[stretch.first : stretch.last]
        telling = [
            word
            for at, word in enumerate(words, stretch.first)
            if word.norm not in FUNCTION_WORDS and at not in named
        ]
        if len(words) <= LONGEST and len(telling) >= LEAST_TELLING and not looks_like_title(words):
            yield stretch


class WorkWords:
    """A work's words joined without spaces, to look up a few of them however they are parted."""

    def __init__(self, index: Index, views: list[tuple[int, BlockView]]) -> None:
        self.index = index
        self.views = [(at, view) for at, view in views if view.block.kind not in NOT_QUOTED_FROM]
        self.joined = ["".join(word.norm for word in view.words) for _, view in self.views]
        self.words = sum(len(view.words) for _, view in self.views)
        #: Where in the joined words each word begins, and where the last one ends.
        self.starts = [
            list(accumulate((len(word.norm) for word in view.words), initial=0)) for _, view in self.views
        ]
        self.places = cache(self._places_of)

    def find(self, view: BlockView, block: int, stretch: Stretch) -> Place | None:
        """(block, first word, last word) of the words' first place; None if they are not distinctive."""
        places = self.places("".join(word.norm for word in view.words[stretch.first : stretch.last]))
        if not 0 < len(places) <= MOST_PLACES:
            return None
        least = math.log2(max(2, self.words * len(places))) + MARGIN
        return places[0] if self._bits(block, stretch) >= least else None

    def _places_of(self, wanted: str) -> list[Place]:
        """One more than are few, at most."""
        places: list[Place] = []
        for (at, _), joined, starts in zip(self.views, self.joined, self.starts, strict=True):
            start = joined.find(wanted)
            while start >= 0 and len(places) <= MOST_PLACES:
                if words := _whole_words(starts, start, start + len(wanted)):
                    places.append((at, *words))
                start = joined.find(wanted, start + 1)
        return places

    def score(self, block: int, stretch: Stretch) -> float:
        """0 to 1: how unlikely the words are to stand in the work by chance."""
        above = self._bits(block, stretch) - math.log2(max(2, self.words))
        return round(1 - 0.5 ** (max(0.0, above) / HALVING), 3)

    def _bits(self, block: int, stretch: Stretch) -> float:
        start = self.index.start(block)
        ids = self.index.ids.all[start + stretch.first : start + stretch.last]
        return float(self.index.lexicon.bits(ids).sum())


def _whole_words(starts: list[int], start: int, end: int) -> tuple[int, int] | None:
    """First and last word of characters of the joined words, if words begin and end there."""
    first, behind = bisect_left(starts, start), bisect_left(starts, end)
    return (first, behind - 1) if starts[first] == start and starts[behind] == end else None
