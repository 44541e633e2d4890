"""Of agreements that explain each other, those that stay.

Pure. If A takes a passage from B and B's words stand in C too, A agrees with C only by way of B: that
link says nothing that the other two do not, and a reader would take it for a quotation. Who is shown
to quote whom decides; where nothing is shown, the pair that is least alike goes, and among equals the one
between the later texts, so that copies of one passage are tied to its first place.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

#: Of an agreement's words, the part that the other two must have as well.
COVERED = 0.75
#: Differences in likeness below this are none.
ALIKE = 0.02
#: Words of a block by which edges are told near from far.
PART = 32


@dataclass(frozen=True, slots=True)
class End:
    """Words ``first`` to ``last`` (inclusive) of a block, by its number in the corpus."""

    work: int
    author: int
    block: int
    first: int
    last: int

    @property
    def parts(self) -> range:
        """The parts of the block that it touches."""
        return range(self.first // PART, self.last // PART + 1)

    @property
    def middle(self) -> int:
        """The part in which its middle word stands, which is in any end that holds it."""
        return (self.first + self.last) // 2 // PART

    def holds(self, other: "End") -> bool:
        """Most of the other's words."""
        common = min(self.last, other.last) - max(self.first, other.first) + 1
        return self.block == other.block and common >= COVERED * (other.last - other.first + 1)

    def touches(self, other: "End") -> bool:
        return self.block == other.block and self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Edge:
    """Two ends that agree. ``likeness`` is 0 to 1.

    ``shown``: how surely the left one says that it quotes the other; 0 if it does not.
    """

    left: End
    right: End
    shown: int
    likeness: float
    score: float

    def other(self, end: End) -> End:
        return self.right if end is self.left else self.left

    def quotes(self, end: End) -> int:
        """How surely the given end is shown to quote the other."""
        return self.shown if end is self.left else 0


def kept(edges: Sequence[Edge]) -> list[int]:
    """The numbers of the edges that no two others explain and no better rival replaces, in order."""
    web = _Web(edges)
    standing = [number for number, edge in enumerate(edges) if not web.has_rival(number, edge)]
    web = _Web([edges[number] for number in standing])
    return [number for at, number in enumerate(standing) if not web.is_explained(at, edges[number])]


def _rank(number: int, edge: Edge) -> tuple:
    """The greater of two edges is the one that is kept."""
    return (edge.shown, round(edge.likeness / ALIKE), -edge.right.block - edge.left.block, -number)


Standing = tuple[int, Edge, End]


class _Web:
    """Edges by the parts of blocks that they lie in, so that a block with many costs no more than its words.

    Whatever holds an end is in the part where the middle word of that end stands.
    """

    def __init__(self, edges: Sequence[Edge]) -> None:
        self.at: dict[tuple[int, int], list[Standing]] = defaultdict(list)
        self.between: dict[tuple[int, int, int], list[Standing]] = defaultdict(list)
        for number, edge in enumerate(edges):
            for end in (edge.left, edge.right):
                for part in end.parts:
                    self.at[end.block, part].append((number, edge, end))
                    self.between[end.block, part, edge.other(end).block].append((number, edge, end))

    def has_rival(self, number: int, edge: Edge) -> bool:
        """The same words stand better, or as well and earlier, in another place by the same author."""
        for end in (edge.left, edge.right):
            theirs = edge.other(end)
            for rival_number, rival, rival_end in self.at[end.block, end.middle]:
                if (rival_end is rival.left) != (end is edge.left):
                    continue  # here the words are taken from this place, there for it
                place = rival.other(rival_end)
                if rival_number == number or place.author != theirs.author or not rival_end.holds(end):
                    continue
                if end is edge.right and not place.touches(theirs):
                    continue
                if (rival.score, _rank(rival_number, rival)) > (edge.score, _rank(number, edge)):
                    return True
        return False

    def is_explained(self, number: int, edge: Edge) -> bool:
        one, other = edge.left, edge.right
        if edge.left.author == edge.right.author and self._both_quote_a_third(edge):
            return True
        for near_number, near, near_end in self.at[one.block, one.middle]:
            middle = near.other(near_end)
            if near_number == number or not near_end.holds(one):
                continue
            for far_number, far, far_other in self.between[other.block, other.middle, middle.block]:
                if far_number in (number, near_number) or not far_other.holds(other):
                    continue
                if far.other(far_other).touches(middle) and _by_way_of(
                    (number, edge), (near_number, near, near_end), (far_number, far, far_other)
                ):
                    return True
        return False

    def _both_quote_a_third(self, edge: Edge) -> bool:
        """Both ends take words from one place of another text, and so agree with each other."""
        sources = [
            {
                near.right
                for part in side.parts
                for _, near, end in self.at[side.block, part]
                if near.quotes(end) and end.touches(side)
            }
            for side in (edge.left, edge.right)
        ]
        return any(one.touches(other) for one in sources[0] for other in sources[1])


def _by_way_of(direct: tuple[int, Edge], near: tuple[int, Edge, End], far: tuple[int, Edge, End]) -> bool:
    """Whether the ends of ``direct`` agree only because each agrees with a third, by ``near`` and ``far``."""
    (number, edge), (near_number, one, one_end), (far_number, other, other_end) = direct, near, far
    if edge.likeness > min(one.likeness, other.likeness) + ALIKE:
        return False
    said = max(one.quotes(one_end), other.quotes(other_end))
    if edge.shown or said:
        return said > edge.shown
    if one.shown and other.shown:
        return False  # the third quotes both: it explains nothing of theirs
    if one.shown or other.shown:
        # It quotes one of the two. The other one has the words from the third, if it is nearer to that.
        return edge.likeness < (other if one.shown else one).likeness - ALIKE
    return _rank(number, edge) < min(_rank(near_number, one), _rank(far_number, other))
