"""Redactions that their author refused, or that moderators think better of: taken back, or kept."""

from django.db import transaction

from comments import rules
from comments.domain.claims import check_not_claimed
from comments.domain.items import close_item
from comments.domain.locking import lock
from comments.domain.moderation import Actor, Refused, change_status, check_not_own
from comments.domain.posting import Words
from comments.domain.redactions import Preview
from comments.domain.refusals import Settled
from comments.domain.remaking import (
    add_words,
    answer,
    check_role,
    prepare_words,
    record_proposal,
    redaction_asked,
)
from comments.domain.waiting import tried_again
from comments.enums import Action, ItemKind, Reason, RedactionState, Status
from comments.markup.carrying import put_back
from comments.markup.withheld import MARK
from comments.markup.withholding import pieces
from comments.models import Decision, Exemption, Redaction, Response, Revision

SETTLED = "The redaction was settled meanwhile, so nothing was done."
#: A decision on a redaction is recorded as one; these say in its note what became of the words.
SHOWN_AGAIN, STAY = "The withheld words are shown again.", "The words stay withheld."


def preview_lifting(*, response_id: int, redaction_id: int, by: Actor) -> Preview | None:
    """What ``lift_redaction`` would show again, to be looked at before it does: the words as they were
    withheld, and the response as it would be seen. None for a proposal, whose words are in sight. Writes
    nothing.

    Raises as that does. At most six queries, and up to two to render.
    """
    check_role(by)
    asked = redaction_asked(response_id, redaction_id)
    if asked.redacted_id is None:
        return None
    response, words = asked.response, _without_its_marks(asked)
    check_not_own(response, response.parent, by)
    check_not_claimed(response_id=response_id, user_id=by.user_id, role=by.role)
    if asked.state == RedactionState.LIFTED:
        raise Settled(SETTLED)
    _check_unchanged(response, asked, words)
    return Preview(tuple(pieces(asked.revision.text, asked.spans.all())), words.rendered.html)


@tried_again
def lift_redaction(*, response_id: int, redaction_id: int, by: Actor, note: str) -> Decision | None:
    """Moderators take a redaction back: the words are shown again, by a new revision; a proposal is no more,
    for which there is no decision to record, but an act.

    What its author has changed since stays changed: the words come in the place of the marks that are left.
    Raises Settled where it was taken back before, Refused where none is left, where an edit with the marks
    waits, by the conflict of interest; Redaction.DoesNotExist. As many queries as ``accept_redaction``.
    """
    check_role(by)
    asked = redaction_asked(response_id, redaction_id)
    words = _without_its_marks(asked) if asked.redacted_id is not None else None
    with transaction.atomic():
        response, parent = lock(response_id, with_ancestors=False)
        check_not_own(response, parent, by)
        check_not_claimed(response_id=response_id, user_id=by.user_id, role=by.role)
        redaction = Redaction.objects.select_related("redacted").get(pk=redaction_id)
        if redaction.state == RedactionState.LIFTED or (redaction.redacted_id and not asked.redacted_id):
            raise Settled(SETTLED)
        if redaction.redacted_id is None:
            answer(redaction, RedactionState.LIFTED)
            close_item(response, ItemKind.REDACTION)
            record_proposal(response, by, "The proposal to withhold words is taken back.")
            return None
        is_same = response.current_id == asked.response.current_id
        _check_unchanged(response, redaction, words if is_same else None)
        answer(redaction, RedactionState.LIFTED)
        revision = add_words(response, words)
        return _record(response, redaction, by, f"{SHOWN_AGAIN} {note}", revision)


@tried_again
def keep_withheld(*, response_id: int, redaction_id: int, by: Actor, note: str) -> Decision:
    """Against its author's refusal words stay withheld; ``note`` says why.

    Raises Settled where the refusal does not wait any more, Refused where whoever withheld the words would
    decide; Redaction.DoesNotExist. Some fifteen queries.
    """
    check_role(by)
    with transaction.atomic():
        response, _ = lock(response_id, with_ancestors=False)
        redaction = Redaction.objects.select_related("redacted").get(pk=redaction_id, response=response)
        if redaction.state != RedactionState.REFUSED or not redaction.is_last_in(response.current):
            raise Settled(SETTLED)
        refusal = rules.why_not_keep_withheld(user_id=by.user_id, withheld_by=redaction.by_id)
        if refusal and not Exemption.objects.filter(response=response, moderator=by.user_id).exists():
            raise Refused(refusal)
        if not close_item(response, ItemKind.REDACTION):
            raise Settled(SETTLED)
        return _record(response, redaction, by, f"{STAY} {note}", None)


def _check_unchanged(response: Response, redaction: Redaction, words: Words | None) -> None:
    """``words`` are those to be shown, None where others have come since. One query; raises Refused."""
    if words is None:
        raise Refused("The words have been changed since, so the earlier ones cannot be put back.")
    if Revision.objects.filter(pk=response.proposed_id, carries=redaction).exists():
        raise Refused("An edit by its author waits that has the marks too: decide on that first.")


def _without_its_marks(asked: Redaction) -> Words | None:
    """The words that stand, with those that it withheld in the place of its marks; None where none stand."""
    current, before = asked.response.current, asked.revision
    if not asked.is_last_in(current):
        return None
    withheld = {
        number + before.text.count(MARK, 0, span.start): before.text[span.start : span.end]
        for number, span in enumerate(asked.spans.all())
    }
    text = put_back(current.text, asked.redacted.text, withheld)
    return prepare_words(asked.response, current, text, before.withheld_by)


def _record(
    response: Response, redaction: Redaction, by: Actor, note: str, revision: Revision | None
) -> Decision:
    """The decision of moderators on a redaction in effect, which settles it."""
    return change_status(
        response_id=response.pk,
        action=Action.REDACT,
        by=by,
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        reason=Reason(redaction.reason),
        note=note,
        revision=revision,
        makes_current=revision is not None,
        also=lambda response: close_item(response, ItemKind.REDACTION),
    )
