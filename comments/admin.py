"""Responses and their moderation in the admin: to look at, not to change.

A status is changed at the desk alone, where the transition table, the log and the counts go with it.
Who sent a response while signed in is shown to nobody, here neither.
"""

from typing import Any

from django.contrib import admin

from comments.models import Decision, Response, Revision, Tally


class ReadOnly:
    """Whoever may view may look; nobody adds, changes or deletes, a superuser neither."""

    actions = None

    def has_add_permission(self, *arguments: Any) -> bool:
        return False

    def has_change_permission(self, *arguments: Any) -> bool:
        return False

    def has_delete_permission(self, *arguments: Any) -> bool:
        return False


class RevisionInline(ReadOnly, admin.StackedInline):
    model = Revision
    extra = 0
    fields = ("number", "name", "stance", "stance_formulation", "text", "renderer", "created_at")


@admin.register(Response)
class ResponseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = (
        "id",
        "debate",
        "work",
        "block",
        "other_work",
        "other_block",
        "target",
        "status",
        "reply_count",
        "submitted_at",
    )
    list_filter = ("status", "target", "debate", "work")
    list_select_related = ("debate", "work", "block", "other_work", "other_block")
    exclude = ("author", "form_key", "receipt_hash")
    search_fields = ("=id", "current__name", "current__text")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (RevisionInline,)


@admin.register(Revision)
class RevisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("id", "response_id", "number", "name", "stance", "renderer", "created_at")
    list_filter = ("stance", "renderer")
    search_fields = ("=response__id", "name", "text")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Decision)
class DecisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("id", "response_id", "action", "old_status", "new_status", "reason", "actor_name", "at")
    list_filter = ("action", "reason", "role")
    search_fields = ("=response__id", "actor_name", "rule", "written__text")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Tally)
class TallyAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("scope", "responses", "threads")
    search_fields = ("scope",)
    ordering = ("scope",)
