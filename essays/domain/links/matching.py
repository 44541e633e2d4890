"""Which of two links are about the same passages, however their spans were cut.

Pure. Two links are the same if they join the same two blocks, on either side, and on each side the
passages have at least half of the shorter one (``LEAST``) in common. So a decision on a passage holds
when a later comparison cuts it a few words longer or shorter, or finds a part of it, while two
neighbouring quotations of one paragraph stay two.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

#: The part of the shorter passage that the two must have in common, on both sides.
LEAST = 0.5


@dataclass(frozen=True)
class Side:
    """Characters ``start`` to ``end`` (exclusive) of a block, whatever names the block."""

    block: Hashable
    start: int
    end: int

    def shared(self, other: "Side") -> float:
        """The part of the shorter passage that both cover, 0 to 1."""
        if self.block != other.block:
            return 0.0
        common = min(self.end, other.end) - max(self.start, other.start)
        return max(common, 0) / max(min(self.end - self.start, other.end - other.start), 1)


Sides = tuple[Side, Side]


def likeness(one: Sides, other: Sides) -> float:
    """1 for the same passages, 0 for links of other passages, else how much they have in common.

    Whichever way round: the same passages may be given with left and right exchanged.
    """
    if one == other:
        return 1.0
    return max(
        _both(one[0].shared(other[0]), one[1].shared(other[1])),
        _both(one[0].shared(other[1]), one[1].shared(other[0])),
    )


def _both(left: float, right: float) -> float:
    """Below 1, so that the very same passages always come first."""
    return min(left, right) * 0.999 if min(left, right) >= LEAST else 0.0


class Index:
    """Links by their pair of blocks, to find the one that others are about. Keys are the caller's."""

    def __init__(self, links: Iterable[tuple[Hashable, Sides]] = ()) -> None:
        self.by_blocks: dict[frozenset, list[tuple[Hashable, Sides]]] = defaultdict(list)
        for key, sides in links:
            self.add(key, sides)

    def add(self, key: Hashable, sides: Sides) -> None:
        self.by_blocks[_blocks(sides)].append((key, sides))

    def like(self, sides: Sides) -> Sequence[Hashable]:
        """Keys of the links about the same passages, the likest first, else in the order added."""
        found = [(likeness(sides, theirs), key) for key, theirs in self.by_blocks.get(_blocks(sides), ())]
        ranked = sorted((entry for entry in found if entry[0]), key=lambda entry: -entry[0])
        return [key for _, key in ranked]


def _blocks(sides: Sides) -> frozenset:
    return frozenset(side.block for side in sides)
