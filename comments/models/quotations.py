"""The quotations in a response, and how they stand in the texts."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length

from comments.enums import Verdict
from comments.models.responses import Revision
from essays.models import Block

#: Of these there is no paragraph to show.
NOWHERE = (Verdict.NOT_FOUND, Verdict.NOT_JUDGED)


class QuotationCheckQuerySet(models.QuerySet):
    def with_places(self) -> "QuotationCheckQuerySet":
        """With all that a list of verdicts shows; the paragraphs' texts stay in the database."""
        places = self.select_related("block__work", "stood_in__work")
        return places.defer("block__text", "stood_in__text")


class QuotationCheck(models.Model):
    """One quotation in a revision's text, or a part of one whose words stand in several paragraphs.

    ``start`` and ``end`` are offsets into the revision's ``text`` in code points, end exclusive, and
    ``exact`` is what was typed there, marks of Markdown included. Where it was found,
    ``block_start`` and ``block_end`` say which words of the block's text it goes with, as they were when
    the text had ``block_hash``. What is said of the differences is kept, so that a thread compares nothing:
    the first line of ``summary`` in short and, where that names only some of them, each in a line more.
    ``stood_in`` and ``stood_version`` outlive the words that they tell of: who quoted rightly what has been
    changed since is not to look like one who did not.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="checks")
    order = models.PositiveSmallIntegerField(help_text="Place among the revision's quotations, from 1.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField(help_text="The quotation as typed.")
    opening = models.CharField(max_length=80, help_text="Its first words, to know it by.")
    verdict = models.CharField(max_length=10, choices=Verdict)
    block = models.ForeignKey(Block, null=True, on_delete=models.CASCADE, related_name="+")
    block_start = models.PositiveIntegerField(null=True)
    block_end = models.PositiveIntegerField(null=True)
    block_hash = models.CharField(
        max_length=64, blank=True, help_text="The block's text_hash when the words were looked up."
    )
    summary = models.TextField(
        blank=True,
        help_text="How the words differ: in a phrase, then each difference a line if it names only some.",
    )
    left_out = models.TextField(blank=True, help_text="The source's words at each ellipsis, one a line.")
    note = models.TextField(
        blank=True,
        help_text="What is pointed out: what the words left out contain, or how the passage answered has it.",
    )
    stood_in = models.ForeignKey(
        Block,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The paragraph in which it stands word for word, or stood when last it was seen so.",
    )
    stood_version = models.PositiveIntegerField(
        null=True, help_text="The version of that paragraph's text in which it was seen so."
    )

    objects = QuotationCheckQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "order"]
        constraints = [
            UniqueConstraint(fields=["revision", "order"], name="comments_quotationcheck_order_once"),
            CheckConstraint(condition=Q(verdict__in=Verdict.values), name="comments_quotationcheck_verdict"),
            CheckConstraint(
                condition=Q(end=F("start") + Length("exact")),
                name="comments_quotationcheck_as_long_as_exact",
            ),
            CheckConstraint(
                condition=Q(stood_in=None) | Q(stood_version__isnull=False),
                name="comments_quotationcheck_stood_in_a_version",
            ),
            CheckConstraint(
                condition=Q(verdict__in=NOWHERE, block=None, block_start=None, block_end=None)
                | (~Q(verdict__in=NOWHERE) & Q(block__isnull=False, block_start__lt=F("block_end"))),
                name="comments_quotationcheck_found_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"quotation {self.order} of revision {self.revision_id}"

    @property
    def is_found(self) -> bool:
        return self.verdict not in NOWHERE

    @property
    def is_judged(self) -> bool:
        """Moderators withhold none of its words."""
        return self.verdict != Verdict.NOT_JUDGED

    @property
    def in_short(self) -> str:
        return self.summary.partition("\n")[0]

    @property
    def told(self) -> list[str]:
        """Each of the differences, if ``in_short`` does not name them all."""
        return self.summary.splitlines()[1:]

    @property
    def stood_otherwise(self) -> bool:
        """It was word for word what a text read then, and is not any more."""
        return self.verdict != Verdict.VERBATIM and self.is_judged and self.stood_in_id is not None

    @property
    def block_has_changed(self) -> bool:
        """The verdict is about another wording of the block, and is about to be made anew."""
        return self.is_found and self.block.text_hash != self.block_hash


class CheckedRevision(models.Model):
    """That the quotations of a revision were looked up, and in which state of the texts.

    A paragraph that goes takes the verdicts that name it along: fewer than ``verdicts`` are then left.
    """

    revision = models.OneToOneField(
        Revision, primary_key=True, on_delete=models.CASCADE, related_name="checked"
    )
    texts = models.CharField(
        max_length=80, help_text="State of the texts (comments.domain.checking.storing)."
    )
    verdicts = models.PositiveSmallIntegerField(default=0, help_text="How many there were.")

    def __str__(self) -> str:
        return f"checked revision {self.revision_id}"
