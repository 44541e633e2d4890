"""What an author has changed or is to change, for the moderator who decides on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from comments.enums import Action
from comments.markup.carrying import brought_back
from comments.markup.passages import Piece, pieces_of
from comments.markup.withheld import MARK
from comments.models import Decision, DecisionMark, QuotationCheck, Response, Revision
from comments.queries.redactions import RedactionSeen
from comments.rules import OPEN


@dataclass(frozen=True)
class EditReview:
    """``proposed`` is the edit of the published words that waits. ``returned`` is the decision that sent the
    response back last, ``revised`` the words of then where its author has put others in their place,
    ``marked`` they cut at what was marked in them. ``brought_back`` are withheld words that stand in those to
    be decided on, ``marks_lost`` is how many marks fewer these have than those that they replace."""

    proposed: Revision | None
    returned: Decision | None
    revised: Revision | None
    marked: tuple[Piece, ...]
    brought_back: tuple[str, ...]
    marks_lost: int


def edit_review_of(
    response: Response,
    revisions: Sequence[Revision],
    decisions: Sequence[Decision],
    redactions: Sequence[RedactionSeen],
) -> EditReview:
    """``revisions``, ``decisions`` and ``redactions`` are all of the response's. One query where an edit
    waits, and one where the response was sent back."""
    proposed = next((each for each in revisions if each.pk == response.proposed_id), None)
    if proposed is not None:
        checks = Prefetch("checks", queryset=QuotationCheck.objects.with_places())
        prefetch_related_objects([proposed], checks)
    returned = next((each for each in reversed(decisions) if each.action == Action.RETURN), None)
    then = next((each for each in revisions if returned and each.number == returned.revision), None)
    return EditReview(
        proposed=proposed,
        returned=returned,
        revised=then if then and _is_revised(response, then) else None,
        marked=_marked(returned, then) if then else (),
        brought_back=_brought_back(proposed or response.current, redactions),
        marks_lost=_marks_lost(response, proposed),
    )


def _is_revised(response: Response, then: Revision) -> bool:
    """Other words wait for the decision than those that were sent back."""
    return response.status in OPEN and then.number < response.current.number and bool(then.text)


def _brought_back(revision: Revision, redactions: Sequence[RedactionSeen]) -> tuple[str, ...]:
    """Each once, in the order of their redactions."""
    found = (
        words
        for seen in reversed(redactions)
        if seen.had_effect
        for words in brought_back(revision.text, seen.withheld, marked=seen.redaction.redacted.text)
    )
    return tuple(dict.fromkeys(found))


def _marks_lost(response: Response, proposed: Revision | None) -> int:
    if proposed is None:
        return 0
    return max(0, response.current.text.count(MARK) - proposed.text.count(MARK))


def _marked(returned: Decision, then: Revision) -> tuple[Piece, ...]:
    marks = DecisionMark.objects.filter(decision=returned).order_by("start")
    spans = list(marks.values_list("start", "end"))
    return pieces_of(then.text, spans) if spans and then.text else ()
