"""The texts: works, their sections and their blocks."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from essays.enums import NUMBERED_KINDS, BlockKind, WorkKind
from essays.models.constraints import not_empty, one_of
from essays.models.debates import Author, Debate

#: Words a minute of a reader of argument in English, for the reading time: Brysbaert, "How many
#: words do we read per minute?", Journal of Memory and Language 109 (2019), gives 238 for non-fiction.
WORDS_A_MINUTE = 238


class Work(models.Model):
    """An essay or a comment, complete and in order in its blocks."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="works")
    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField(help_text="Place among the debate's texts, from 1.")
    siglum = models.CharField(
        max_length=4, help_text="The letter that stands for the work in citations: K 16."
    )
    kind = models.CharField(max_length=10, choices=WorkKind)
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=80, help_text="For table heads and breadcrumbs.")
    title_is_editorial = models.BooleanField(
        default=False, help_text="The title is the editors', not the source's."
    )
    title_note = models.TextField(
        blank=True, help_text="Where the title is known from, if not from the text itself."
    )
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="works")
    responds_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        help_text="The work it answers.",
    )
    language = models.CharField(max_length=35, default="en")
    date = models.CharField(
        max_length=40, blank=True, help_text="As the source states it; empty: not stated."
    )
    source_note = models.TextField(
        blank=True, help_text="Where the text was taken from and what was left out."
    )
    categories = models.CharField(
        max_length=300, blank=True, help_text="The source's own categories, comma separated."
    )
    version = models.PositiveIntegerField(default=1, help_text="Raised whenever the numbered blocks change.")
    text_hash = models.CharField(
        max_length=64, help_text="SHA-256 of the blocks' texts joined by line feeds."
    )
    word_count = models.PositiveIntegerField(help_text="Words in the numbered blocks and headings.")
    last_number = models.PositiveIntegerField(help_text="Number of the last numbered block.")

    class Meta:
        ordering = ["debate", "order"]
        constraints = [
            UniqueConstraint(fields=["debate", "order"], name="essays_work_order_once_a_debate"),
            UniqueConstraint(fields=["debate", "siglum"], name="essays_work_siglum_once_a_debate"),
            one_of("kind", WorkKind, "essays_work_kind"),
            not_empty("title", "essays_work_title_not_empty"),
            CheckConstraint(
                condition=Q(responds_to__isnull=True) | ~Q(responds_to=F("id")),
                name="essays_work_not_a_reply_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.siglum}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("work", args=[self.slug])

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / WORDS_A_MINUTE))


class Section(models.Model):
    """A line of the contents: a heading of the source, or of an editor's outline where it has none."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    slug = models.SlugField(help_text="The section's anchor in the work's page.")
    title = models.CharField(max_length=200)
    first_number = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField()
    is_editorial = models.BooleanField(default=False, help_text="The title is an editor's, not the author's.")

    class Meta:
        ordering = ["work", "order"]
        constraints = [
            UniqueConstraint(fields=["work", "order"], name="essays_section_order_once_a_work"),
            UniqueConstraint(fields=["work", "slug"], name="essays_section_slug_once_a_work"),
            CheckConstraint(
                condition=Q(first_number__gte=1, last_number__gte=F("first_number")),
                name="essays_section_numbers_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Block(models.Model):
    """A heading, paragraph, list item, block quotation, signature, note or speaker line, verbatim.

    ``text`` is plain text: every character of the source, runs of white space made one space.
    ``marker`` is what the source prints before a list item ("•", "(1)").
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveIntegerField(help_text="Place in the work, from 1, headings and notes included.")
    kind = models.CharField(max_length=20, choices=BlockKind)
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Running number of numbered kinds, from 1."
    )
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.SET_NULL, related_name="blocks"
    )
    marker = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the text.")

    class Meta:
        ordering = ["work", "order"]
        constraints = [
            UniqueConstraint(fields=["work", "order"], name="essays_block_order_once_a_work"),
            UniqueConstraint(fields=["work", "number"], name="essays_block_number_once_a_work"),
            one_of("kind", BlockKind, "essays_block_kind"),
            not_empty("text", "essays_block_text_not_empty"),
            CheckConstraint(
                condition=(
                    Q(kind__in=[kind.value for kind in NUMBERED_KINDS])
                    & Q(number__isnull=False, number__gte=1)
                )
                | (~Q(kind__in=[kind.value for kind in NUMBERED_KINDS]) & Q(number__isnull=True)),
                name="essays_block_numbered_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"block {self.order} of work {self.work_id}"
            if self.number is None
            else f"¶ {self.number} of work {self.work_id}"
        )
