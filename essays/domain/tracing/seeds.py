"""Where three words in a row stand in two places, gathered into stretches worth aligning.

Pure; numpy only. For a range of blocks all their shingles are looked up in the index at once. A shingle
in too many places says nothing and is skipped: what is quoted so often is found by its other words. Where
one block has the same words over and over, only their first places count: otherwise a refrain would have
as many seeds as the square of its length. Of the rest, those near each other in the same two blocks make a
stretch. It is worth aligning if two of them at least stand in like order on both sides and their words say
enough; the more places they stand in, the less. In a small corpus one of them is enough.
"""

from collections.abc import Iterator

import numpy as np

from essays.domain.tracing.index import Index
from essays.domain.tracing.shingles import SIZE
from essays.domain.tracing.significance import DOUBLING, LEAST_OWN_RUN

#: Shingles in more places than this are skipped.
MOST_PLACES = 100
#: Of a shingle's places in one block, the first so many count.
MOST_IN_BLOCK = 16
#: Words between two seeds of one stretch, at most; and how far they may shift against each other.
GAP, SHIFT = 24, 12
#: A corpus with fewer words can afford to look at everything.
FEW_WORDS = 300_000
#: Pairs of places held at a time; a range of blocks with more is halved.
MOST_PAIRS = 1 << 23


def stretches(
    index: Index, first: int, last: int, *, least_bits: float, chosen: np.ndarray | None = None
) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
    """(left block, right block, left places, right places) of the blocks ``first`` to ``last`` (exclusive).

    The left block is never the earlier one. Without ``chosen`` blocks are compared with those no later, so
    that every pair comes once for the whole corpus. With it (a truth value for each block), they are compared
    with all those not chosen, and of the chosen ones with those no later.
    """
    hashes, places = index.shingles(first, last)
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    few = _times_before(hashes, index.block_of(places)) < MOST_IN_BLOCK
    hashes, places = hashes[few], places[few]
    ranges = [
        (np.searchsorted(run.hashes, hashes, "left"), np.searchsorted(run.hashes, hashes, "right"))
        for run in index.runs
    ]
    total = sum((right - left for left, right in ranges), start=np.zeros(len(hashes), dtype=np.int64))
    useful = (total > 1) & (total <= MOST_PLACES)
    if int(total[useful].sum()) > MOST_PAIRS and last - first > 1:
        middle = (first + last) // 2
        yield from stretches(index, first, middle, least_bits=least_bits, chosen=chosen)
        yield from stretches(index, middle, last, least_bits=least_bits, chosen=chosen)
        return
    lefts, rights, common = [], [], []
    for run, (start, end) in zip(index.runs, ranges, strict=True):
        counts = end[useful] - start[useful]
        left, right = _expanded(places[useful], start[useful], counts, run.places)
        keep = _wanted(index, left, right, chosen)
        keep &= _times_before(left, index.block_of(right)) < MOST_IN_BLOCK
        lefts.append(np.maximum(left[keep], right[keep]))
        rights.append(np.minimum(left[keep], right[keep]))
        common.append(np.repeat(total[useful], counts)[keep])
    if lefts:
        seeds = np.concatenate(lefts), np.concatenate(rights), np.concatenate(common)
        yield from _gathered(index, *seeds, least_bits)


def _expanded(
    places: np.ndarray, start: np.ndarray, counts: np.ndarray, theirs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Every place with each of the ``counts`` places of a run from ``start``."""
    left = np.repeat(places, counts).astype(np.int64)
    within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    return left, theirs[np.repeat(start, counts) + within].astype(np.int64)


def _times_before(*keys: np.ndarray) -> np.ndarray:
    """How often what the keys say together has come directly before; equal ones stand in a row."""
    new = np.ones(len(keys[0]), dtype=bool)
    new[1:] = np.any([np.diff(key) != 0 for key in keys], axis=0)
    at = np.arange(len(new))
    return at - np.maximum.accumulate(np.where(new, at, 0))


def _wanted(index: Index, left: np.ndarray, right: np.ndarray, chosen: np.ndarray | None) -> np.ndarray:
    earlier = right + SIZE <= left
    if chosen is None:
        return earlier
    return earlier | (~chosen[index.block_of(right)] & (right != left))


def _gathered(
    index: Index, left: np.ndarray, right: np.ndarray, common: np.ndarray, least_bits: float
) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
    """``common`` is in how many places each seed stands."""
    if not len(left):
        return
    right_block = index.block_of(right)
    # The left place gives the left block, so this orders by both blocks.
    order = np.argsort((right_block << 32) | left, kind="stable")
    left, right, right_block, common = left[order], right[order], right_block[order], common[order]
    left_block = index.block_of(left)
    new = (np.diff(left) > GAP) | (np.diff(right_block) != 0) | (np.diff(left_block) != 0)
    near = ~new & (np.abs(np.diff(left - right)) <= SHIFT) & (np.diff(left) > 0)
    linked = np.concatenate([[False], near]) | np.concatenate([near, [False]])
    linked |= index.lexicon.words < FEW_WORDS
    heads = np.concatenate([[0], np.flatnonzero(new) + 1])
    tails = np.concatenate([heads[1:], [len(left)]])
    bits = _fresh_bits(index, left, np.concatenate([[True], new])) * linked
    said = np.add.reduceat(bits / (1 + DOUBLING * np.log2(common / 2)), heads)
    own = index.authors.all[left_block[heads]] == index.authors.all[right_block[heads]]
    enough = (said >= least_bits) & (~own | (tails - heads > LEAST_OWN_RUN[True] - SIZE))
    for at in np.flatnonzero(enough):
        head, tail = heads[at], tails[at]
        yield int(left_block[head]), int(right_block[head]), left[head:tail], right[head:tail]


def _fresh_bits(index: Index, left: np.ndarray, new: np.ndarray) -> np.ndarray:
    """What each seed's words say that the seed before it has not covered; ``new`` starts a stretch."""
    ids, lexicon = index.ids.all, index.lexicon
    step = np.where(new, SIZE, np.diff(left, prepend=left[0]))
    bits = np.zeros(len(left), dtype=np.float32)
    for word in range(SIZE):
        bits += np.where(step >= SIZE - word, lexicon.bits(ids[left + word]), 0)
    return bits
