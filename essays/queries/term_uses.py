"""Everything that the page of one term shows."""

from dataclasses import dataclass

from django.db.models.functions import Length

from essays.models import Block, Debate, Definition, Term, TermOccurrence, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class Extent:
    """A block's place in its work, and its length in characters."""

    work: int
    order: int
    length: int


@dataclass(frozen=True)
class TermRecord:
    """A term with its definitions and occurrences in the order of the texts; their blocks are loaded,
    and the blocks' works are those of ``works``. ``extents`` are of all blocks, in order."""

    term: Term
    works: tuple[Work, ...]
    definitions: tuple[Definition, ...]
    occurrences: tuple[TermOccurrence, ...]
    extents: tuple[Extent, ...]


def term_record(debate: Debate, slug: str) -> TermRecord:
    """Five queries: term, works, definitions, occurrences, lengths. Raises Term.DoesNotExist."""
    term = Term.objects.get(debate=debate, slug=slug)
    term.debate = debate  # whose works are loaded for the page's frame too
    works = works_of(debate)
    by_id = {work.pk: work for work in works}
    definitions = tuple(term.definitions.select_related("block").order_by("order"))
    occurrences = tuple(
        TermOccurrence.objects.filter(term=term)
        .select_related("block")
        .order_by("block__work__order", "block__order", "start")
    )
    for row in (*definitions, *occurrences):
        row.block.work = by_id[row.block.work_id]
    blocks = Block.objects.filter(work__debate=debate).order_by("work__order", "order")
    lengths = blocks.values_list("work_id", "order", Length("text"))
    return TermRecord(
        term=term,
        works=works,
        definitions=definitions,
        occurrences=occurrences,
        extents=tuple(Extent(*row) for row in lengths),
    )
