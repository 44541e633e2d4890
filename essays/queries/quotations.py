"""Everything the site knows of who quotes whom in a debate."""

from dataclasses import dataclass

from django.db.models.functions import Length

from essays.models import Authority, Block, Debate, Link, Reference, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class BlockLength:
    """A block's place in its work and how many characters it has; ``number`` is None for a heading."""

    pk: int
    work_id: int
    number: int | None
    length: int


@dataclass(frozen=True)
class QuotationRecords:
    """Links are confirmed or merely found, with both blocks and the authority they are attributed to.

    The blocks of links and references bear their works, but not their texts.
    """

    works: tuple[Work, ...]
    authorities: tuple[Authority, ...]
    blocks: tuple[BlockLength, ...]
    links: tuple[Link, ...]
    references: tuple[Reference, ...]


def quotation_records(debate: Debate) -> QuotationRecords:
    """Six queries: works, authorities, lengths of blocks, links, references and their authorities.

    Without references their authorities aren't asked for.
    """
    works = works_of(debate)
    rows = Block.objects.filter(work__debate=debate).order_by("work__order", "order")
    blocks = rows.annotate(length=Length("text")).values_list("pk", "work_id", "number", "length")
    links = Link.objects.filter(debate=debate).shown()
    references = Reference.objects.filter(debate=debate).select_related("block").defer("block__text")
    records = QuotationRecords(
        works=works,
        authorities=tuple(Authority.objects.filter(debate=debate).order_by("order")),
        blocks=tuple(BlockLength(*row) for row in blocks),
        links=tuple(
            links.select_related("left_block", "right_block", "attributed_to")
            .defer("left_block__text", "right_block__text")
            .order_by("left_block__work__order", "left_block__order", "left_start", "pk")
        ),
        references=tuple(
            references.order_by("block__work__order", "block__order", "start", "order").prefetch_related(
                "authorities"
            )
        ),
    )
    _give_works(records)
    return records


def _give_works(records: QuotationRecords) -> None:
    """The works are loaded already; a block asked for its work finds it."""
    works = {work.pk: work for work in records.works}
    linked = (block for link in records.links for block in (link.left_block, link.right_block))
    referring = (reference.block for reference in records.references)
    for block in (*linked, *referring):
        block.work = works[block.work_id]
