"""Responses whose authors are told of decisions by e-mail."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from comments.domain.mailing import send_due
from comments.domain.notifying import confirm, subscribe
from comments.models import Response, Subscription

ADDRESS = "ines.of.the.well@example.org"
SITE = "https://reading.example"
CODE = "aaaa-bbbb-cccc-dddd-eeee-ffff-gggg"


def asked(response: Response, *, address: str = ADDRESS, code: str = "") -> Subscription:
    return subscribe(response_id=response.pk, address=address, code=code, site=SITE)


def agreed(response: Response, **given: str) -> Subscription:
    """The address was asked by e-mail, and its owner pressed the button."""
    asked(response, **given)
    send_due()
    return confirm(link(mail.outbox.pop().body, "confirm"))


def link(text: str, kind: str) -> str:
    """The token of the link of that kind in a message."""
    return re.search(rf"{SITE}/messages/{kind}/(\S+)/", text)[1]


def age(subscription: Subscription, **by: float) -> None:
    """As if it had been asked for so much earlier."""
    at = timezone.now() - timedelta(**by)
    Subscription.objects.filter(pk=subscription.pk).update(asked_at=at)
