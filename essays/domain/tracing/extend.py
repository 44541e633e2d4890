"""From seeds to aligned words: which words of two blocks correspond, and from where to where.

Pure; rapidfuzz aligns. Seeds on nearly the same diagonal make a chain. Around each chain the two blocks
are aligned by their longest common subsequence, and of that the stretches stay whose words say more than
the gaps between them cost: a changed word costs less than what any two words around it say, so it breaks
nothing, while a chance "the" across a gap is not worth the gap.

What repeats itself has seeds on any number of diagonals. So that the cost stays in proportion to the words
whatever they say, of a stretch's chains only the longest are looked at, far more than prose has, and a long
one is aligned piece by piece, parted at seeds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import LCSseq

from essays.domain.tracing.index import Index
from essays.domain.tracing.seeds import GAP, SHIFT
from essays.domain.tracing.settling import Runs, settled
from essays.domain.tracing.shingles import SIZE

#: Words looked at on either side of a chain.
AROUND = 40
#: Bits that a gap costs: for each word replaced, for a gap on one side only, for each word of that.
REPLACED, LOPSIDED, MORE = 5.0, 3.5, 1.5
#: More words on one side in a row are a break.
WIDEST = 40
#: A stretch ends where it has lost so many bits that it could begin anew.
DROP = 45.0
#: Chains of a stretch that are looked at: so many, and one more for so many of its words. (A stretch of
#: interwoven quotations has a dozen.) And of these, those looked at again beside others.
CHAINS, WORDS_FOR_ONE, AGAIN = 32, 4, 32
#: Seeds of a chain whose words are aligned at a time: the cost grows with their square.
PIECE = 2000

#: Seeds: a place on the left, one on the right.
Chain = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Corresponding words of two blocks, as their numbers in the blocks, and what the words say in bits."""

    left_block: int
    right_block: int
    pairs: tuple[tuple[int, int], ...]
    bits: float


def extended(
    index: Index, left_block: int, right_block: int, left: np.ndarray, right: np.ndarray
) -> list[Aligned]:
    """What is aligned around a stretch of seeds; places as ``seeds.stretches`` gives them."""
    starts = index.start(left_block), index.start(right_block)
    ends = index.start(left_block + 1), index.start(right_block + 1)
    found: dict[tuple, Aligned] = {}
    covered: set[tuple[int, int]] = set()

    def align(chain: Chain, bounds: Sequence[tuple[int, int]]) -> None:
        for pairs, bits in _stretches(index, _window(chain, bounds), _band(chain), chain[::PIECE]):
            covered.update(pairs)
            inside = tuple((one - starts[0], other - starts[1]) for one, other in pairs)
            found.setdefault(inside, Aligned(left_block, right_block, inside, bits))

    chains, blocks = likely_chains(left.tolist(), right.tolist()), list(zip(starts, ends, strict=True))
    for chain in chains:
        align(chain, blocks)
    for chain in [one for one in chains if covered.isdisjoint(one)][:AGAIN]:
        if covered.isdisjoint(chain):
            bounds = _beside([one.pairs for one in found.values()], chains, chain, blocks)
            if bounds != blocks:
                align(chain, bounds)
    return list(found.values())


def likely_chains(left: list[int], right: list[int]) -> list[Chain]:
    """The chains looked at, in order: as many as the stretch has words for, those with most seeds."""
    chains = _chains(left, right)
    most = CHAINS + (max(chain[-1][0] for chain in chains) - chains[0][0][0]) // WORDS_FOR_ONE
    if len(chains) <= most:
        return chains
    longest = sorted(range(len(chains)), key=lambda number: -len(chains[number]))[:most]
    return [chains[number] for number in sorted(longest)]


def _window(chain: Chain, bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        (max(start, min(places) - AROUND), min(end, max(places) + SIZE + AROUND))
        for (start, end), places in zip(bounds, zip(*chain, strict=True), strict=True)
    ]


def _band(chain: Chain) -> tuple[int, int]:
    diagonals = [left - right for left, right in chain]
    return min(diagonals) - SHIFT, max(diagonals) + SHIFT


