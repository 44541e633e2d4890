"""The record, newest first: decisions on responses, and what else was done at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet

from comments.models import Act, Decision
from essays.models import Debate

PAGE = 50
#: Rows that an export fetches at once, which bounds the memory it takes.
BATCH = 1_000


class Choice:
    """What is chosen, as it stands in the address."""

    def address(self, **more: object) -> str:
        parts = {each.name: getattr(self, each.name) for each in fields(self)} | more
        return "?" + urlencode({name: part for name, part in parts.items() if part})


@dataclass(frozen=True)
class LogChoice(Choice):
    """``by`` is a moderator's user id, ``response`` a number, ``debate`` an id, ``rule`` the beginning of a
    rule's name, ``since`` and ``until`` the first and the last day (UTC); 0, empty and None: all."""

    action: str = ""
    by: int = 0
    response: int = 0
    reason: str = ""
    role: str = ""
    rule: str = ""
    debate: int = 0
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ActChoice(Choice):
    """As ``LogChoice``, of acts."""

    kind: str = ""
    by: int = 0
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class LogPage:
    """``next_before`` is the next page's cursor."""

    rows: list[Decision] | list[Act]
    next_before: int | None


def log_page(choice: LogChoice | ActChoice, *, before: int = 0) -> LogPage:
    """One query, however long the log is."""
    rows = _chosen(choice)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return LogPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def log_rows(choice: LogChoice | ActChoice) -> Iterator[Decision | Act]:
    """All that are chosen, the newest first; a query for each ``BATCH``."""
    rows, before = _chosen(choice), None
    while batch := list((rows.filter(pk__lt=before) if before else rows)[:BATCH]):
        yield from batch
        before = batch[-1].pk


def moderators_to_choose() -> list[tuple[int, str]]:
    """Id and latest name of everybody who has decided, those included who have left. One query."""
    rows = Decision.objects.filter(actor_id__isnull=False).order_by("actor_id")
    return sorted(dict(rows.values_list("actor_id", "actor_name").distinct()).items(), key=lambda row: row[1])


def actors_to_choose() -> list[tuple[int, str]]:
    """The same of everybody who has done something else that is recorded. One query."""
    rows = Act.objects.filter(actor_id__isnull=False).order_by("actor_id")
    return sorted(dict(rows.values_list("actor_id", "actor_name").distinct()).items(), key=lambda row: row[1])


def debates_to_choose() -> list[tuple[int, str]]:
    """One query."""
    return list(Debate.objects.order_by("id").values_list("id", "name"))


def _chosen(choice: LogChoice | ActChoice) -> QuerySet:
    rows = _decisions(choice) if isinstance(choice, LogChoice) else _acts(choice)
    if choice.by:
        rows = rows.filter(actor_id=choice.by)
    if choice.since:
        rows = rows.filter(at__gte=_midnight(choice.since))
    if choice.until:
        rows = rows.filter(at__lt=_midnight(choice.until) + timedelta(days=1))
    return rows.order_by("-id")


def _decisions(choice: LogChoice) -> QuerySet[Decision]:
    rows = Decision.objects.all()
    columns = {"action": choice.action, "reason": choice.reason, "role": choice.role}
    columns |= {"response_id": choice.response, "response__debate": choice.debate}
    columns |= {"rule__startswith": choice.rule}
    return rows.filter(**{name: value for name, value in columns.items() if value})


def _acts(choice: ActChoice) -> QuerySet[Act]:
    return Act.objects.filter(kind=choice.kind) if choice.kind else Act.objects.all()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
