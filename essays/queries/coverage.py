"""What a work that answers another has to do with each of that one's paragraphs."""

from dataclasses import dataclass

from django.db.models import Q

from essays.models import Block, Debate, Link, Relation, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class CoverageRecords:
    """``relations`` are what the reply does to the essay; ``links`` the passages that the two share.

    The blocks bear their works; relations and links name blocks by their keys only.
    """

    reply: Work
    essay: Work
    reply_blocks: tuple[Block, ...]
    essay_blocks: tuple[Block, ...]
    relations: tuple[Relation, ...]
    links: tuple[Link, ...]


def coverage_records(reply: Work) -> CoverageRecords:
    """Three queries: blocks, relations, links. ``reply.responds_to`` is loaded.

    Relations that only the editors see (``referenced`` False) are no answers; links that quote the reply
    are the essay's business.
    """
    essay = reply.responds_to
    works = {reply.pk: reply, essay.pk: essay}
    blocks: dict[int, list[Block]] = {work: [] for work in works}
    for block in Block.objects.filter(work__in=works).order_by("order"):
        block.work = works[block.work_id]
        blocks[block.work_id].append(block)
    relations = Relation.objects.filter(from_work=reply, to_work=essay, referenced=True).order_by("order")
    answering = Q(left_block__work=reply, right_block__work=essay)
    return CoverageRecords(
        reply=reply,
        essay=essay,
        reply_blocks=tuple(blocks[reply.pk]),
        essay_blocks=tuple(blocks[essay.pk]),
        relations=tuple(relations),
        links=tuple(Link.objects.filter(answering).shown().order_by("left_block__order", "left_start", "pk")),
    )


@dataclass(frozen=True)
class Reply:
    work: Work
    answers: Work


def replies_in(debate: Debate) -> tuple[Reply, ...]:
    """The works that answer another, in the debate's order. One query, shared with the page's frame."""
    works = {work.pk: work for work in works_of(debate)}
    return tuple(Reply(work, works[work.responds_to_id]) for work in works.values() if work.responds_to_id)


def answers_to(work: Work) -> tuple[Work, ...]:
    """The works that answer it, in the debate's order. One query, shared with the page's frame."""
    return tuple(each for each in works_of(work.debate) if each.responds_to_id == work.pk)
