"""Decisions, tallies, throttles and the desk's accounts."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q

from comments.enums import Action, Reason, Role, Status
from comments.models.responses import Response


class Decision(models.Model):
    """One change of a response's status; rows are only ever added, which triggers enforce.

    A decision outlives its moderator and its response: it names both without a foreign key that
    deleting them would touch.
    """

    response = models.ForeignKey(
        Response, on_delete=models.DO_NOTHING, db_constraint=False, related_name="decisions"
    )
    old_status = models.CharField(max_length=10, choices=Status)
    new_status = models.CharField(max_length=10, choices=Status)
    action = models.CharField(max_length=10, choices=Action)
    reason = models.CharField(max_length=20, choices=Reason, blank=True, default=Reason.NONE)
    note = models.TextField(blank=True, help_text="To the author, shown at the receipt.")
    role = models.CharField(max_length=10, choices=Role)
    actor_id = models.BigIntegerField(null=True, help_text="The moderator's user id; empty for the author.")
    actor_name = models.CharField(
        max_length=150, blank=True, help_text="The moderator's user name at the time."
    )
    revision = models.PositiveIntegerField(help_text="Number of the revision decided on.")
    revision_digest = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [
            Index(fields=["response", "id"], name="decision_response"),
            Index(fields=["actor_id", "-id"], name="decision_actor"),
        ]
        constraints = [
            CheckConstraint(condition=Q(old_status__in=Status.values), name="comments_decision_old_status"),
            CheckConstraint(condition=Q(new_status__in=Status.values), name="comments_decision_new_status"),
            CheckConstraint(condition=Q(action__in=Action.values), name="comments_decision_action"),
            CheckConstraint(condition=Q(reason__in=Reason.values), name="comments_decision_reason"),
            CheckConstraint(condition=Q(role__in=Role.values), name="comments_decision_role"),
            CheckConstraint(
                condition=Q(role=Role.AUTHOR, actor_id=None, actor_name="")
                | (~Q(role=Role.AUTHOR) & Q(actor_id__isnull=False) & ~Q(actor_name="")),
                name="comments_decision_actor",
            ),
            CheckConstraint(
                condition=~Q(action__in=[Action.HOLD, Action.REJECT, Action.REMOVE]) | ~Q(reason=Reason.NONE),
                name="comments_decision_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return f"R {self.response_id} {self.get_action_display()}"


class Tally(models.Model):
    """Published responses of a scope ("work:3", "pair:17-23"), kept in the transactions that change them."""

    scope = models.CharField(max_length=60, primary_key=True)
    responses = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.scope}: {self.responses}"


class Throttle(models.Model):
    """Hits of one sender in one window. ``key`` is an HMAC whose key is in memory only."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField(help_text="Start of the window, Unix seconds.")
    hits = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="comments_throttle_key_window")]
        indexes = [Index(fields=["window"], name="throttle_window")]


class DeskAccount(models.Model):
    """What the desk keeps of a person who signs in, beyond Django's user."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk")
    password_is_temporary = models.BooleanField(
        default=False, help_text="Must be changed at the next sign-in."
    )
    single_keys = models.BooleanField(default=False, help_text="Single letters decide in the queue.")

    def __str__(self) -> str:
        return str(self.user)
