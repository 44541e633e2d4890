"""Stretches of two lists of words that are laid against each other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from essays.enums import DifferenceKind

#: Words so common that one of them between two rewritten stretches agrees by chance.
SMALL = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "is", "are", "it", "as"]
)
#: Words that two changed stretches may have between them and still be one change of order.
BETWEEN = 6

Norms = Sequence[str]
Block = tuple[int, int, int, int]


@dataclass(frozen=True)
class Unit:
    """Words ``left[a1:a2]`` against ``right[b1:b2]``; without a kind it is one word that is the same.

    ``stands`` says of a moved stretch where its counterpart is: "earlier" or "later". ``alike``: one word
    in two of its forms.
    """

    a1: int
    a2: int
    b1: int
    b2: int
    kind: DifferenceKind | None = None
    stands: str = ""
    alike: bool = False

    @property
    def block(self) -> Block:
        return self.a1, self.a2, self.b1, self.b2


def changed(block: Block, elided: frozenset[int]) -> Unit:
    """Left out, added, or other words, by what either side has there."""
    if block[0] == block[1]:
        at_ellipsis = block[0] in elided
        return Unit(*block, DifferenceKind.ELLIPSIS if at_ellipsis else DifferenceKind.OMISSION)
    return Unit(*block, DifferenceKind.ADDITION if block[2] == block[3] else DifferenceKind.SUBSTITUTION)
