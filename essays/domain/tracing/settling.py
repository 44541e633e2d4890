"""Which of several equal words corresponds: what says more, and what stands beside words that do.

Pure. A longest common subsequence counts words. It may pair a lone "are" where "intermediate" could
be paired, or the "may" of the sentence before instead of the one right before the passage. Both are put right
here: lone words are let go, runs grow word by word where both texts go on alike, and what is left
between runs is paired anew by what the words say.
"""

from collections.abc import Sequence

#: (first word on the left, on the right, number of words), in order on both sides.
Runs = list[tuple[int, int, int]]

#: Words between two runs, or at either end, that are paired anew.
NEAR = 8


def settled(runs: Runs, left: Sequence[int], right: Sequence[int], weights: Sequence[float]) -> Runs:
    """The runs anew; words as numbers, ``weights`` the bits of those on the left. Lone runs give none."""
    firm = [run for run in runs if run[2] > 1]
    grown: Runs = []
    for number, (a, b, size) in enumerate(firm):
        before = (grown[-1][0] + grown[-1][2], grown[-1][1] + grown[-1][2]) if grown else (0, 0)
        after = firm[number + 1][:2] if number + 1 < len(firm) else (len(left), len(right))
        while a > before[0] and b > before[1] and left[a - 1] == right[b - 1]:
            a, b, size = a - 1, b - 1, size + 1
        while a + size < after[0] and b + size < after[1] and left[a + size] == right[b + size]:
            size += 1
        grown.append((a, b, size))
    return _filled(grown, left, right, weights) if grown else []


def _filled(runs: Runs, left: Sequence[int], right: Sequence[int], weights: Sequence[float]) -> Runs:
    found: Runs = []
    ends = (max(0, runs[0][0] - NEAR), max(0, runs[0][1] - NEAR))
    for a, b, size in runs:
        found += _pairs((ends[0], a), (ends[1], b), left, right, weights)
        found.append((a, b, size))
        ends = (a + size, b + size)
    after = (min(len(left), ends[0] + NEAR), min(len(right), ends[1] + NEAR))
    return found + _pairs((ends[0], after[0]), (ends[1], after[1]), left, right, weights)


def _pairs(
    mine: tuple[int, int],
    theirs: tuple[int, int],
    left: Sequence[int],
    right: Sequence[int],
    weights: Sequence[float],
) -> Runs:
    """Single pairs that say most together, of the words from ... to (exclusive) on both sides."""
    (a, a_end), (b, b_end) = mine, theirs
    if not 0 < a_end - a <= NEAR or not 0 < b_end - b <= NEAR:
        return []
    if not set(left[a:a_end]) & set(right[b:b_end]):
        return []
    best = {(one, other): (0.0, ()) for one in range(a, a_end + 1) for other in (b_end,)}
    best |= {(a_end, other): (0.0, ()) for other in range(b, b_end)}
    for one in range(a_end - 1, a - 1, -1):
        for other in range(b_end - 1, b - 1, -1):
            options = [best[one + 1, other], best[one, other + 1]]
            if left[one] == right[other]:
                said, pairs = best[one + 1, other + 1]
                options.append((said + weights[one], ((one, other, 1), *pairs)))
            best[one, other] = max(options, key=lambda option: option[0])
    return list(best[a, b][1])
