"""Two paragraphs beside each other, and which pairs the editors have recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from essays.models import Block, Debate, Relation, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class Side:
    """A numbered block, its work, author and section loaded; the neighbours' numbers are 0 for none."""

    block: Block
    previous: int
    next: int

    @property
    def address(self) -> str:
        return self._address(self.block.number)

    @property
    def previous_address(self) -> str:
        return self._address(self.previous)

    @property
    def next_address(self) -> str:
        return self._address(self.next)

    def _address(self, number: int) -> str:
        return f"{self.block.work.siglum.lower()}{number}" if number else ""

    @property
    def label(self) -> str:
        return f"{self.block.work.siglum}\N{NO-BREAK SPACE}{self.block.number}"


@dataclass(frozen=True)
class Pair:
    left: Side
    right: Side
    relations: tuple[Relation, ...]

    @property
    def same(self) -> bool:
        return self.left.block.pk == self.right.block.pk


@dataclass(frozen=True)
class RecordedPair:
    """Two paragraphs and all that the first does to the second, each kind once."""

    left: str
    left_number: int
    right: str
    right_number: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class RecordedPairs:
    """What one work's paragraphs do to another's (or its own), in the order of the records."""

    from_work: Work
    to_work: Work
    pairs: tuple[RecordedPair, ...]


def pair_of(debate: Debate, left: tuple[str, int], right: tuple[str, int]) -> Pair:
    """The blocks with these sigla and numbers, and the relations between exactly these two.

    Two queries. Raises Block.DoesNotExist if either isn't there.
    """
    wanted = Q()
    for siglum, number in (left, right):
        wanted |= Q(work__siglum=siglum, number=number)
    found = {
        (block.work.siglum, block.number): block
        for block in Block.objects.filter(wanted, work__debate=debate).select_related(
            "work__author", "section"
        )
    }
    if left not in found or right not in found:
        raise Block.DoesNotExist(f"{left} or {right}")
    first, second = found[left], found[right]
    relations = Relation.objects.filter(
        Q(from_block=first, to_block=second) | Q(from_block=second, to_block=first)
    ).order_by("order")
    return Pair(_side(first), _side(second), tuple(relations))


def _side(block: Block) -> Side:
    number = block.number
    return Side(block, number - 1, number + 1 if number < block.work.last_number else 0)


def recorded_pairs(debate: Debate) -> tuple[RecordedPairs, ...]:
    """The recorded relations between numbered paragraphs, by pair of works in the debate's order.

    Two queries: works and relations. What is said of a whole work or of a signature has no pair.
    """
    works = {work.pk: work for work in works_of(debate)}
    groups: dict[tuple[int, int], dict[tuple[int, int], dict[str, None]]] = {}
    rows = Relation.objects.filter(
        debate=debate, from_block__number__isnull=False, to_block__number__isnull=False
    ).values_list("from_work", "from_block__number", "to_work", "to_block__number", "kind")
    for from_work, left, to_work, right, kind in rows.order_by(
        "from_block__number", "to_block__number", "order"
    ):
        groups.setdefault((from_work, to_work), {}).setdefault((left, right), {})[kind] = None
    order = list(works)
    return tuple(
        RecordedPairs(
            works[from_work], works[to_work], tuple(_pairs(works[from_work], works[to_work], group))
        )
        for (from_work, to_work), group in sorted(
            groups.items(), key=lambda item: [order.index(pk) for pk in item[0]]
        )
    )


def _pairs(
    from_work: Work, to_work: Work, group: dict[tuple[int, int], dict[str, None]]
) -> Iterable[RecordedPair]:
    for (left, right), kinds in group.items():
        addresses = f"{from_work.siglum.lower()}{left}", f"{to_work.siglum.lower()}{right}"
        yield RecordedPair(addresses[0], left, addresses[1], right, tuple(kinds))
