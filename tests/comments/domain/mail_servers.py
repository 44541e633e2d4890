"""Mail servers that a delivery fails at, as Django's e-mail backends."""

import smtplib
from collections.abc import Sequence

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Says no, and says to whom."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        refused = {address: (550, f"{address} is unknown".encode()) for address in messages[0].to}
        raise smtplib.SMTPRecipientsRefused(refused)


class Killed(BaseException):
    """The sender's end, which nothing catches."""


class KilledAfterwards(BaseEmailBackend):
    """Takes the message; then the sender is killed before it can note that down."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        mail.outbox += messages
        raise Killed
