"""Sends what is to be sent by e-mail: ``manage.py send_mail``, every few minutes.

A message says that there was a decision, or something to read, and not which; nothing that anybody wrote
is in it. Whoever sends one takes it first, by a conditional UPDATE that also says when it may be tried
again: of several senders one gets it, and one that is killed between sending and noting it down costs a
duplicate, never a loss.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

import structlog
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from comments.domain.encryption import Unreadable, decrypt
from comments.domain.notifying import (
    CONFIRM_WITHIN,
    MAIL,
    confirming,
    forget,
    forget_what_is_over,
    stopping,
)
from comments.domain.receipts import in_groups
from comments.enums import Action, MessageKind
from comments.models import Message, Subscription
from comments.queries.receipts import own_number

log = structlog.get_logger("comments.mailing")
#: Until the next try, after each. The first is far longer than a delivery can take (``EMAIL_TIMEOUT`` for
#: each of its steps); together they outlast a mail server's bad day. Then the address is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 4 * 60, 12 * 60, 24 * 60))

CONFIRM_SUBJECT = "Do you want messages from {host}?"
CONFIRM_TEXT = """\
Somebody, probably you, asked at {site} to be told at this address of the moderators’ decisions on a response.

To agree, open this page and press the button on it, before {until} UTC:
{confirm}

If it was not you, do nothing: nothing more is sent, and the address is deleted then.
"""
DECIDED_SUBJECT = "Your response R {number} has been decided on"
DECIDED_TEXT = """\
Your response R {number} at {host} has been decided on. Look at your receipt for what was decided and why:
{receipt}

No more messages about this response, and have the address deleted:
{stop}
"""
ASKED_SUBJECT = "There is something for you to read about your response R {number}"
ASKED_TEXT = """\
At {host} there is something for you to read about your response R {number}, and perhaps to answer.
Look at your receipt:
{receipt}

No more messages about this response, and have the address deleted:
{stop}
"""


@dataclass
class Outcome:
    """How many messages were sent, failed to be sent and will be tried again, or were given up."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def send_due(now: datetime | None = None) -> Outcome:
    """Sends what is due, deletes addresses that have been told all. Can run twice at once, and be killed."""
    now = now or timezone.now()
    forget_what_is_over(now)
    outcome = Outcome()
    for number in list(Message.objects.filter(due_at__lte=now).values_list("pk", flat=True)):
        message = _take(number, now)
        if message is not None:
            _send(message, outcome)
    forget_what_is_over(now)
    return outcome


def _take(number: int, now: datetime) -> Message | None:
    """The message, for one caller alone until it is due again; None: somebody else has it, or it is gone.

    ``tries`` is as before. Two queries.
    """
    rows = Message.objects.filter(pk=number, due_at__lte=now)
    message = rows.select_related("subscription", "decision").first()
    if message is None:
        return None
    later = now + WAITS[min(message.tries, len(WAITS) - 1)]
    return message if rows.filter(tries=message.tries).update(tries=message.tries + 1, due_at=later) else None


def _send(message: Message, outcome: Outcome) -> None:
    """What the mail server says names the person, so of its refusal only the kind is logged."""
    response_id = message.subscription.response_id
    try:
        if message.tries < len(WAITS):
            compose(message).send()
            Message.objects.filter(pk=message.pk).delete()
            outcome.sent += 1
            return
    except (OSError, ValueError) as error:
        log.warning("mail_not_sent", tries=message.tries + 1, error=type(error).__name__)
        if message.tries + 1 < len(WAITS) and not isinstance(error, Unreadable):
            outcome.failed += 1
            return
    forget(response_id)
    outcome.given_up += 1


def compose(message: Message) -> EmailMessage:
    """The e-mail. Raises Unreadable when its address was sealed under another secret key."""
    subscription = message.subscription
    host = urlsplit(subscription.site).hostname
    stop = subscription.site + reverse("mail-stop", args=[stopping.sign(subscription.key)])
    if message.kind == MessageKind.CONFIRM:
        subject, text = CONFIRM_SUBJECT, CONFIRM_TEXT
    elif message.kind == MessageKind.ASKED or message.decision.action == Action.REDACT:
        subject, text = ASKED_SUBJECT, ASKED_TEXT
    else:
        subject, text = DECIDED_SUBJECT, DECIDED_TEXT
    said = {
        "host": host,
        "site": subscription.site,
        "number": subscription.response_id,
        "until": f"{subscription.asked_at + CONFIRM_WITHIN:%d %B %Y, %H:%M}",
        "confirm": subscription.site + reverse("mail-confirm", args=[confirming.sign(subscription.key)]),
        "receipt": _receipt_address(subscription),
        "stop": stop,
    }
    return EmailMessage(
        subject=subject.format(**said),
        body=text.format(**said),
        to=[decrypt(subscription.address, purpose=MAIL)],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # The same at each try, so that a mail program can tell a duplicate.
            "Message-ID": f"<{message.pk}.{subscription.key[:16]}@{host}>",
            "Date": format_datetime(timezone.now()),
        },
    )


def _receipt_address(subscription: Subscription) -> str:
    """The receipt's own address where its author wants it in messages, else where its code is typed in."""
    if not subscription.code:
        return subscription.site + reverse("receipt-find")
    code = decrypt(subscription.code, purpose=MAIL)
    code = code if own_number(code) is not None else in_groups(code)
    return subscription.site + reverse("receipt", args=[code])
