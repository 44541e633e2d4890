"""The policy that decisions are made under, in all its versions."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from comments.enums import Reason


class PolicyVersion(models.Model):
    """A state of the house rules; rows are only ever added. The newest holds."""

    version = models.CharField(max_length=20, unique=True, help_text="“1”, “2”, …")
    text = models.TextField(help_text="Markdown.")
    html = models.TextField(help_text="The text rendered and sanitised at write time.")
    changed = models.TextField(help_text="What is new in it and why, for readers.")
    adopted_by = models.CharField(
        max_length=150, blank=True, help_text="The account; empty: came with the site."
    )
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"policy {self.version}"


class PolicyReason(models.Model):
    """What a version says of a reason for a decision, as it is printed at the receipt."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="reasons")
    reason = models.CharField(max_length=20, choices=Reason)
    text = models.TextField()

    class Meta:
        ordering = ["policy", "id"]
        constraints = [
            UniqueConstraint(fields=["policy", "reason"], name="comments_policyreason_once"),
            CheckConstraint(
                condition=Q(reason__in=Reason.values) & ~Q(reason=Reason.NONE),
                name="comments_policyreason_reason",
            ),
            CheckConstraint(condition=~Q(text=""), name="comments_policyreason_said"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in {self.policy_id}"
