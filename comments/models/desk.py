"""What waits at the desk, who has it open, and what moderators write to each other about it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from comments.enums import Distress, ItemKind, NoteKind, Role, Status
from comments.models.responses import Response
from essays.models import Debate, Work


class ItemQuerySet(models.QuerySet):
    def open(self) -> "ItemQuerySet":
        return self.filter(closed_at=None)


def _index_of_open(field: str = "", there: Q | None = None) -> Index:
    """Gives the open items that have one value of ``field`` in the order of the queue, which is by age."""
    fields = [field, "opened_at", "id"] if field else ["opened_at", "id"]
    condition = Q(closed_at=None) & there if there else Q(closed_at=None)
    return Index(fields=fields, condition=condition, name=f"item_open_{field or 'since'}")


class Item(models.Model):
    """One reason why a response waits for a moderator, from when it arose until it is settled.

    ``comments.domain.items`` opens and closes them, in the transactions that make the reasons. The
    columns after ``kind`` are what the queue is filtered by, copied so that its page is one index range.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=ItemKind)
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="+", db_index=False)
    work = models.ForeignKey(Work, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    other_work = models.ForeignKey(
        Work,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        help_text="Of a response to two passages: the second one's.",
    )
    state = models.CharField(max_length=10, choices=Status, help_text="The response's status.")
    held_by = models.CharField(
        max_length=30, blank=True, help_text="The first phase of screening that held it."
    )
    language = models.CharField(max_length=8, blank=True)
    distress = models.CharField(
        max_length=10, choices=Distress, blank=True, default=Distress.NONE, help_text="Blurred until opened."
    )
    wants_second = models.BooleanField(
        default=False, help_text="A second reader was asked for, and none has read."
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            _index_of_open(),
            *(_index_of_open(field) for field in ("kind", "state", "debate", "held_by", "language")),
            _index_of_open("work", Q(work__isnull=False)),
            _index_of_open("other_work", Q(other_work__isnull=False)),
            Index(
                fields=["opened_at", "id"],
                condition=Q(closed_at=None, wants_second=True),
                name="item_open_second",
            ),
            Index(
                fields=["opened_at", "id"],
                condition=Q(closed_at=None) & ~Q(distress=""),
                name="item_open_covered",
            ),
            Index(fields=["distress", "response"], condition=~Q(distress=""), name="item_distress"),
        ]
        constraints = [
            UniqueConstraint(
                fields=["response", "kind"], condition=Q(closed_at=None), name="comments_item_open_once"
            ),
            CheckConstraint(condition=Q(kind__in=ItemKind.values), name="comments_item_kind"),
            CheckConstraint(condition=Q(state__in=Status.values), name="comments_item_state"),
            CheckConstraint(condition=Q(distress__in=Distress.values), name="comments_item_distress"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: R {self.response_id}"


class StatusCount(models.Model):
    """How many responses are in a state; kept in the transactions that change it."""

    status = models.CharField(max_length=10, choices=Status, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(status__in=Status.values), name="comments_statuscount_status")
        ]

    def __str__(self) -> str:
        return f"{self.status}: {self.number}"


class ItemCount(models.Model):
    """How many items of a kind are open; kept as ``StatusCount`` is."""

    kind = models.CharField(max_length=10, choices=ItemKind, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [CheckConstraint(condition=Q(kind__in=ItemKind.values), name="comments_itemcount_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"


class Claim(models.Model):
    """Who has a response open to decide on it, until when. A claim past its end counts for nothing."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="claim")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [Index(fields=["ends_at"], name="claim_ends")]

    def __str__(self) -> str:
        return f"R {self.response_id} until {self.ends_at}"


class DeskNote(models.Model):
    """What a moderator writes about a response for the other moderators; its author never sees it."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="desk_notes")
    kind = models.CharField(max_length=5, choices=NoteKind, default=NoteKind.NOTE)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [CheckConstraint(condition=Q(kind__in=NoteKind.values), name="comments_desknote_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on R {self.response_id}"


class Exemption(models.Model):
    """An editor's leave for somebody to decide although the conflict of interest forbids it, with the reason.

    It holds for one response and one person, and is recorded as an act too.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="exemptions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    granted_by_name = models.CharField(max_length=150)
    granted_as = models.CharField(max_length=13, choices=Role)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["response", "moderator"], name="comments_exemption_once"),
            CheckConstraint(condition=~Q(reason=""), name="comments_exemption_reasoned"),
        ]

    def __str__(self) -> str:
        return f"exception for R {self.response_id}"
