"""Which passages are parts of one quotation that its writer interrupts."""

from collections.abc import Sequence

from essays.domain.tracing.candidates import Candidate
from essays.enums import Direction

#: Words of the writer's own between two parts, and blocks of the source, at most.
BETWEEN, APART = 15, 4


def first_parts(candidates: Sequence[Candidate]) -> list[int | None]:
    """For each, the number of the first part of the quotation that it goes on with; None for that itself.

    The candidates are in the order of their left passages. A part goes on with the one before it in the
    same paragraph, if both are marked, quote the same work further on, and nobody else is named between.
    """
    found: list[int | None] = []
    for number, candidate in enumerate(candidates):
        before = number - 1
        goes_on = before >= 0 and _goes_on(candidates[before], candidate)
        first = found[before] if goes_on else None
        found.append((before if first is None else first) if goes_on else None)
    return found


def _goes_on(one: Candidate, other: Candidate) -> bool:
    return (
        one.left_block == other.left_block
        and one.edge.right.work == other.edge.right.work
        and one.marked
        and other.marked
        and one.shown.direction == other.shown.direction == Direction.QUOTES
        and 0 < other.left.first - one.left.last <= BETWEEN
        and 0 <= other.right_block - one.right_block <= APART
        and (other.right_block > one.right_block or other.right.start >= one.right.end)
        and other.authority in {"", one.authority}
    )
