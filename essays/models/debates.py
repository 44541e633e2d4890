"""A debate and the authors who write in it."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from essays.enums import AuthorKind
from essays.models.constraints import not_empty, one_of


class Debate(models.Model):
    """One dispute: its question, its texts and the apparatus that compares them."""

    slug = models.SlugField(unique=True, help_text="Names the debate in addresses and its folder of texts.")
    name = models.CharField(
        max_length=80, help_text="Short name, in the header of every page: “The Mass Line”."
    )
    headline = models.CharField(
        max_length=200, help_text="The question in dispute, as the debate page's title."
    )
    summary = models.TextField(help_text="An editor's neutral account of the dispute, one paragraph.")
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag of the texts' language.")
    source_hash = models.CharField(
        max_length=64,
        default="",
        help_text="SHA-256 over the files last loaded; empty before the first load.",
    )

    class Meta:
        ordering = ["slug"]
        constraints = [not_empty("headline", "essays_debate_headline_not_empty")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("debate", args=[self.slug])


class Author(models.Model):
    """Who wrote a work, as the source names them; ``not-stated`` is a record too, never a null."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="authors")
    slug = models.SlugField()
    name = models.CharField(max_length=200, blank=True, help_text="As printed; empty when not stated.")
    kind = models.CharField(max_length=20, choices=AuthorKind)
    note = models.TextField(blank=True, help_text="What the source says of the author.")

    class Meta:
        ordering = ["debate", "slug"]
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_author_slug_once_a_debate"),
            one_of("kind", AuthorKind, "essays_author_kind"),
            CheckConstraint(
                condition=(Q(kind=AuthorKind.NOT_STATED) & Q(name=""))
                | (~Q(kind=AuthorKind.NOT_STATED) & ~Q(name="")),
                name="essays_author_named_unless_not_stated",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "author not stated"
