"""The records in the admin: to browse, not to change. They come from files and go back to them.

Changing a row here would last until the next load of the files at best, and at worst leave a quotation
that no longer stands in its paragraph.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from essays import models
from essays.models.constraints import Span


class Loaded:
    """No form of it adds, changes or deletes; whoever may view may look."""

    def has_add_permission(self, *arguments: Any) -> bool:
        return False

    def has_change_permission(self, *arguments: Any) -> bool:
        return False

    def has_delete_permission(self, *arguments: Any) -> bool:
        return False


class LoadedInline(Loaded, admin.TabularInline):
    extra = 0
    show_change_link = True


def inline(owned: type[Model], *shown: str) -> type[LoadedInline]:
    return type(f"{owned.__name__}Inline", (LoadedInline,), {"model": owned, "fields": shown})


def spans(owned: type[Span], *shown: str) -> type[LoadedInline]:
    return inline(owned, "order", "block", "exact", *shown)


class LoadedAdmin(Loaded, admin.ModelAdmin):
    list_per_page = 50
    actions = None

    def get_list_display_links(self, request: HttpRequest, list_display: list[str]) -> list[str]:
        return list_display[:1]


def browse(model: type[Model], *shown: str, **options: Any) -> None:
    """Registers ``model`` with the columns ``shown``; the first links to the record."""
    relations = [name for name in shown if model._meta.get_field(name).many_to_one]
    settings = {"list_display": shown, "list_select_related": relations or False, **options}
    admin.site.register(model, type(f"{model.__name__}Admin", (LoadedAdmin,), settings))


browse(models.Debate, "slug", "name", "headline")
browse(models.Author, "slug", "name", "kind", "debate", list_filter=["debate", "kind"])
browse(
    models.Work,
    "slug",
    "siglum",
    "title",
    "author",
    "kind",
    "version",
    "last_number",
    "debate",
    list_filter=["debate", "kind"],
    inlines=[inline(models.Section, "order", "title", "first_number", "last_number", "is_editorial")],
)
browse(
    models.Block,
    "order",
    "work",
    "number",
    "kind",
    "text",
    list_filter=["work", "kind"],
    search_fields=["text"],
)
browse(models.Stratum, "slug", "label", "debate", list_filter=["debate"])
browse(models.Formulation, "slug", "label", "gist", "contested", "debate", list_filter=["debate"])
browse(
    models.Wording,
    "slug",
    "label",
    "source_label",
    "formulation",
    "in_table",
    list_filter=["formulation__debate", "in_table"],
    inlines=[
        spans(models.Printing),
        spans(models.Slot, "stratum", "lead", "verb", "phrase", "mark", "principal"),
    ],
)
browse(
    models.Holding,
    "slug",
    "holder",
    "stance",
    "formulation",
    "according_to",
    list_filter=["debate", "stance"],
    inlines=[spans(models.HoldingEvidence)],
)
browse(models.Voice, "siglum", "label", "who", "quoted", "debate", list_filter=["debate"])
browse(
    models.Question, "slug", "text", "core", "leading", "debate", list_filter=["debate", "core", "leading"]
)
browse(
    models.Position,
    "question",
    "voice",
    "status",
    "claim",
    list_filter=["question__debate", "status", "voice"],
    search_fields=["claim", "note"],
    inlines=[spans(models.PositionEvidence)],
)
browse(
    models.Authority,
    "slug",
    "name",
    "kind",
    "debate",
    list_filter=["debate", "kind"],
    inlines=[inline(models.AuthorityName, "name")],
)
browse(
    models.Reference,
    "slug",
    "kind",
    "block",
    "exact",
    list_filter=["debate", "kind"],
    search_fields=["exact"],
)
browse(
    models.Term,
    "slug",
    "label",
    "pattern",
    "marked",
    list_filter=["debate", "marked"],
    inlines=[spans(models.Definition, "role", "note")],
)
browse(
    models.Relation,
    "slug",
    "kind",
    "from_work",
    "from_exact",
    "to_work",
    "to_exact",
    list_filter=["debate", "kind", "confidence"],
    search_fields=["from_exact", "to_exact", "summary"],
)
browse(
    models.Link,
    "slug",
    "kind",
    "status",
    "direction",
    "left_exact",
    "right_exact",
    list_filter=["debate", "status", "origin", "direction", "kind"],
    search_fields=["slug", "left_exact", "right_exact", "note"],
    inlines=[inline(models.LinkDecision, "new_status", "reason", "by_name", "at")],
)
browse(
    models.Oddity,
    "order",
    "kind",
    "exact",
    "deliberate",
    "note",
    list_filter=["debate", "deliberate", "kind"],
)
browse(
    models.Remark,
    "slug",
    "kind",
    "note",
    list_filter=["debate", "kind"],
    inlines=[spans(models.RemarkEvidence)],
)
