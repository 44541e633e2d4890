"""Sending a response back to its author, with the words marked that are to be changed."""

from django.db import transaction

from comments.domain.moderation import Actor, Refused, change_status
from comments.domain.waiting import tried_again
from comments.enums import Action, Reason, Status
from comments.markup.passages import PassageRefused, Span, find_passages
from comments.models import Decision, DecisionMark, Revision


@tried_again
def send_back(
    *,
    response_id: int,
    by: Actor,
    seen_digest: str,
    seen_status: Status,
    reason: Reason,
    note: str = "",
    passages: str = "",
    seen_edit: int | None = None,
) -> Decision:
    """Asks its author to revise a response; ``passages`` are words of it, one passage on a line.

    Raises Refused when they do not stand in the words that were seen, or when neither they nor a note say
    what is to be changed; otherwise as ``change_status``. Two queries more than that.
    """
    if not passages.strip() and not note.strip():
        raise Refused("Say what is to be changed: mark words of the response, write a note, or both.")
    seen = Revision.objects.filter(response_id=response_id, digest=seen_digest).first()
    spans = _found(seen.text, passages) if seen else []
    with transaction.atomic():
        decision = change_status(
            response_id=response_id,
            action=Action.RETURN,
            by=by,
            seen_digest=seen_digest,
            seen_status=seen_status,
            reason=reason,
            note=note,
            seen_edit=seen_edit,
        )
        DecisionMark.objects.bulk_create(
            DecisionMark(decision=decision, start=start, end=end) for start, end in spans
        )
    return decision


def _found(text: str, passages: str) -> list[Span]:
    try:
        return find_passages(text, passages)
    except PassageRefused as refusal:
        raise Refused(str(refusal)) from None
