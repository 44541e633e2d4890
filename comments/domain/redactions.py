"""Redactions: words of a response that moderators withhold, for safety, in sight of its author and readers.

One is proposed, and takes effect when the author accepts it; or it takes effect at once where somebody
could be harmed meanwhile, and the author answers afterwards. Either way a new revision has a visible mark in
the place of the words, and the log has the decision. A refusal is for the moderators to settle. What decides
on nothing yet, a proposal and its author's answer, is in the log of acts.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from comments import rules
from comments.domain.claims import check_not_claimed
from comments.domain.items import close_item, open_item
from comments.domain.locking import lock
from comments.domain.moderation import AUTHOR, Actor, Refused, change_status, check_not_own
from comments.domain.notifying import ask_author
from comments.domain.refusals import stale
from comments.domain.remaking import (
    add_words,
    answer,
    check_role,
    prepare_words,
    record_proposal,
    redaction_asked,
)
from comments.domain.renderings import show_otherwise
from comments.domain.settling import settle_flags
from comments.domain.waiting import tried_again
from comments.enums import Action, Finding, ItemKind, Reason, RedactionState, Status
from comments.markup.withholding import PassageRefused, Piece, Span, find_passages, pieces, withhold
from comments.models import Decision, Flag, RedactedSpan, Redaction, Response, Revision
from comments.queries.redactions import standing_in

#: The author has not answered yet.
UNANSWERED = frozenset({RedactionState.PROPOSED, RedactionState.URGENT})
CHANGED = "The words have been changed since, so there is nothing to answer any more."


@dataclass(frozen=True)
class Proposal:
    """What a moderator asks for: the passages as typed (``comments.markup.withholding``), why, and a note to
    the author; on the words of ``seen_digest`` in the status seen."""

    seen_digest: str
    seen_status: Status
    passages: str
    reason: Reason
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """A text, cut where words would be withheld, and as HTML as its readers would see it then; how many flags
    would be found founded with it."""

    pieces: tuple[Piece, ...]
    html: str
    flags: int = 0


@tried_again
def propose_redaction(*, response_id: int, by: Actor, proposal: Proposal) -> Redaction:
    """Asks the author to accept that words are withheld; they stay as they are until then.

    Raises Stale where the response is not as it was seen any more, Claimed where another moderator has it
    open, Refused by the rules, by the conflict of interest, where a passage does not stand there or another
    proposal waits; Response.DoesNotExist. Some sixteen queries.
    """
    check_role(by)
    with transaction.atomic():
        response, parent = lock(response_id, with_ancestors=False)
        _check_seen(response, proposal)
        check_not_own(response, parent, by)
        check_not_claimed(response_id=response_id, user_id=by.user_id, role=by.role)
        spans = _spans(response.current, proposal)
        _take_back_outdated(response)
        redaction = _insert(response, response.current, by, proposal, spans, RedactionState.PROPOSED)
        asked = f"{len(spans)} passage{'s' if len(spans) > 1 else ''} be withheld: {proposal.reason.label}."
        record_proposal(response, by, f"Its author is asked to let {asked}")
        ask_author(response_id)
        return redaction


def preview_redaction(*, response_id: int, by: Actor, proposal: Proposal) -> Preview:
    """What ``redact_at_once`` would do, to be looked at before it does. Writes nothing.

    Raises as that does. Three queries, those of a claim, and up to two to render.
    """
    check_role(by)
    shown = ("debate", "current__stance_formulation", "parent")
    seen = Response.objects.select_related(*shown).get(pk=response_id)
    _check_seen(seen, proposal)
    check_not_own(seen, seen.parent, by)
    check_not_claimed(response_id=response_id, user_id=by.user_id, role=by.role)
    text, spans = seen.current.text, _spans(seen.current, proposal)
    words = prepare_words(seen, seen.current, withhold(text, spans))
    flags = Flag.objects.filter(response=seen, finding=Finding.OPEN).count()
    return Preview(tuple(pieces(text, spans)), words.rendered.html, flags)


@tried_again
def redact_at_once(*, response_id: int, by: Actor, proposal: Proposal) -> Decision:
    """Withholds words now; the author is shown them and can accept or refuse.

    Raises as ``propose_redaction`` does. Up to seven queries before the transaction, then some thirty.
    """
    check_role(by)
    seen = Response.objects.select_related("debate", "current__stance_formulation").get(pk=response_id)
    _check_seen(seen, proposal)
    spans = _spans(seen.current, proposal)
    words = prepare_words(seen, seen.current, withhold(seen.current.text, spans))

    with transaction.atomic():
        response, _ = lock(response_id, with_ancestors=False)
        _check_seen(response, proposal)
        revision = add_words(response, words)
        redaction = _insert(response, response.current, by, proposal, spans, RedactionState.URGENT, revision)

        def settle(response: Response) -> None:
            Redaction.objects.filter(response=response, state=RedactionState.PROPOSED).update(
                state=RedactionState.LIFTED, answered_at=redaction.at
            )
            settle_flags(response, Finding.FOUNDED)
            close_item(response, ItemKind.REDACTION)

        return change_status(
            response_id=response_id,
            action=Action.REDACT,
            by=by,
            seen_digest=proposal.seen_digest,
            seen_status=proposal.seen_status,
            reason=proposal.reason,
            note=proposal.note,
            revision=revision,
            makes_current=True,
            also=settle,
        )


@tried_again
def accept_redaction(*, response_id: int, redaction_id: int) -> Redaction:
    """Its author agrees: what was proposed takes effect, what is in effect stays. Once, however often it is
    sent.

    Raises Refused where it was answered or taken back, or the words are others by now;
    Redaction.DoesNotExist. Up to seven queries before the transaction, then some twenty-five.
    """
    asked = redaction_asked(response_id, redaction_id)
    words = None
    if asked.redacted_id is None:
        spans = [Span(each.start, each.end) for each in asked.spans.all()]
        words = prepare_words(asked.response, asked.revision, withhold(asked.revision.text, spans))
    with transaction.atomic():
        response, _ = lock(response_id, with_ancestors=False)
        redaction = _asked(response, redaction_id)
        if redaction.state == RedactionState.ACCEPTED:
            return redaction
        _check_unanswered(response, redaction)
        answer(redaction, RedactionState.ACCEPTED, None if words is None else add_words(response, words))
        if words is None:
            _show_answer(response, redaction)
            record_proposal(response, AUTHOR, "Its author agrees that the words stay withheld.")
            return redaction
        change_status(
            response_id=response_id,
            action=Action.REDACT,
            by=AUTHOR,
            seen_digest=asked.revision.digest,
            seen_status=Status(response.status),
            reason=Reason(redaction.reason),
            revision=redaction.redacted,
            makes_current=True,
            also=lambda response: settle_flags(response, Finding.FOUNDED),
        )
        return redaction


@tried_again
def refuse_redaction(*, response_id: int, redaction_id: int) -> Redaction:
    """Its author does not agree, which the moderators have to settle; till then everything stays as it is.
    Once, however often it is sent.

    Raises as ``accept_redaction`` does. Thirteen queries at most.
    """
    with transaction.atomic():
        response, _ = lock(response_id, with_ancestors=False)
        redaction = _asked(response, redaction_id)
        if redaction.state == RedactionState.REFUSED:
            return redaction
        _check_unanswered(response, redaction)
        answer(redaction, RedactionState.REFUSED)
        _show_answer(response, redaction)
        open_item(response, ItemKind.REDACTION)
        record_proposal(response, AUTHOR, "Its author does not agree to words being withheld.")
        return redaction


def _show_answer(response: Response, redaction: Redaction) -> None:
    """Readers are told beside words in effect what their author says to it. Three queries for those."""
    if redaction.redacted_id is not None and response.is_published:
        show_otherwise(response)


def _check_seen(response: Response, proposal: Proposal) -> None:
    """Raises Stale, and Refused where nothing is withheld in that status, or without a reason."""
    if (response.current.digest, response.status) != (proposal.seen_digest, proposal.seen_status):
        raise stale(response)
    try:
        rules.check_reason(Action.REDACT, proposal.reason)
        rules.status_after(proposal.seen_status, Action.REDACT)
    except rules.NotAllowed as refusal:
        raise Refused(str(refusal)) from None


def _spans(revision: Revision, proposal: Proposal) -> tuple[Span, ...]:
    try:
        return find_passages(revision.text, proposal.passages)
    except PassageRefused as refusal:
        raise Refused(str(refusal)) from None


def _insert(
    response: Response,
    revision: Revision,
    by: Actor,
    proposal: Proposal,
    spans: tuple[Span, ...],
    state: RedactionState,
    redacted: Revision | None = None,
) -> Redaction:
    redaction = Redaction.objects.create(
        response=response,
        revision=revision,
        redacted=redacted,
        state=state,
        was_urgent=state == RedactionState.URGENT,
        reason=proposal.reason,
        note=proposal.note,
        by_id=by.user_id,
        by_name=by.user_name,
        at=timezone.now(),
    )
    RedactedSpan.objects.bulk_create(
        RedactedSpan(redaction=redaction, start=span.start, end=span.end) for span in spans
    )
    return redaction


def _take_back_outdated(response: Response) -> None:
    """A proposal for words that are others by now makes room for a new one."""
    waiting = Redaction.objects.filter(response=response, state=RedactionState.PROPOSED)
    if waiting.filter(revision=response.current).exists():
        raise Refused("Another redaction of these words waits for its author; it can be taken back first.")
    waiting.update(state=RedactionState.LIFTED, answered_at=timezone.now())


def _asked(response: Response, redaction_id: int) -> Redaction:
    """The response must be locked."""
    return Redaction.objects.select_related("redacted").get(pk=redaction_id, response=response)


def _check_unanswered(response: Response, redaction: Redaction) -> None:
    """Raises Refused where there is nothing to answer any more. One query where it is in effect."""
    if redaction.state not in UNANSWERED:
        raise Refused(f"It is not open any more: {redaction.get_state_display()}.")
    if redaction.state == RedactionState.PROPOSED and response.current_id != redaction.revision_id:
        raise Refused(CHANGED)
    if redaction.state == RedactionState.URGENT and redaction.pk not in standing_in(response.current):
        raise Refused(CHANGED)
