"""How a cost grows with a size."""

from collections.abc import Sequence
from math import log


def exponent(sizes: Sequence[float], taken: Sequence[float]) -> float:
    """Of what is taken, from the first size to the last: 0 is constant, 1 in proportion to the size."""
    return log(taken[-1] / taken[0]) / log(sizes[-1] / sizes[0])