def _beside(
    found: Sequence[Sequence[tuple[int, int]]],
    chains: Sequence[Chain],
    chain: Chain,
    blocks: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Where to look for a chain that lost its words to others: on one side, between these.

    So a passage that is quoted twice in one block is found twice, however near each other the quotations
    stand. Everywhere, if the chain has no words of its own on either side.
    """
    starts = [start for start, _ in blocks]
    seeds, *others = [
        [(left - starts[0], right - starts[1]) for left, right in one]
        for one in (chain, *(other for other in chains if other is not chain))
    ]
    firm = [pairs for pairs in found if len(pairs) > SIZE]
    for side in (0, 1):
        low, high = min(seed[side] for seed in seeds), max(seed[side] for seed in seeds) + SIZE - 1
        taken = [(pairs[0][side], pairs[-1][side]) for pairs in firm]
        if any(first <= high and low <= last for first, last in taken):
            continue
        taken += [(other[0][side], other[-1][side] + SIZE - 1) for other in others]
        before = max((last + 1 for _, last in taken if last < low), default=0)
        after = min((first for first, _ in taken if first > high), default=blocks[side][1] - starts[side])
        bounds = list(blocks)
        bounds[side] = (starts[side] + before, starts[side] + after)
        return bounds
    return list(blocks)


def _chains(left: list[int], right: list[int]) -> list[Chain]:
    """Seeds by chain; each seed joins the chain that it is nearest to."""
    chains: list[Chain] = []
    for seed in zip(left, right, strict=True):
        near = [chain for chain in chains[-8:] if _goes_on(chain[-1], seed)]
        if near:
            min(near, key=lambda chain: abs(_diagonal(chain[-1]) - _diagonal(seed))).append(seed)
        else:
            chains.append([seed])
    return chains


def _diagonal(seed: tuple[int, int]) -> int:
    return seed[0] - seed[1]


def _goes_on(last: tuple[int, int], seed: tuple[int, int]) -> bool:
    return (
        0 < seed[0] - last[0] <= GAP
        and 0 < seed[1] - last[1] <= GAP + SHIFT
        and abs(_diagonal(last) - _diagonal(seed)) <= SHIFT
    )


def _stretches(
    index: Index, window: Sequence[tuple[int, int]], band: tuple[int, int], cuts: Chain
) -> Iterator[tuple[list[tuple[int, int]], float]]:
    """Pairs of places with their bits, for each stretch of the window that is worth its gaps."""
    (left_start, left_end), (right_start, right_end) = window
    ids = index.ids.all
    if left_start < right_end and right_start < left_end:  # within one block: no word is its own repetition
        middle = (max(left_start, right_start) + min(left_end, right_end)) // 2
        if band[0] > 0:
            left_start, right_end = max(left_start, middle), min(right_end, middle)
        else:
            left_end, right_start = min(left_end, middle), max(right_start, middle)
    left, right = ids[left_start:left_end].tolist(), ids[right_start:right_end].tolist()
    weights = index.lexicon.bits(ids[left_start:left_end]).tolist()
    cuts = [(one - left_start, other - right_start) for one, other in cuts]
    runs = [
        (a, b, size)
        for a, b, size in _common(left, right, cuts)
        if band[0] <= left_start + a - right_start - b <= band[1]
    ]
    for chosen in _worthwhile(settled(runs, left, right, weights), weights):
        pairs = [
            (left_start + a + step, right_start + b + step) for a, b, size in chosen for step in range(size)
        ]
        yield pairs, sum(weights[a + step] for a, _, size in chosen for step in range(size))


def _common(left: list[int], right: list[int], cuts: Chain) -> Runs:
    """The runs of the longest common subsequence; piece by piece, if it is cut within."""
    inside = [(a, b) for a, b in cuts[1:] if 0 < a < len(left) and 0 < b < len(right)]
    found: Runs = []
    for (a, b), (a_end, b_end) in pairwise([(0, 0), *inside, (len(left), len(right))]):
        for block in LCSseq.opcodes(left[a:a_end], right[b:b_end]).as_matching_blocks():
            one, other, size = a + block.a, b + block.b, block.size
            if found and size and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (one, other):
                one, other, before = found.pop()
                size += before
            if size:
                found.append((one, other, size))
    return found


def _worthwhile(runs: Runs, weights: list[float]) -> list[Runs]:
    """The stretches of runs of equal words in which no beginning and no end costs more than it says."""
    bits = [sum(weights[a : a + size]) for a, _, size in runs]
    found, first = [], 0
    while first < len(runs):
        score = best_score = bits[first]
        best = at = first
        while (at := at + 1) < len(runs):
            score -= _cost(runs[at - 1], runs[at])
            if score <= 0 or score < best_score - DROP:
                break
            score += bits[at]
            if score >= best_score:
                best, best_score = at, score
        found.append(runs[first : best + 1])
        first = best + 1
    return found


def _cost(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    left, right = other[0] - one[0] - one[2], other[1] - one[1] - one[2]
    if max(left, right) > WIDEST:
        return float("inf")
    lopsided = abs(left - right)
    return REPLACED * min(left, right) + (LOPSIDED + MORE * lopsided if lopsided else 0)
