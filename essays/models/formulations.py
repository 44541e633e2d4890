"""The competing formulations: in which words, by whom, printed where, held by whom according to whom."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from essays.enums import HoldingStance, VerbMark
from essays.models.constraints import Span, one_of
from essays.models.debates import Debate
from essays.models.works import Work


class Stratum(models.Model):
    """A column of the wording table: the advanced, the intermediate, the backward."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="strata")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)

    class Meta:
        ordering = ["debate", "order"]
        constraints = [UniqueConstraint(fields=["debate", "slug"], name="essays_stratum_slug_once_a_debate")]

    def __str__(self) -> str:
        return self.label


class Formulation(models.Model):
    """What is done with each stratum, as one of the sides puts it.

    The two (or more) that the debate is about are ``contested``: they stand face to face on the
    debate page, and readers can say that they hold with one of them.
    """

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="formulations")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120, help_text="“Formulation 1”.")
    gist = models.CharField(
        max_length=120, blank=True, help_text="What sets it apart: “isolate the backward”."
    )
    contested = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["debate", "order"]
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_formulation_slug_once_a_debate"),
            CheckConstraint(
                condition=Q(contested=False) | ~Q(gist=""), name="essays_formulation_contested_has_gist"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Wording(models.Model):
    """One set of words for a formulation: a row of the wording table."""

    formulation = models.ForeignKey(Formulation, on_delete=models.CASCADE, related_name="wordings")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField(help_text="Row in the debate's wording table.")
    label = models.CharField(max_length=120, help_text="“Formulation 2”, “Mao Zedong”.")
    source_label = models.CharField(
        max_length=200, help_text="“as given by Klaas V.”, “as quoted by Ehecatl”."
    )
    in_table = models.BooleanField(
        default=True, help_text="False: a writer's other statements, listed below the table."
    )
    note = models.TextField(blank=True, help_text="An editor's note on the wording.")

    class Meta:
        ordering = ["formulation__debate", "order"]
        constraints = [
            UniqueConstraint(fields=["formulation", "slug"], name="essays_wording_slug_once_a_formulation")
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.source_label}"


class Printing(Span):
    """Where a wording stands in print, in exactly its words."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="printings")
    order = models.PositiveSmallIntegerField()

    class Meta(Span.Meta):
        ordering = ["wording", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["wording", "order"], name="essays_printing_order_once_a_wording"),
        ]


class Slot(Span):
    """What a wording says is done with one stratum, with its evidence (the span)."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="slots")
    stratum = models.ForeignKey(Stratum, on_delete=models.PROTECT, related_name="slots")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(
        max_length=120, blank=True, help_text="If only a part of the stratum is meant: which."
    )
    lead = models.CharField(
        max_length=200, blank=True, help_text="The words printed before the verb, if they matter."
    )
    verb = models.CharField(
        max_length=80, blank=True, help_text="As printed (“uniting”); empty: no task is named."
    )
    mark = models.CharField(max_length=10, choices=VerbMark)
    phrase = models.CharField(
        max_length=300, blank=True, help_text="The rest of the words, as printed, after the verb."
    )
    force = models.CharField(max_length=120, help_text="Slogan, task, possibility, denied ...")
    principal = models.BooleanField(default=True, help_text="Shown in the table; others are listed beneath.")
    note = models.TextField(blank=True)

    class Meta(Span.Meta):
        ordering = ["wording", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["wording", "order"], name="essays_slot_order_once_a_wording"),
            UniqueConstraint(
                fields=["wording", "stratum"],
                condition=Q(principal=True),
                name="essays_slot_one_principal_a_stratum",
            ),
            one_of("mark", VerbMark, "essays_slot_mark"),
            CheckConstraint(
                condition=~Q(lead="") | ~Q(verb="") | ~Q(phrase=""), name="essays_slot_has_printed_words"
            ),
        ]


class Holding(models.Model):
    """Somebody adopts, rejects or reports a formulation, according to a work."""

    formulation = models.ForeignKey(
        Formulation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="holdings",
        help_text="Empty: all of the debate's formulations at once.",
    )
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="holdings")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    holder = models.CharField(max_length=200, help_text="As the site names them: “Klaas V.”.")
    according_to = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="reported_holdings")
    is_own = models.BooleanField(help_text="The holder is the author of the work that says so.")
    stance = models.CharField(max_length=20, choices=HoldingStance)
    reserve = models.CharField(
        max_length=200, blank=True, help_text="How the report is qualified: “seemed to”."
    )
    summary = models.CharField(max_length=300)

    class Meta:
        ordering = ["debate", "order"]
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_holding_slug_once_a_debate"),
            one_of("stance", HoldingStance, "essays_holding_stance"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.get_stance_display()}"


class HoldingEvidence(Span):
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField()

    class Meta(Span.Meta):
        ordering = ["holding", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["holding", "order"], name="essays_holdingevidence_order_once"),
        ]
