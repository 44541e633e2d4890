"""Who is told of decisions by e-mail: asked for at the receipt, agreed to at the address, soon forgotten.

Whatever touches a subscription or its messages locks the response first, as a decision does, so that a
decision never finds one half gone.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments.domain.encryption import encrypt
from comments.domain.receipts import read_code
from comments.domain.waiting import tried_again
from comments.enums import Action, MessageKind, Role, Status
from comments.models import Decision, Message, Response, Subscription
from comments.rules import OPEN

#: An address that has not agreed by then is forgotten: two days cover a week-end's post, and a stranger's
#: address is not kept longer.
CONFIRM_WITHIN = timedelta(hours=48)
#: How long after a decision that leaves nothing open another one is told of.
TELL_FOR = timedelta(days=30)
#: In these there is nothing more to be told.
OVER = frozenset({Status.WITHDRAWN, Status.ERASED})
#: What addresses and codes are encrypted for.
MAIL = "mail"

confirming = signing.Signer(salt="comments.mail-confirm", sep=".")
stopping = signing.Signer(salt="comments.mail-stop", sep=".")


class NotOffered(Exception):
    """Nobody can be told of decisions on this response any more."""


class NoSuchLink(Exception):
    """The link of a message leads nowhere: forged, too old, used up, or replaced by a later one."""


@tried_again
def subscribe(*, response_id: int, address: str, code: str, site: str) -> Subscription:
    """Asks ``address`` whether it wants to be told; takes the place of what was asked for before.

    ``code`` is what addresses the receipt, to be in each message, or empty: its code, or what stands in the
    code's place for the account that sent the response. Raises NotOffered, Response.DoesNotExist.
    """
    with transaction.atomic():
        if _lock(response_id).status in OVER:
            raise NotOffered
        _delete(response_id)
        now = timezone.now()
        subscription = Subscription.objects.create(
            response_id=response_id,
            key=secrets.token_hex(16),
            address=encrypt(address, purpose=MAIL),
            code=encrypt(read_code(code) or code, purpose=MAIL) if code else "",
            site=site,
            asked_at=now,
        )
        Message.objects.create(subscription=subscription, kind=MessageKind.CONFIRM, due_at=now)
    return subscription


@tried_again
def confirm(token: str) -> Subscription:
    """The address agrees; again: nothing changes. What was decided since it was asked is told at once.

    Raises NoSuchLink.
    """
    with transaction.atomic():
        subscription = _locked(confirming, token)
        if subscription.confirmed_at is not None:
            return subscription
        now = timezone.now()
        _check_fresh(subscription, now)
        decisions = Decision.objects.filter(response_id=subscription.response_id).order_by("-id")
        last = decisions.first()
        subscription.confirmed_at = now
        subscription.ends_at = _ends_at(Status(last.new_status), Action(last.action), now) if last else None
        subscription.save(update_fields=["confirmed_at", "ends_at"])
        missed = decisions.exclude(role=Role.AUTHOR).filter(at__gte=subscription.asked_at).first()
        if missed is not None:
            _add_message(subscription, missed, now)
    return subscription


def find_to_confirm(token: str) -> Subscription:
    """What ``confirm`` would agree to. One query. Raises NoSuchLink."""
    subscription = _found(confirming, token)
    if subscription.confirmed_at is None:
        _check_fresh(subscription, timezone.now())
    return subscription


def find_to_stop(token: str) -> Subscription:
    """What ``stop`` would end. One query. Raises NoSuchLink."""
    return _found(stopping, token)


@tried_again
def stop(token: str) -> None:
    """No more messages: the address is deleted. Raises NoSuchLink."""
    with transaction.atomic():
        _delete(_locked(stopping, token).response_id)


@tried_again
def forget(response_id: int) -> None:
    """Nobody is told of decisions on this response from now on; the address is deleted."""
    with transaction.atomic():
        _lock(response_id)
        _delete(response_id)


@tried_again
def forget_what_is_over(now: datetime) -> int:
    """Deletes each address that has not agreed in time, or has been told all; how many."""
    over = Q(confirmed_at=None, asked_at__lte=now - CONFIRM_WITHIN) | Q(ends_at__lte=now, messages=None)
    rows = Subscription.objects.filter(over)
    numbers = list(rows.values_list("response_id", flat=True))
    for response_id in numbers:
        with transaction.atomic():
            _lock(response_id)
            if rows.filter(response_id=response_id).exists():
                _delete(response_id)
    return len(numbers)


def tell_author(decision: Decision) -> None:
    """Has the author told of ``decision``, if they want to be; nothing is sent here.

    To be called in the decision's transaction, which holds the response. One query if nobody wants to be
    told, none without a mail server; three otherwise, or where there is nothing more to tell.
    """
    if decision.new_status in OVER:
        _delete(decision.response_id)
        return
    if not settings.OFFERS_MAIL:
        return
    rows = Subscription.objects.filter(response_id=decision.response_id, confirmed_at__isnull=False)
    subscription = rows.first()
    if subscription is None:
        return
    rows.update(ends_at=_ends_at(Status(decision.new_status), Action(decision.action), decision.at))
    if decision.role != Role.AUTHOR:
        _add_message(subscription, decision, decision.at)


def ask_author(response_id: int) -> None:
    """Has the author told that there is something to read and perhaps to answer, if they want to be told.

    To be called in a transaction that holds the response. What waits to be sent already tells the same.
    Three queries at most, one if nobody wants to be told, none without a mail server.
    """
    if not settings.OFFERS_MAIL:
        return
    subscription = Subscription.objects.filter(response=response_id, confirmed_at__isnull=False).first()
    if subscription is None or subscription.messages.filter(kind=MessageKind.ASKED, tries=0).exists():
        return
    Message.objects.create(subscription=subscription, kind=MessageKind.ASKED, due_at=timezone.now())


def _ends_at(status: Status, action: Action, at: datetime) -> datetime | None:
    """When an address has been told all; None: not while something waits for a decision.

    After an appeal was answered nothing more follows; after other decisions an appeal or a removal may.
    """
    if action == Action.UPHOLD:
        return at
    return None if status in OPEN or action in (Action.APPEAL, Action.EDIT) else at + TELL_FOR


def _add_message(subscription: Subscription, decision: Decision, now: datetime) -> None:
    Message.objects.create(subscription=subscription, kind=MessageKind.DECIDED, decision=decision, due_at=now)


def _lock(response_id: int) -> Response:
    return Response.objects.select_for_update(no_key=True).only("status").get(pk=response_id)


def forget_locked(response_ids: Collection[int]) -> None:
    """As ``forget``, of several whose locks the caller's transaction holds. Two queries."""
    Message.objects.filter(subscription__response__in=response_ids).delete()
    Subscription.objects.filter(response__in=response_ids).delete()


def _delete(response_id: int) -> None:
    forget_locked([response_id])


def _found(signer: signing.Signer, token: str) -> Subscription:
    try:
        key = signer.unsign(token)
    except signing.BadSignature:
        raise NoSuchLink from None
    subscription = Subscription.objects.filter(key=key).first()
    if subscription is None:
        raise NoSuchLink
    return subscription


def _locked(signer: signing.Signer, token: str) -> Subscription:
    """As ``_found``, after its response is locked: it may have gone while that took."""
    _lock(_found(signer, token).response_id)
    return _found(signer, token)


def _check_fresh(subscription: Subscription, now: datetime) -> None:
    if subscription.asked_at <= now - CONFIRM_WITHIN:
        raise NoSuchLink
