"""Agreements of two blocks that are worth a look, before they are weighed against each other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from essays.domain.tracing.align import ELLIPSIS
from essays.domain.tracing.chains import Edge, End
from essays.domain.tracing.direction import STRENGTH, Directions, Shown, Side, is_set_off
from essays.domain.tracing.extend import Aligned, extended
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names
from essays.domain.tracing.seeds import stretches
from essays.domain.tracing.significance import (
    LEAST_WORDS,
    MARGIN,
    MARKED_LESS,
    Scales,
    Weight,
    chance_bits,
    is_significant,
)
from essays.domain.tracing.spans import Pairs, Span, around, passages, spans
from essays.domain.tracing.views import BlockView
from essays.enums import LinkKind

#: Of the bits that it takes, the part that the seeds alone must have.
SEEDS_SHARE = 0.75
#: Words and significant words that a part of an interrupted quotation needs, if the whole is significant.
PART_WORDS, PART_TELLING = 4, 2
#: Words about an ellipsis on its own side, and those that it may stand for.
ELLIPSIS_WORDS, ELIDED_WORDS = 3, 250
#: A passage that leaves out so many words, and such a part of the source's, has it in part only.
LEFT_OUT_WORDS, LEFT_OUT_SHARE = 3, 0.25


#: Words of a block by which aligned passages are told near from far.
PART = 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """Blocks by their numbers in the index; the left one quotes, if that is shown."""

    left_block: int
    right_block: int
    left: Span
    right: Span
    kind: LinkKind
    marked: bool
    shown: Shown
    attributed_as: str
    authority: str
    score: float
    edge: Edge


class Candidates:
    def __init__(self, index: Index, names: Names) -> None:
        self.index, self.names = index, names
        self.scales, self.directions = Scales(index, names), Directions(names)
        self.view = lru_cache(maxsize=4096)(self._view)

    def _view(self, block: int) -> BlockView:
        work, record = self.index.blocks[block]
        return BlockView(self.index.texts[work], record)

    def before(self, block: int) -> BlockView | None:
        """The block before, if it is of the same work."""
        if not block or self.index.work_of(block - 1) != self.index.work_of(block):
            return None
        return self.view(block - 1)

    def between(self, first: int, last: int, chosen: np.ndarray | None = None) -> Iterator[Candidate]:
        """Those of blocks ``first`` to ``last`` (exclusive) with the others; see ``seeds.stretches``."""
        least = SEEDS_SHARE * self._least_bits
        waiting: list[Aligned] = []
        blocks = (-1, -1)
        for left, right, lefts, rights in stretches(self.index, first, last, least_bits=least, chosen=chosen):
            if (left, right) != blocks:
                yield from self._of_blocks(*blocks, waiting)
                waiting, blocks = [], (left, right)
            waiting += extended(self.index, left, right, lefts, rights)
        yield from self._of_blocks(*blocks, waiting)

    @property
    def _least_bits(self) -> float:
        """With fewer, nothing is significant."""
        return chance_bits(self.index.lexicon.words) + MARGIN - MARKED_LESS

    def _of_blocks(self, left: int, right: int, aligned: list[Aligned]) -> Iterator[Candidate]:
        if all(one.bits < self._least_bits for one in aligned):
            return
        views = self.view(left), self.view(right)
        for whole, bits in _joined(_distinct(aligned), *views):
            if bits < self._least_bits or len(whole) < LEAST_WORDS[True]:
                continue
            parts = list(passages(whole, *views, self._bits(left, whole)))
            together = self.scales.weigh(whole, left, *views)
            for part in parts:
                weight = self.scales.weigh(part, left, *views)
                spans_of = spans(part, *views)
                if self._counts(weight, spans_of, (left, right)):
                    yield self.candidate(left, right, part, spans_of, weight.score)
                elif len(parts) > 1 and self._is_part(part, weight, together, (left, right)):
                    yield self.candidate(left, right, part, spans_of, together.score)

    def _bits(self, block: int, pairs: Pairs) -> dict[int, float]:
        """What the words of the left block say, by their numbers."""
        words = [pair[0] for pair in pairs]
        ids = self.index.ids.all[self.index.start(block) + np.array(words)]
        return dict(zip(words, self.index.lexicon.bits(ids).tolist(), strict=True))

    def _counts(self, weight: Weight, spans_of: tuple[Span, Span], blocks: tuple[int, int]) -> bool:
        one, other = spans_of
        if blocks[0] == blocks[1] and one.start < other.end and other.start < one.end:
            return False
        own = self.is_own(*blocks)
        set_off = any(
            is_set_off(self.view(block), span) for block, span in zip(blocks, spans_of, strict=True)
        )
        return is_significant(weight, own=own, marked=set_off)

    def _is_part(self, part: Pairs, weight: Weight, together: Weight, blocks: tuple[int, int]) -> bool:
        """Of an interrupted quotation: with words enough of its own, or all that two marks hold."""
        stretch = around(self.view(blocks[0]), part[0][0], part[-1][0])
        fills_marks = stretch is not None and len(stretch) == len(part)
        if not fills_marks and (weight.words < PART_WORDS or weight.telling < PART_TELLING):
            return False
        return is_significant(replace(together, share=1.0), own=self.is_own(*blocks), marked=True)

    def is_own(self, left: int, right: int) -> bool:
        """Both blocks are by one author."""
        return bool(self.index.authors.all[left] == self.index.authors.all[right])

    def candidate(
        self, left: int, right: int, pairs: Pairs, spans_of: tuple[Span, Span], score: float
    ) -> Candidate:
        sides = [
            self.directions.side(self.view(block), span, self.before(block))
            for block, span in zip((left, right), spans_of, strict=True)
        ]
        shown = self.directions.between(*sides, own=self.is_own(left, right))
        if shown.swapped:
            left, right, pairs = right, left, [(other, one) for one, other in pairs]
            sides.reverse()
        one, other = sides
        likeness = 2 * len(pairs) / sum(side.span.last - side.span.first + 1 for side in sides)
        return Candidate(
            left_block=left,
            right_block=right,
            left=one.span,
            right=other.span,
            kind=_kind(one, other, len(pairs)),
            marked=one.marked,
            shown=shown,
            attributed_as=one.attribution.words,
            authority=one.attribution.whom,
            score=score,
            edge=Edge(
                self._end(left, one.span),
                self._end(right, other.span),
                STRENGTH.get(shown.ground, 0),
                likeness,
                score,
            ),
        )

    def _end(self, block: int, span: Span) -> End:
        return End(
            self.index.work_of(block), int(self.index.authors.all[block]), block, span.first, span.last
        )


def _distinct(aligned: list[Aligned]) -> list[Aligned]:
    """Without those that share words on both sides with one that says more; in the order of the left text."""
    taken: list[Aligned] = []
    near: dict[int, list[Aligned]] = defaultdict(list)
    for one in sorted(aligned, key=lambda one: -one.bits):
        # Only what stands in a like part of the left text can share words: looking at all would be quadratic.
        parts = range(one.pairs[0][0] // PART, one.pairs[-1][0] // PART + 1)
        others = (other for part in parts for other in near[part])
        if not any(_overlap(one, other, 0) and _overlap(one, other, 1) for other in others):
            taken.append(one)
            for part in parts:
                near[part].append(one)
    return sorted(taken, key=lambda one: one.pairs[0])


def _overlap(one: Aligned, other: Aligned, side: int) -> bool:
    return one.pairs[0][side] <= other.pairs[-1][side] and other.pairs[0][side] <= one.pairs[-1][side]


def _joined(aligned: list[Aligned], left: BlockView, right: BlockView) -> list[tuple[Pairs, float]]:
    """The aligned words by passage, those on either side of an ellipsis in one; and their bits."""
    found: list[tuple[Pairs, float]] = []
    for one in aligned:
        if found and _elided(found[-1][0], one.pairs, left, right):
            pairs, bits = found[-1]
            found[-1] = ((*pairs, *one.pairs), bits + one.bits)
        else:
            found.append((one.pairs, one.bits))
    return found


def _elided(one: Pairs, other: Pairs, left: BlockView, right: BlockView) -> bool:
    gap = other[0][0] - one[-1][0] - 1, other[0][1] - one[-1][1] - 1
    for side, view in enumerate((left, right)):
        text = view.text[view.words[one[-1][side]].end : view.words[other[0][side]].start]
        if 0 <= gap[side] <= ELLIPSIS_WORDS and 0 <= gap[1 - side] <= ELIDED_WORDS and ELLIPSIS.search(text):
            return True
    return False


def _kind(left: Side, right: Side, common: int) -> LinkKind:
    words = [side.view.words[side.span.first : side.span.last + 1] for side in (left, right)]
    if len({"".join(word.norm for word in part) for part in words}) == 1:
        return LinkKind.VERBATIM
    left_out = len(words[1]) - common
    only_left_out = len(words[0]) == common and left_out >= LEFT_OUT_WORDS
    if only_left_out and left_out >= LEFT_OUT_SHARE * len(words[1]):
        return LinkKind.PARTIAL
    if ELLIPSIS.search(left.view.text, left.span.start, left.span.end):
        return LinkKind.PARTIAL
    return LinkKind.VARIANT
