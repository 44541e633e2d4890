"""The paragraphs that a page of responses answers, beside them."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comments.queries.passages import Passage, blocks_of
from essays.page_keys import texts_of
from masslinesite.moulds import small_mould
from masslinesite.pieces import Gathered, gathered

#: Paragraphs of a debate that are kept drawn at a time; when there are more, it begins anew.
KEPT = 500


def answered_paragraphs(debate_id: int, blocks: Sequence[int], heading: str) -> SafeString | str:
    """Those of ``blocks``, in that order, under ``heading``; nothing for none.

    One query where some were not shown since the texts changed, two for the first of a debate.
    """
    if not blocks:
        return ""
    kept = _drawn(debate_id)
    drawn = {number: markup for number in blocks if (markup := kept.get(number)) is not None}
    missing = [number for number in blocks if number not in drawn]
    for block in blocks_of(missing) if missing else ():
        context = {"subject": Passage(block)}
        drawn[block.pk] = render_to_string("comments/partials/_answered_paragraph.html", context)
    kept.keep({number: drawn[number] for number in missing if number in drawn})
    mould = small_mould("comments/partials/_answered_paragraphs.html", heading=1, paragraphs=1)
    paragraphs = "".join([drawn[number] for number in blocks if number in drawn])
    return mould.fill({"heading": heading, "paragraphs": paragraphs})


def _drawn(debate_id: int) -> Gathered[int, str]:
    """Paragraphs by number, as far as they were drawn from these texts; fills as they are."""
    return gathered(("answered paragraphs", debate_id), texts_of(debate_id), most=KEPT, each=2_000)
