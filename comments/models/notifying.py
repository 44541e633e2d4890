"""Who wants to be told of decisions by e-mail, and what is to be sent to them."""

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from comments.enums import MessageKind
from comments.models.moderation import Decision
from comments.models.responses import Response


class Subscription(models.Model):
    """An author's wish to be told by e-mail of the decisions on a response.

    The row goes as soon as there is nothing more to tell (``comments.domain.notifying``), and the address
    with it. Address and code are encrypted with a key made from the site's secret key.
    """

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="subscription")
    key = models.CharField(max_length=32, unique=True, help_text="Random; the links in messages sign it.")
    address = models.TextField(help_text="The e-mail address, encrypted.")
    code = models.TextField(
        blank=True, help_text="The receipt's code, encrypted; empty unless its author wants it in messages."
    )
    site = models.CharField(max_length=200, help_text="Where it was asked for: “https://example.org”.")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, help_text="When the address said yes.")
    ends_at = models.DateTimeField(null=True, help_text="When the row is to go; empty: a decision is due.")

    class Meta:
        indexes = [
            Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="subscription_unconfirmed"),
            Index(fields=["ends_at"], name="subscription_ends"),
        ]

    def __str__(self) -> str:
        return f"messages about R {self.response_id}"


class Message(models.Model):
    """A message to be sent. The row goes once it is sent; what it says is made when it is."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=MessageKind)
    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often somebody began to send it.")
    due_at = models.DateTimeField(help_text="Not to be sent before; later at each try.")

    class Meta:
        ordering = ["id"]
        indexes = [Index(fields=["due_at"], name="message_due")]
        constraints = [
            CheckConstraint(condition=Q(kind__in=MessageKind.values), name="comments_message_kind"),
            CheckConstraint(
                condition=Q(kind__in=[MessageKind.CONFIRM, MessageKind.ASKED], decision=None)
                | Q(kind=MessageKind.DECIDED, decision__isnull=False),
                name="comments_message_of_decision",
            ),
            UniqueConstraint(
                fields=["subscription"],
                condition=Q(kind=MessageKind.CONFIRM),
                name="comments_message_asks_once",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
