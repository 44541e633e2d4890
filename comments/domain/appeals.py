"""Appeals: an author asks that somebody else looks at a rejection or a removal, once for each decision.

Everything is written by the receipt alone, and read there; names of moderators are for the desk.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from comments import rules
from comments.domain.items import close_item, open_item
from comments.domain.locking import lock
from comments.domain.moderation import AUTHOR, Actor, Refused, change_status, check_not_own
from comments.domain.notifying import ask_author
from comments.domain.refusals import stale
from comments.domain.waiting import tried_again
from comments.enums import Action, AppealState, ItemKind, Role, Status
from comments.markup.cleaning import clean_text
from comments.models import Appeal, AppealMessage, Decision, Exemption, Response
from comments.queries.appeals import appealable_decision

SHORTEST, LONGEST = 20, 5000
SETTLED = "The appeal has been decided on meanwhile, so nothing was done."
OUTCOMES: dict[Action, AppealState] = {
    Action.UPHOLD: AppealState.UPHELD,
    Action.REVERSE: AppealState.REVERSED,
}


class MessageRefused(ValueError):
    """``str()`` of it says in plain words what is wrong with a message."""


def fit_message(typed: str, *, shortest: int = 1) -> str:
    """``typed`` cleaned of what cannot be seen, up to 5,000 characters. Raises MessageRefused."""
    text = clean_text(typed)
    if len(text) < shortest:
        raise MessageRefused(
            f"Write at least {shortest} characters; these are {len(text)}." if text else "Nothing is written."
        )
    if len(text) > LONGEST:
        raise MessageRefused(f"At most {LONGEST:,} characters can be sent; these are {len(text):,}.")
    return text


def open_appeal(*, response_id: int, decision_id: int, text: str) -> Appeal:
    """Appeals against the decision ``decision_id``, with ``text`` as the first message (``fit_message``).

    The same words again, as a form that is sent twice brings them, give the appeal that is there. Raises
    Refused where the response does not stand by that decision, or an appeal against it was made before;
    Stale where it changed this very moment; Response.DoesNotExist. Some twenty queries.
    """
    earlier = Appeal.objects.filter(decision_id=decision_id, response=response_id).first()
    if earlier is not None and earlier.messages.first().text == text:
        return earlier
    seen = Response.objects.select_related("current").get(pk=response_id)
    made: list[Appeal] = []

    def write(response: Response) -> None:
        decision = appealable_decision(response)
        if decision is None or decision.pk != decision_id:
            raise Refused(
                "It does not stand by this decision any more, so there is nothing to appeal against."
            )
        appeal, created = Appeal.objects.get_or_create(
            decision_id=decision_id, defaults={"response": response, "opened_at": timezone.now()}
        )
        if not created:
            raise Refused("An appeal against this decision was made before; there is one for each.")
        _add(appeal, AUTHOR, text)
        open_item(response, ItemKind.APPEAL)
        made.append(appeal)

    change_status(
        response_id=response_id,
        action=Action.APPEAL,
        by=AUTHOR,
        seen_digest=seen.current.digest,
        seen_status=Status(seen.status),
        also=write,
    )
    return made[0]


@tried_again
def add_message(*, response_id: int, by: Actor, text: str) -> AppealMessage:
    """A turn of the dialogue, of the author or of a moderator who may answer the appeal.

    Words that the same side has just written are there once; the author is told that a moderator writes.
    Where no appeal is open any more, raises Stale for a moderator and Refused for an author; Refused by the
    conflict of interest; Response.DoesNotExist. Seven queries at most, and those of ``ask_author``.
    """
    with transaction.atomic():
        response, parent = lock(response_id, with_ancestors=False)
        appeal = _open_appeal(response)
        if appeal is None:
            raise Refused(SETTLED) if by.role == Role.AUTHOR else stale(response)
        if by.role != Role.AUTHOR:
            if not rules.may_act(by.role, Action.UPHOLD):
                raise Refused("Your account cannot do this.")
            check_not_own(response, parent, by)
            _check_may_answer(appeal, by)
        last = appeal.messages.order_by("-id").first()
        if last is not None and (last.role, last.actor_id, last.text) == (by.role, by.user_id, text):
            return last
        if by.role != Role.AUTHOR:
            ask_author(response_id)
        return _add(appeal, by, text)


def uphold_appeal(*, response_id: int, by: Actor, appeal_id: int, note: str) -> Decision:
    """The decision stands; ``note`` tells the author why. As ``reverse_appeal``."""
    return _settle(Action.UPHOLD, response_id, by, appeal_id, note)


def reverse_appeal(*, response_id: int, by: Actor, appeal_id: int, note: str) -> Decision:
    """The response is published, after all or again.

    Of several moderators one settles the appeal. Raises Stale, with the latest decision, where it is not open
    any more, however late that is found; Refused by the conflict of interest, and where what the response
    answers is not published; Response.DoesNotExist. Some twenty queries, as publishing.
    """
    return _settle(Action.REVERSE, response_id, by, appeal_id, note)


def _settle(action: Action, response_id: int, by: Actor, appeal_id: int, note: str) -> Decision:
    seen = Response.objects.select_related("current").get(pk=response_id)
    if not Appeal.objects.filter(pk=appeal_id, response=seen, state=AppealState.OPEN).exists():
        raise stale(seen)
    return change_status(
        response_id=response_id,
        action=action,
        by=by,
        seen_digest=seen.current.digest,
        seen_status=Status(seen.status),
        note=note,
        also=partial(_close, appeal_id, OUTCOMES[action], by),
    )


def _close(appeal_id: int, state: AppealState, by: Actor, response: Response) -> None:
    appeal = _open_appeal(response)
    if appeal is None or appeal.pk != appeal_id:
        raise stale(response)
    _check_may_answer(appeal, by)
    Appeal.objects.filter(pk=appeal_id).update(state=state, closed_at=timezone.now())
    close_item(response, ItemKind.APPEAL)


def _open_appeal(response: Response) -> Appeal | None:
    """The response must be locked."""
    open_ones = Appeal.objects.filter(response=response, state=AppealState.OPEN)
    return open_ones.select_related("decision").first()


def _check_may_answer(appeal: Appeal, by: Actor) -> None:
    refusal = rules.why_not_answer_appeal(user_id=by.user_id, decided_by=appeal.decision.actor_id)
    if refusal and not Exemption.objects.filter(response=appeal.response_id, moderator=by.user_id).exists():
        raise Refused(refusal)


def _add(appeal: Appeal, by: Actor, text: str) -> AppealMessage:
    return AppealMessage.objects.create(
        appeal=appeal,
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
        text=text,
        at=timezone.now(),
    )
