"""Appeals against decisions, flags of readers, and redactions."""

from datetime import datetime

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from comments.enums import AppealState, Finding, FlagReason, Reason, RedactionState, Role
from comments.models.moderation import Decision
from comments.models.responses import Response, Revision


class Appeal(models.Model):
    """An author's appeal, one at most for each decision, answered by somebody who did not make it."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="appeals")
    decision = models.OneToOneField(
        Decision, on_delete=models.DO_NOTHING, db_constraint=False, related_name="appeal"
    )
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(condition=Q(state__in=AppealState.values), name="comments_appeal_state"),
            CheckConstraint(
                condition=Q(state=AppealState.OPEN, closed_at=None)
                | (~Q(state=AppealState.OPEN) & Q(closed_at__isnull=False)),
                name="comments_appeal_closed_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal on R {self.response_id}"


class AppealMessage(models.Model):
    """One turn of the dialogue between author and moderators; seen by both."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="messages")
    role = models.CharField(max_length=13, choices=Role)
    actor_id = models.BigIntegerField(null=True, help_text="The moderator's; empty for the author.")
    actor_name = models.CharField(max_length=150, blank=True, help_text="For the desk only.")
    text = models.TextField(blank=True, help_text="Empty once erased.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [CheckConstraint(condition=Q(role__in=Role.values), name="comments_appealmessage_role")]

    def __str__(self) -> str:
        return f"message in {self.appeal}"


class Flag(models.Model):
    """A reader's request to look at a published response. Who sent it is not kept.

    ``sender`` is a keyed hash over the response and the sender's network or account, so that one sender
    counts once; ``across`` is one over the sender alone, by which misuse shows. The key of both is in
    memory only for senders who aren't signed in (``settings.THROTTLE_KEY``).
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="flags")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=FlagReason)
    note = models.TextField(blank=True)
    sender = models.CharField(max_length=64)
    across = models.CharField(max_length=64)
    finding = models.CharField(max_length=10, choices=Finding, default=Finding.OPEN)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [Index(fields=["across"], name="flag_across")]
        constraints = [
            UniqueConstraint(fields=["revision", "sender"], name="comments_flag_sender_once"),
            CheckConstraint(condition=Q(reason__in=FlagReason.values), name="comments_flag_reason"),
            CheckConstraint(condition=Q(finding__in=Finding.values), name="comments_flag_finding"),
        ]

    def __str__(self) -> str:
        return f"flag on R {self.response_id}"


class Redaction(models.Model):
    """Words of a revision that moderators ask to withhold, or withhold at once where it is urgent.

    ``redacted`` is the revision in which they are replaced by a visible mark, made when the redaction
    takes effect; never are words of a text changed without one. Those refused or lifted can have one too:
    the first stay withheld until a moderator lifts them.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="redactions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    redacted = models.OneToOneField(Revision, null=True, on_delete=models.PROTECT, related_name="redaction")
    state = models.CharField(max_length=10, choices=RedactionState, default=RedactionState.PROPOSED)
    was_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, choices=Reason)
    note = models.TextField(blank=True, help_text="To the author.")
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            CheckConstraint(condition=Q(state__in=RedactionState.values), name="comments_redaction_state"),
            UniqueConstraint(
                fields=["response"],
                condition=Q(state=RedactionState.PROPOSED),
                name="comments_redaction_one_proposed",
            ),
            CheckConstraint(
                condition=Q(reason__in=Reason.values) & ~Q(reason=Reason.NONE),
                name="comments_redaction_reason",
            ),
            CheckConstraint(
                condition=~Q(state__in=[RedactionState.URGENT, RedactionState.ACCEPTED])
                | Q(redacted__isnull=False),
                name="comments_redaction_in_effect",
            ),
        ]

    def __str__(self) -> str:
        return f"redaction in R {self.response_id}"

    @property
    def since(self) -> datetime | None:
        """Of one that took effect: when."""
        return self.at if self.was_urgent else self.answered_at

    def is_last_in(self, revision: Revision) -> bool:
        """Its marks stand in these words, and no later redaction's."""
        return revision.pk == self.redacted_id or revision.carries_id == self.pk


class RedactedSpan(models.Model):
    """Words to withhold: offsets into the revision's text, code points, end exclusive."""

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="spans")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["redaction", "start"]
        constraints = [
            CheckConstraint(condition=Q(start__lt=F("end")), name="comments_redactedspan_not_empty"),
            UniqueConstraint(fields=["redaction", "start"], name="comments_redactedspan_start_once"),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"
