"""The positions table: questions down, voices across, a position with its evidence in each cell."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from essays.enums import PositionStatus
from essays.models.constraints import Span, not_empty, one_of
from essays.models.debates import Debate
from essays.models.works import Work


class Voice(models.Model):
    """Who answers the questions: a work held here, or somebody as quoted in one."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="voices")
    siglum = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120, help_text="“Two Conceptions”, “Mao Zedong”.")
    who = models.CharField(max_length=160, help_text="“Klaas V.”, “as quoted in K 13”.")
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="voices", help_text="Where it speaks."
    )
    quoted = models.BooleanField(default=False, help_text="Known only as quoted in the work.")
    chosen_first = models.BooleanField(
        default=False, help_text="Among those shown when the reader chose none."
    )

    class Meta:
        ordering = ["debate", "order"]
        constraints = [
            UniqueConstraint(fields=["debate", "siglum"], name="essays_voice_siglum_once_a_debate")
        ]

    def __str__(self) -> str:
        return f"{self.siglum}: {self.who}"


class Question(models.Model):
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="questions")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    core = models.BooleanField(default=True, help_text="Among those shown when the reader chose none.")
    leading = models.BooleanField(
        default=False,
        help_text="Stands on the debate page, where the last of them gives each work's quotation.",
    )
    finding = models.TextField(
        blank=True, help_text="An editor's neutral note on how the answers stand to each other."
    )

    class Meta:
        ordering = ["debate", "order"]
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_question_slug_once_a_debate"),
            not_empty("text", "essays_question_text_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class Position(models.Model):
    """A voice's answer to a question, as an editor's neutral claim; silence has none."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="positions")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="positions")
    status = models.CharField(max_length=10, choices=PositionStatus)
    claim = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["question", "voice__order"]
        constraints = [
            UniqueConstraint(fields=["question", "voice"], name="essays_position_once_a_voice"),
            one_of("status", PositionStatus, "essays_position_status"),
            CheckConstraint(
                condition=(Q(status=PositionStatus.SILENT) & Q(claim=""))
                | (~Q(status=PositionStatus.SILENT) & ~Q(claim="")),
                name="essays_position_silent_without_claim",
            ),
        ]


class PositionEvidence(Span):
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField()

    class Meta(Span.Meta):
        ordering = ["position", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["position", "order"], name="essays_positionevidence_order_once"),
        ]
