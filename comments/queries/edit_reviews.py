"""What an author has changed or is to change, for the moderator who decides on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from comments.enums import Action
from comments.markup.passages import Piece, pieces_of
from comments.models import Decision, DecisionMark, QuotationCheck, Response, Revision


@dataclass(frozen=True)
class EditReview:
    """``proposed`` is the edit of the published words that waits. ``returned`` is the decision that sent the
    response back last, ``marked`` the words of then, cut at what was marked in them."""

    proposed: Revision | None
    returned: Decision | None
    marked: tuple[Piece, ...]


def edit_review_of(
    response: Response, revisions: Sequence[Revision], decisions: Sequence[Decision]
) -> EditReview:
    """``revisions`` and ``decisions`` are all of the response's. One query where an edit waits, and one where
    the response was sent back."""
    proposed = next((each for each in revisions if each.pk == response.proposed_id), None)
    if proposed is not None:
        checks = Prefetch("checks", queryset=QuotationCheck.objects.with_places())
        prefetch_related_objects([proposed], checks)
    returned = next((each for each in reversed(decisions) if each.action == Action.RETURN), None)
    return EditReview(proposed, returned, _marked(returned, revisions) if returned else ())


def _marked(returned: Decision, revisions: Sequence[Revision]) -> tuple[Piece, ...]:
    marks = DecisionMark.objects.filter(decision=returned).order_by("start")
    spans = list(marks.values_list("start", "end"))
    (then,) = (each for each in revisions if each.number == returned.revision)
    return pieces_of(then.text, spans) if spans and then.text else ()
