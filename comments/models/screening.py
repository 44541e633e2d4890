"""What the phases of screening said of each revision."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from comments.enums import Ruling
from comments.models.responses import Revision


class ScreeningNote(models.Model):
    """The answer of one phase; every phase that ran leaves one, so that the queue can say why."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="screening")
    order = models.PositiveSmallIntegerField(help_text="Of the phase, from 1.")
    phase = models.CharField(max_length=30, help_text="“links”, “word lists”, …")
    ruling = models.CharField(max_length=6, choices=Ruling)
    rule = models.CharField(max_length=120, blank=True, help_text="The rule that matched.")
    words = models.TextField(blank=True, help_text="The words that it matched, one match a line.")
    said = models.TextField(blank=True, help_text="Why, in a sentence.")

    class Meta:
        ordering = ["revision", "order"]
        constraints = [
            UniqueConstraint(fields=["revision", "order"], name="comments_screeningnote_order_once"),
            CheckConstraint(condition=Q(ruling__in=Ruling.values), name="comments_screeningnote_ruling"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} on {self.revision_id}: {self.ruling}"
