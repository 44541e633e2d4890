"""Decisions and their notes, tallies, throttles and the desk's accounts."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from comments.enums import NEEDS_REASON, Action, ActKind, Reason, Role, Status
from comments.models.responses import Response

#: In these roles nobody with an account acts.
NOBODY = [Role.AUTHOR, Role.RULE]


class DecisionManager(models.Manager):
    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("written")


class Decision(models.Model):
    """What was done to a response; rows are only ever added, which triggers enforce.

    A decision outlives its moderator and its response: it names both without a foreign key that
    deleting them would touch. What was written to the author stands apart, in ``DecisionNote``, so that
    it can be erased; the decision keeps its hash. ``seal`` is a hash over the row and the seal of the
    decision before it (``comments.domain.chain``): none can be altered, left out or put in unseen.
    """

    response = models.ForeignKey(
        Response, on_delete=models.DO_NOTHING, db_constraint=False, related_name="decisions"
    )
    old_status = models.CharField(max_length=10, choices=Status)
    new_status = models.CharField(max_length=10, choices=Status)
    action = models.CharField(max_length=10, choices=Action)
    reason = models.CharField(max_length=20, choices=Reason, blank=True, default=Reason.NONE)
    note_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the note to the author; empty: none."
    )
    rule = models.CharField(
        max_length=60, blank=True, help_text="What acted, where a rule did: “flags”, “word list: …”."
    )
    role = models.CharField(max_length=13, choices=Role)
    actor_id = models.BigIntegerField(null=True, help_text="The moderator's user id; empty for the author.")
    actor_name = models.CharField(
        max_length=150, blank=True, help_text="The moderator's user name at the time."
    )
    revision = models.PositiveIntegerField(help_text="Number of the revision decided on.")
    revision_digest = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=20)
    at = models.DateTimeField()
    seal = models.CharField(max_length=64, unique=True)

    objects = DecisionManager()

    class Meta:
        ordering = ["id"]
        base_manager_name = "objects"
        indexes = [
            Index(fields=["response", "id"], name="decision_response"),
            Index(fields=["actor_id", "-id"], name="decision_actor"),
            Index(fields=["action", "-id"], name="decision_action"),
            Index(fields=["at"], name="decision_at"),
        ]
        constraints = [
            CheckConstraint(condition=Q(old_status__in=Status.values), name="comments_decision_old_status"),
            CheckConstraint(condition=Q(new_status__in=Status.values), name="comments_decision_new_status"),
            CheckConstraint(condition=Q(action__in=Action.values), name="comments_decision_action"),
            CheckConstraint(condition=Q(reason__in=Reason.values), name="comments_decision_reason"),
            CheckConstraint(condition=Q(role__in=Role.values), name="comments_decision_role"),
            CheckConstraint(
                condition=Q(role__in=NOBODY, actor_id=None, actor_name="")
                | (~Q(role__in=NOBODY) & Q(actor_id__isnull=False) & ~Q(actor_name="")),
                name="comments_decision_actor",
            ),
            CheckConstraint(
                condition=Q(role=Role.RULE) & ~Q(rule="") | ~Q(role=Role.RULE) & Q(rule=""),
                name="comments_decision_rule_named",
            ),
            CheckConstraint(
                condition=~Q(action__in=sorted(NEEDS_REASON)) | ~Q(reason=Reason.NONE),
                name="comments_decision_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return f"R {self.response_id} {self.get_action_display()}"

    @property
    def is_rejection_by_rule(self) -> bool:
        """Nobody had read it. Any moderator undoes it, however late: that takes nothing from anybody."""
        return self.role == Role.RULE and self.action == Action.REJECT

    @property
    def note(self) -> str:
        """To the author, shown at the receipt; empty too where it was erased. No query if ``written`` is
        loaded, as it is by default."""
        return self.written.text if hasattr(self, "written") else ""

    @property
    def by(self) -> str:
        """Who acted, for the desk's eyes."""
        return self.actor_name or self.get_role_display()


class DecisionNote(models.Model):
    """What a moderator wrote to the author with a decision. It can be emptied, not changed."""

    decision = models.OneToOneField(Decision, on_delete=models.DO_NOTHING, related_name="written")
    text = models.TextField(blank=True)
    salt = models.CharField(
        max_length=32,
        blank=True,
        help_text="What the decision's hash of it is made with; emptied with the text. Empty: made without.",
    )

    def __str__(self) -> str:
        return f"note with {self.decision}"


class DecisionMark(models.Model):
    """Words that a decision is about: offsets into the text of the revision that it names, code points, end
    exclusive. They hold no words, so nothing of them has to be erased."""

    decision = models.ForeignKey(Decision, on_delete=models.DO_NOTHING, related_name="marks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["decision", "start"]
        constraints = [
            CheckConstraint(condition=Q(start__lt=F("end")), name="comments_decisionmark_not_empty"),
            UniqueConstraint(fields=["decision", "start"], name="comments_decisionmark_start_once"),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


class LogHead(models.Model):
    """Where a chained log stands: its last row's number and seal. Who adds a row locks this first."""

    log = models.CharField(max_length=20, primary_key=True, help_text="“decisions” or “acts”.")
    rows = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.log}: {self.rows}"


class Act(models.Model):
    """What was done at the desk besides decisions on responses; added only, chained like decisions.

    It is sealed over the hash of what it says, so that the words can be erased with the response that they
    are about.
    """

    kind = models.CharField(max_length=13, choices=ActKind)
    about = models.CharField(max_length=200, help_text="What it was done to: “R 12”, “policy 3”, an account.")
    said = models.TextField(
        blank=True, help_text="What was done and why, without names of readers; can be erased."
    )
    said_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of what it says; empty: nothing."
    )
    said_salt = models.CharField(
        max_length=32, blank=True, help_text="What that hash is made with; emptied with what it says."
    )
    content_digest = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of the policy that was adopted and of all before it; empty: no policy.",
    )
    role = models.CharField(max_length=13, choices=Role)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            Index(fields=["kind", "-id"], name="act_kind"),
            Index(fields=["actor_id", "-id"], name="act_actor"),
            Index(fields=["at"], name="act_at"),
        ]
        constraints = [
            CheckConstraint(condition=Q(kind__in=ActKind.values), name="comments_act_kind"),
            CheckConstraint(condition=Q(role__in=Role.values), name="comments_act_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"


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
    second_factor = models.BooleanField(
        default=False,
        help_text="An app or a passkey is in use; kept by ``comments.domain.factors`` so that no page needs "
        "to ask the tables.",
    )

    def __str__(self) -> str:
        return str(self.user)
