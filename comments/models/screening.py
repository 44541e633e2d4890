"""What the phases of screening said of each revision, and by what a later one is found to be like it."""

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from comments.enums import Ruling
from comments.models.responses import Response, Revision
from essays.models import Debate


class ScreeningNote(models.Model):
    """The answer of one phase; every phase that ran leaves one, so that the queue can say why."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="screening", db_index=False)
    order = models.PositiveSmallIntegerField(help_text="Of the phase, from 1.")
    phase = models.CharField(max_length=30, help_text="“links”, “word lists”, …")
    ruling = models.CharField(max_length=6, choices=Ruling)
    rule = models.CharField(max_length=120, blank=True, help_text="The rule that matched.")
    words = models.TextField(blank=True, help_text="The words that it matched, one match a line.")
    said = models.TextField(blank=True, help_text="Why, in a sentence.")
    figure = models.PositiveIntegerField(
        null=True, help_text="What was measured, where a threshold decides; other thresholds are tried on it."
    )

    class Meta:
        ordering = ["revision", "order"]
        constraints = [
            UniqueConstraint(fields=["revision", "order"], name="comments_screeningnote_order_once"),
            CheckConstraint(condition=Q(ruling__in=Ruling.values), name="comments_screeningnote_ruling"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} on {self.revision_id}: {self.ruling}"

    @property
    def is_telling(self) -> bool:
        return self.ruling not in (Ruling.PASS, Ruling.OFF)


class Screening(models.Model):
    """That a revision was screened, by which version of the rules; with what later ones are compared by.

    Erasing a response deletes these rows with its notes: the name and the wording could be guessed from them.
    """

    revision = models.OneToOneField(
        Revision, primary_key=True, on_delete=models.CASCADE, related_name="screened"
    )
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="screenings")
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(
        max_length=60, blank=True, help_text="The writer's name as it looks at a glance; empty: none given."
    )
    rules = models.PositiveIntegerField(help_text="Version of the rules; 0: those that the site comes with.")
    sent_at = models.DateTimeField(help_text="When the revision came.")
    at = models.DateTimeField(help_text="When it was screened.")

    class Meta:
        indexes = [Index(fields=["debate", "name", "-sent_at"], condition=~Q(name=""), name="screening_name")]

    def __str__(self) -> str:
        return f"screening of {self.revision_id}"


class LikenessKey(models.Model):
    """One of the eight keys of a revision's wording (``comments.domain.screening.likeness``): texts that
    share most of their words share one."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="keys")
    key = models.BigIntegerField()

    class Meta:
        indexes = [Index(fields=["key", "screening"], name="likenesskey_key")]

    def __str__(self) -> str:
        return f"key of {self.screening_id}"
