"""How the pages set editors' notes and quoted passages."""

from django import template

from essays.domain.link_phrases import link_title
from essays.domain.note_citations import cut_at_citations
from essays.domain.paragraph_address import Range
from essays.domain.phrases import EXPECTS_TITLE, WORK_NOT_NAMED
from essays.domain.quotation_marks import in_quotation_marks
from essays.models import Debate, Reference
from essays.queries.frame import works_of

register = template.Library()
register.filter("quoted", in_quotation_marks)
register.filter(link_title)


@register.filter
def lacks_title(reference: Reference) -> bool:
    """It quotes or paraphrases without naming the work, and no note of the editors says so already."""
    expected = reference.kind in EXPECTS_TITLE and not reference.cited_title
    return expected and WORK_NOT_NAMED not in reference.note.casefold()


@register.inclusion_tag("components/_note.html")
def note(text: str, debate: Debate) -> dict[str, object]:
    """The note as text with links. No query on a page that has asked for the debate's works."""
    works = {work.siglum: work for work in works_of(debate)}
    ranges = [Range(siglum, work.last_number) for siglum, work in works.items()]
    pieces = [
        (piece, works[piece.paragraph.siglum] if piece.paragraph else None)
        for piece in cut_at_citations(text, ranges)
    ]
    return {"pieces": pieces}
