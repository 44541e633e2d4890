"""Responses and their revisions."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse

from comments.enums import Stance, Status, Target
from comments.models.targets import TARGET_CONSTRAINTS
from comments.paths import MAX_PATH_LENGTH
from essays.models import Block, Debate, Formulation, Link, Position, Question, Work


class ResponseQuerySet(models.QuerySet):
    def published(self) -> "ResponseQuerySet":
        return self.filter(status=Status.PUBLISHED)

    def in_threads(self) -> "ResponseQuerySet":
        """What a thread shows: published responses, and tombstones that still carry published replies."""
        return self.filter(Q(status=Status.PUBLISHED) | Q(reply_count__gt=0))


#: What answers two paragraphs of one work is found by its first.
ANOTHER_WORK = ~Q(other_work=F("work"))


def _indexes_where_there_is(
    field: str, *, with_fields: tuple[str, ...] = (), also: Q | None = None, name: str = ""
) -> list[Index]:
    """Both orders of reading, of the few responses that have ``field``: the others need not write them."""
    fields, there = [*with_fields, field], Q(**{f"{field}__isnull": False})
    there = there & also if also else there
    name = f"response_{name or field}"
    return [
        Index(fields=[*fields, "path"], condition=there, name=f"{name}_path"),
        Index(fields=[*fields, "-root", "path"], condition=there, name=f"{name}_newest"),
    ]


class Response(models.Model):
    """What a reader writes: in answer to a passage or two, a formulation, a question or a position of
    the table, or another response.

    Of two passages ``block`` holds the one whose id is lower, so that a pair is the same in either
    order; those of a quotation link are kept as they were when it was answered. A reply copies
    ``debate`` and all that its thread answers (``work`` to ``position``) from the response it answers,
    so that a scope's whole threads are one index range, or two. ``path`` is the thread's
    materialised path: the ancestors' and the own id, seven base-36 digits each (``comments.paths``).
    ``status`` is written by ``comments.domain.moderation.change_status`` alone.
    """

    debate = models.ForeignKey(Debate, on_delete=models.PROTECT, related_name="responses", db_index=False)
    target = models.CharField(max_length=12, choices=Target)
    work = models.ForeignKey(
        Work, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    block = models.ForeignKey(
        Block, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    formulation = models.ForeignKey(
        Formulation, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    other_work = models.ForeignKey(
        Work,
        null=True,
        on_delete=models.PROTECT,
        related_name="responses_to_pairs",
        db_index=False,
        help_text="The work of the second passage.",
    )
    other_block = models.ForeignKey(
        Block,
        null=True,
        on_delete=models.PROTECT,
        related_name="responses_to_pairs",
        db_index=False,
        help_text="The second passage.",
    )
    link = models.ForeignKey(
        Link, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replies", db_index=False
    )

    span_start = models.PositiveIntegerField(
        null=True, help_text="Offset into the block's text when it was answered."
    )
    span_exact = models.TextField(blank=True, help_text="The quoted words of the block.")
    span_prefix = models.CharField(max_length=64, blank=True, help_text="Up to 64 characters before them.")
    span_suffix = models.CharField(max_length=64, blank=True, help_text="Up to 64 characters after them.")
    work_version = models.PositiveIntegerField(null=True, help_text="The work's version that was answered.")
    block_hash = models.CharField(
        max_length=64, blank=True, help_text="The block's text_hash when it was answered."
    )
    other_span_start = models.PositiveIntegerField(
        null=True, help_text="As span_start, of the second passage."
    )
    other_span_exact = models.TextField(blank=True)
    other_span_prefix = models.CharField(max_length=64, blank=True)
    other_span_suffix = models.CharField(max_length=64, blank=True)
    other_work_version = models.PositiveIntegerField(null=True)
    other_block_hash = models.CharField(max_length=64, blank=True)

    root = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", help_text="Itself at the top."
    )
    path = models.CharField(max_length=MAX_PATH_LENGTH, unique=True, db_collation=None)
    depth = models.PositiveSmallIntegerField(default=1, help_text="1 for a response that opens a thread.")
    reply_count = models.PositiveIntegerField(
        default=0, help_text="Published responses below it, at any depth."
    )

    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    current = models.ForeignKey(
        "comments.Revision",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The latest revision.",
    )
    proposed = models.ForeignKey(
        "comments.Revision",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="Its author's edit of a published response, waiting; ``current`` goes on being shown.",
    )
    form_key = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the form's key: one form posts once."
    )
    receipt_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the receipt's code.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        help_text="Who sent it while signed in, so that nobody decides on their own response; never shown.",
    )
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, help_text="The first time; an undone approval empties it.")
    edited_at = models.DateTimeField(
        null=True, help_text="When other words than the first published ones came."
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        permissions = [
            ("decide_response", "Can decide on responses"),
            ("undo_any_decision", "Can undo the decisions of others"),
        ]
        indexes = [
            Index(fields=["debate", "path"], name="response_debate_path"),
            Index(fields=["work", "path"], name="response_work_path"),
            Index(fields=["block", "path"], name="response_block_path"),
            Index(fields=["debate", "-root", "path"], name="response_debate_newest"),
            Index(fields=["work", "-root", "path"], name="response_work_newest"),
            Index(fields=["block", "-root", "path"], name="response_block_newest"),
            *_indexes_where_there_is("formulation", name="to_formulation"),
            *_indexes_where_there_is("question", name="to_question"),
            *_indexes_where_there_is("other_work", also=ANOTHER_WORK, name="second_work"),
            *_indexes_where_there_is("other_block"),
            *_indexes_where_there_is("other_block", with_fields=("block",), name="pair"),
            *_indexes_where_there_is("link"),
            *_indexes_where_there_is("position"),
            *(
                Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=f"response_{field}")
                for field in ("parent", "proposed", "author")
            ),
            Index(fields=["status", "id"], name="response_queue"),
        ]
        constraints = [
            CheckConstraint(condition=Q(status__in=Status.values), name="comments_response_status"),
            *TARGET_CONSTRAINTS,
            CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="comments_response_not_own_parent"
            ),
            CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="comments_response_published_dated",
            ),
            CheckConstraint(
                condition=Q(proposed=None) | Q(status=Status.PUBLISHED),
                name="comments_response_proposed_to_published",
            ),
        ]

    def __str__(self) -> str:
        return f"R {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("response", args=[self.pk])

    @property
    def url_in_place(self) -> str:
        """Where it stands on its page, below what it answers; for links that readers follow."""
        return f"{self.get_absolute_url()}#r{self.pk}"

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def paragraph_has_changed(self) -> bool:
        """The block that it answered reads otherwise now; its block must be loaded."""
        return bool(self.block_hash) and self.block.text_hash != self.block_hash

    @property
    def other_paragraph_has_changed(self) -> bool:
        """The same of the second of two."""
        return bool(self.other_block_hash) and self.other_block.text_hash != self.other_block_hash


class Revision(models.Model):
    """One state of a response's words; rows are never changed, a new wording is a new row.

    What is moderated is a revision: ``digest`` is what a decision names, a hash over words and salt that no
    words can be guessed from. Erasure alone empties the words with what they were hashed with, and leaves
    the row with its digest; who leaves takes name and salt along (``comments.domain.drafts``).
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField(help_text="From 1.")
    name = models.CharField(
        max_length=60, blank=True, help_text="Name or pseudonym to show; empty: no name given."
    )
    stance = models.CharField(max_length=10, choices=Stance, blank=True, default=Stance.NONE)
    stance_formulation = models.ForeignKey(
        Formulation,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="With the stance ``holds``.",
    )
    text = models.TextField(help_text="Markdown as typed, white space at the ends removed.")
    html = models.TextField(help_text="The text rendered and sanitised at write time.")
    renderer = models.CharField(
        max_length=20, help_text="Version of the renderer; “plain-…” where it had to give up."
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 over the name's hash, stance and text.")
    salt = models.CharField(
        max_length=32, blank=True, help_text="What the name is hashed with; empty: none, or taken off."
    )
    name_digest = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 over salt and name; empty: erased, or the digest is over the name itself.",
    )
    language = models.CharField(max_length=8, blank=True, help_text="ISO 639-1, guessed; empty: not told.")
    carries = models.ForeignKey(
        "comments.Redaction",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="The redaction whose marks these words still have, where it did not put them there itself.",
    )
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, help_text="When its name and words were emptied for good.")

    class Meta:
        ordering = ["response", "number"]
        indexes = [
            Index(fields=["name", "response"], condition=~Q(name=""), name="revision_name"),
            Index(
                fields=["stance_formulation"],
                condition=Q(stance_formulation__isnull=False),
                name="revision_stance",
            ),
        ]
        constraints = [
            UniqueConstraint(fields=["response", "number"], name="comments_revision_number_once"),
            CheckConstraint(condition=Q(stance__in=Stance.values), name="comments_revision_stance"),
            CheckConstraint(
                condition=Q(stance=Stance.HOLDS, stance_formulation__isnull=False)
                | (~Q(stance=Stance.HOLDS) & Q(stance_formulation=None)),
                name="comments_revision_holds_with_one",
            ),
            CheckConstraint(
                condition=(~Q(text="") & Q(erased_at=None))
                | Q(text="", html="", name="", salt="", name_digest="", erased_at__isnull=False),
                name="comments_revision_text_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of R {self.response_id}"

    @property
    def withheld_by(self) -> models.Model | None:
        """The latest redaction whose marks stand in these words. No query where ``redaction`` and ``carries``
        are loaded."""
        return getattr(self, "redaction", None) or self.carries
