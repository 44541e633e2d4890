"""Two whole texts and every passage they have in common; and how many, for each pair of texts."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from essays.enums import LinkStatus
from essays.models import Block, Debate, Link, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class ParallelRecords:
    """``left`` and ``right`` may be one work; links are confirmed or merely found, never dismissed."""

    left: Work
    right: Work
    left_blocks: tuple[Block, ...]
    right_blocks: tuple[Block, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class PairOfTexts:
    """How many passages two texts have in common, in the order of the debate's works."""

    left: Work
    right: Work
    confirmed: int
    found: int


def parallel_records(left: Work, right: Work) -> ParallelRecords:
    """Two queries: the blocks of both, each with its work, and the links between them."""
    works = {left.pk: left, right.pk: right}
    blocks: dict[int, list[Block]] = {work: [] for work in works}
    for block in Block.objects.filter(work__in=works).order_by("order"):
        block.work = works[block.work_id]
        blocks[block.work_id].append(block)
    return ParallelRecords(
        left=left,
        right=right,
        left_blocks=tuple(blocks[left.pk]),
        right_blocks=tuple(blocks[right.pk]),
        links=tuple(_links_between(left, right)),
    )


def pairs_of_texts(debate: Debate) -> tuple[PairOfTexts, ...]:
    """The pairs that have links, those of a text with itself included. Two queries: works and links."""
    works = {work.pk: work for work in works_of(debate)}
    counts: dict[tuple[int, int], Counter[bool]] = defaultdict(Counter)
    rows = Link.objects.filter(debate=debate).shown().order_by()
    groups = rows.values_list("left_block__work", "right_block__work", "status")
    for one, other, status, number in groups.annotate(number=Count("pk")):
        left, right = sorted((one, other), key=lambda work: works[work].order)
        counts[left, right][status == LinkStatus.CONFIRMED] += number
    order = sorted(counts, key=lambda pair: [works[each].order for each in pair])
    return tuple(
        PairOfTexts(works[left], works[right], counts[left, right][True], counts[left, right][False])
        for left, right in order
    )


def _links_between(left: Work, right: Work) -> QuerySet[Link]:
    one_way = Q(left_block__work=left, right_block__work=right)
    other_way = Q(left_block__work=right, right_block__work=left)
    return Link.objects.filter(one_way | other_way).shown().order_by("pk")
