"""Everything that the page of a work shows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from essays.models import (
    Block,
    Oddity,
    Reference,
    Relation,
    Remark,
    RemarkEvidence,
    Section,
    TermOccurrence,
    Work,
)
from essays.queries.frame import works_of
from essays.queries.links import LinkRecords, links_of_blocks


@dataclass(frozen=True)
class WorkRecords:
    """A work, in order, with what the editors recorded of its passages."""

    work: Work
    works: tuple[Work, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]
    relations: tuple[Relation, ...]
    oddities: tuple[Oddity, ...]
    evidence: tuple[RemarkEvidence, ...]
    terms: tuple[TermOccurrence, ...]
    links: LinkRecords


def readable_works() -> QuerySet[Work]:
    """Works with author, answered work and debate. One query."""
    return Work.objects.select_related("debate", "author", "responds_to__author")


def work_records(work: Work) -> WorkRecords:
    """Eleven queries: the debate's works, sections, blocks, references, their authorities, relations,
    oddities, remarks' evidence, terms, links and the links beyond them."""
    blocks = Block.objects.filter(work=work)
    return WorkRecords(
        work=work,
        works=works_of(work.debate),
        sections=tuple(work.sections.order_by("order")),
        blocks=tuple(blocks.order_by("order")),
        references=tuple(references_in(blocks)),
        relations=tuple(relations_of(blocks).defer("from_block__text", "to_block__text")),
        oddities=tuple(oddities_in(blocks)),
        evidence=tuple(remark_evidence_in(blocks)),
        terms=tuple(terms_in(blocks).filter(first_in_section=True)),
        links=links_of_blocks(blocks),
    )


def references_in(blocks: QuerySet[Block]) -> QuerySet[Reference]:
    """Two queries: the references and their authorities."""
    return Reference.objects.filter(block__in=blocks).order_by("order").prefetch_related("authorities")


def relations_of(blocks: QuerySet[Block]) -> QuerySet[Relation]:
    """Relations that begin or end in one of the blocks, with both blocks. One query."""
    touching = Relation.objects.filter(from_block__in=blocks) | Relation.objects.filter(to_block__in=blocks)
    return touching.order_by("order").select_related("from_block", "to_block")


def oddities_in(blocks: QuerySet[Block]) -> QuerySet[Oddity]:
    return Oddity.objects.filter(block__in=blocks).order_by("order")


def remark_evidence_in(blocks: QuerySet[Block]) -> QuerySet[RemarkEvidence]:
    """All the evidence, wherever it stands, of the remarks that have some in these blocks. One query."""
    remarks = Remark.objects.filter(evidence__block__in=blocks)
    evidence = RemarkEvidence.objects.filter(remark__in=remarks).order_by("remark__order", "order")
    return evidence.select_related("remark", "block").defer("block__text")


def terms_in(blocks: QuerySet[Block]) -> QuerySet[TermOccurrence]:
    """Occurrences of the terms that the reading page marks. One query."""
    found = TermOccurrence.objects.filter(block__in=blocks, term__marked=True)
    return found.order_by("block__order", "start").select_related("term")
