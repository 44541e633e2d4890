"""The public figures of months that are over."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from comments.enums import Disclosure, Measure, Reason
from essays.models import Debate


class FigureMonth(models.Model):
    """A month that is over and counted, once and for good: what it says never changes afterwards, so that
    two states of it cannot be compared."""

    month = models.DateField(unique=True, help_text="Its first day.")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Figure(models.Model):
    """One figure of a month, of one debate or, with none, of all; ``reason`` splits what was rejected."""

    month = models.ForeignKey(FigureMonth, on_delete=models.CASCADE, related_name="figures")
    debate = models.ForeignKey(Debate, null=True, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=12, choices=Measure)
    reason = models.CharField(max_length=20, choices=Reason, blank=True, default=Reason.NONE)
    number = models.PositiveIntegerField(help_text="As it is, also where it is not shown; waits in hours.")
    shown = models.CharField(max_length=8, choices=Disclosure)

    class Meta:
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                fields=["month", "debate", "measure", "reason"],
                condition=Q(debate__isnull=False),
                name="comments_figure_once",
            ),
            UniqueConstraint(
                fields=["month", "measure", "reason"],
                condition=Q(debate=None),
                name="comments_figure_of_all_once",
            ),
            CheckConstraint(condition=Q(measure__in=Measure.values), name="comments_figure_measure"),
            CheckConstraint(condition=Q(shown__in=Disclosure.values), name="comments_figure_shown"),
            CheckConstraint(
                condition=Q(reason=Reason.NONE) | Q(measure=Measure.REJECTED, reason__in=Reason.values),
                name="comments_figure_reason_of_rejected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} in {self.month_id}"
