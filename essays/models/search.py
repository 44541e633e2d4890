"""What a search looks through: one row for each thing that it can find."""

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from essays.enums import EntryKind
from essays.models.constraints import not_empty, one_of
from essays.models.debates import Author, Debate
from essays.models.works import Work


class SearchEntry(models.Model):
    """One findable thing, in words of its own so that an answer needs no other table.

    ``forms``, ``stems`` and ``facets`` are what the engines index, made by
    ``essays.domain.searching.entries``: single words between spaces, so that both engines cut them alike.
    SQLite keeps a table FTS5 of them by triggers, PostgreSQL generated columns; a migration makes either.
    Nothing that is not public has a row.
    """

    kind = models.CharField(max_length=10, choices=EntryKind)
    key = models.CharField(max_length=60, help_text="Names the thing among its kind, for good: block-12.")
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="+")
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.CASCADE, related_name="+", help_text="Of the work."
    )
    by = models.CharField(max_length=200, blank=True, help_text="Who wrote it, as shown; empty: not stated.")
    title = models.TextField(blank=True, help_text="Searched with the body and shown above it.")
    body = models.TextField(blank=True, help_text="Plain text; excerpts are cut from it.")
    url = models.CharField(max_length=300, help_text="Its address on this site.")
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag of the body.")
    place = models.PositiveIntegerField(help_text="Order in its work; of a response, its number.")
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="The number that cites it: K 16, R 6; none: it is not numbered."
    )
    label = models.CharField(max_length=20, blank=True, help_text="What it is if not numbered: heading.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="None: not stated.")
    forms = models.TextField(help_text="The words of title and body, folded: case and diacritics gone.")
    stems = models.TextField(help_text="The same words, cut to their stems where the language has some.")
    facets = models.TextField(help_text="What it can be filtered by, a word each: w12 kparagraph.")

    class Meta:
        verbose_name_plural = "search entries"
        ordering = ["id"]
        indexes = [Index(fields=["kind", "debate"], name="essays_searchentry_kind")]
        constraints = [
            UniqueConstraint(fields=["kind", "key"], name="essays_searchentry_once"),
            one_of("kind", EntryKind, "essays_searchentry_kind_known"),
            not_empty("url", "essays_searchentry_url_not_empty"),
            CheckConstraint(
                condition=~Q(kind=EntryKind.PARAGRAPH) | Q(work__isnull=False),
                name="essays_searchentry_paragraph_of_a_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
