"""The record of all decisions, newest first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from comments.models import Decision

PAGE = 50


@dataclass(frozen=True)
class LogChoice:
    """``by`` is a moderator's user id, ``response`` a number; 0 and empty: all."""

    action: str = ""
    by: int = 0
    response: int = 0

    def address(self, **more: object) -> str:
        parts = {"action": self.action, "by": self.by, "response": self.response} | more
        return "?" + urlencode({name: part for name, part in parts.items() if part})


@dataclass(frozen=True)
class LogPage:
    """``next_before`` is the next page's cursor."""

    decisions: list[Decision]
    next_before: int | None


def log_page(choice: LogChoice, *, before: int = 0) -> LogPage:
    """One query, however long the log is."""
    rows = Decision.objects.order_by("-id")
    if choice.action:
        rows = rows.filter(action=choice.action)
    if choice.by:
        rows = rows.filter(actor_id=choice.by)
    if choice.response:
        rows = rows.filter(response_id=choice.response)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return LogPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def moderators_to_choose() -> list[tuple[int, str]]:
    """Id and latest name of everybody who has decided, those included who have left. One query."""
    rows = Decision.objects.filter(actor_id__isnull=False).order_by("actor_id")
    return sorted(dict(rows.values_list("actor_id", "actor_name").distinct()).items(), key=lambda row: row[1])
