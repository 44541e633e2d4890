"""What the desk's queue keeps of its own: the words that its search finds, and filters kept by name."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from comments.models.responses import Response


class DeskEntry(models.Model):
    """The name and words of one response, in whatever state, as the desk's search looks for them.

    A table of its own, apart from that of the public search, which cannot reach it. ``forms`` and
    ``stems`` are made by ``comments.domain.desk_index``: single words between spaces, so that both engines
    cut them alike. SQLite keeps a table FTS5 of them by triggers, PostgreSQL generated columns.
    """

    response = models.OneToOneField(
        Response, primary_key=True, on_delete=models.CASCADE, related_name="desk_entry"
    )
    forms = models.TextField(blank=True, help_text="Its words, folded: case and diacritics gone.")
    stems = models.TextField(blank=True, help_text="The same words, cut to their stems.")

    class Meta:
        verbose_name_plural = "desk entries"

    def __str__(self) -> str:
        return f"words of R {self.response_id}"


class SavedFilter(models.Model):
    """A choice of the queue that a moderator keeps by name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=700, help_text="The query string that shows it.")

    class Meta:
        ordering = ["name"]
        indexes = [Index(fields=["owner", "id"], name="savedfilter_owner")]
        constraints = [
            UniqueConstraint(fields=["owner", "name"], name="comments_savedfilter_name_once"),
            CheckConstraint(condition=~Q(name=""), name="comments_savedfilter_named"),
        ]

    def __str__(self) -> str:
        return self.name
