"""Everything that hangs on one paragraph."""

from dataclasses import dataclass

from essays.models import (
    Block,
    Definition,
    HoldingEvidence,
    Oddity,
    PositionEvidence,
    Printing,
    Reference,
    Relation,
    RemarkEvidence,
    Slot,
    TermOccurrence,
    Work,
)
from essays.queries.frame import works_of
from essays.queries.links import LinkRecords, links_of_blocks
from essays.queries.works import oddities_in, references_in, relations_of, remark_evidence_in, terms_in


@dataclass(frozen=True)
class ParagraphRecords:
    """A numbered block, its numbered neighbours, and what the editors recorded of it."""

    work: Work
    works: tuple[Work, ...]
    block: Block
    before: Block | None
    after: Block | None
    references: tuple[Reference, ...]
    relations: tuple[Relation, ...]
    oddities: tuple[Oddity, ...]
    evidence: tuple[RemarkEvidence, ...]
    terms: tuple[TermOccurrence, ...]
    links: LinkRecords
    definitions: tuple[Definition, ...]
    positions: tuple[PositionEvidence, ...]
    printings: tuple[Printing, ...]
    slots: tuple[Slot, ...]
    holdings: tuple[HoldingEvidence, ...]


def paragraph_records(work: Work, number: int) -> ParagraphRecords:
    """Fifteen queries: the debate's works, the blocks, ten kinds of record, references' authorities,
    the holdings and the links beyond. Raises ``Block.DoesNotExist`` if the work has no such number."""
    if not 1 <= number <= work.last_number:
        raise Block.DoesNotExist(f"{work.siglum} has no paragraph {number}")
    near = Block.objects.filter(work=work, number__range=(number - 1, number + 1)).select_related("section")
    found = {block.number: block for block in near}
    block = found[number]
    this = Block.objects.filter(pk=block.pk)
    return ParagraphRecords(
        work=work,
        works=works_of(work.debate),
        block=block,
        before=found.get(number - 1),
        after=found.get(number + 1),
        references=tuple(references_in(this)),
        relations=tuple(relations_of(this).defer("from_block__text", "to_block__text")),
        oddities=tuple(oddities_in(this)),
        evidence=tuple(remark_evidence_in(this)),
        terms=tuple(terms_in(this)),
        links=links_of_blocks(this),
        **_uses(block),
    )


def _uses(block: Block) -> dict[str, tuple]:
    """Five queries: where the paragraph's words define a term or are evidence in the comparison."""
    positions = PositionEvidence.objects.filter(block=block).order_by("position__question__order", "order")
    printings = Printing.objects.filter(block=block).order_by("wording__order", "order")
    slots = Slot.objects.filter(block=block).order_by("wording__order", "order")
    holdings = HoldingEvidence.objects.filter(block=block).order_by("holding__order", "order")
    definitions = Definition.objects.filter(block=block).order_by("term__order", "order")
    return {
        "definitions": tuple(definitions.select_related("term")),
        "positions": tuple(positions.select_related("position__question", "position__voice")),
        "printings": tuple(printings.select_related("wording__formulation")),
        "slots": tuple(slots.select_related("wording__formulation", "stratum")),
        "holdings": tuple(holdings.select_related("holding__formulation")),
    }
