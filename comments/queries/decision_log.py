"""The record, newest first: decisions on responses, and what else was done at the desk.

A response, a moderator, an action and a kind are a range of an index each; days are a range of numbers. For
what else is chosen a page looks at the next ``WINDOW`` rows of that range: it can be short and still have an
earlier one, and costs a long log no more than a short one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet

from comments.models import Act, Decision
from essays.models import Debate

PAGE = 50
#: Rows looked at for what no index gives.
WINDOW = 2_000
#: Columns of which an index gives the rows of one value in the order of their numbers; the rarest first.
RANGES = ("response_id", "actor_id", "action", "kind")
#: Of two rows that are further apart in time the earlier one has the lower number.
SLACK = timedelta(hours=1)
BEYOND = 2**63 - 1
#: Steps from each who acted to the next one in the index: as many look-ups as there are people.
ACTORS = """
WITH RECURSIVE found(actor) AS (
    SELECT MIN(actor_id) FROM {table} WHERE actor_id IS NOT NULL
    UNION ALL
    SELECT (SELECT MIN(actor_id) FROM {table} WHERE actor_id > found.actor)
    FROM found WHERE found.actor IS NOT NULL
)
SELECT actor, (SELECT actor_name FROM {table} WHERE actor_id = found.actor ORDER BY id DESC LIMIT 1)
FROM found WHERE actor IS NOT NULL
"""
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
    """``next_before`` is the next page's cursor; None: there is nothing before."""

    rows: list[Decision] | list[Act]
    next_before: int | None


def log_page(choice: LogChoice | ActChoice, *, before: int = 0) -> LogPage:
    """One query, one more for each day that is chosen, and one for what no index gives."""
    ranged, rest = _divided(choice)
    if before:
        ranged = ranged.filter(pk__lt=before)
    last = _end_of_window(ranged) if rest else None
    rows = ranged.filter(**rest)
    found = list((rows.filter(pk__gte=last) if last else rows)[: PAGE + 1])
    if len(found) > PAGE:
        return LogPage(found[:PAGE], found[PAGE - 1].pk)
    return LogPage(found, last)


def _end_of_window(ranged: QuerySet) -> int | None:
    """The last row looked at, if there are more after it. One query."""
    numbers = list(ranged.select_related(None).values_list("pk", flat=True)[WINDOW - 1 : WINDOW + 1])
    return numbers[0] if len(numbers) > 1 else None


def log_rows(choice: LogChoice | ActChoice) -> Iterator[Decision | Act]:
    """All that are chosen, the newest first; a query for each ``BATCH``."""
    rows, before = _chosen(choice), None
    while batch := list((rows.filter(pk__lt=before) if before else rows)[:BATCH]):
        yield from batch
        before = batch[-1].pk


def moderators_to_choose() -> list[tuple[int, str]]:
    """Id and latest name of everybody who has decided, those included who have left. One query."""
    return _actors_in(Decision)


def actors_to_choose() -> list[tuple[int, str]]:
    """The same of everybody who has done something else that is recorded. One query."""
    return _actors_in(Act)


def _actors_in(log: type[Decision] | type[Act]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(ACTORS.format(table=log._meta.db_table))
        return sorted(((actor, name) for actor, name in cursor.fetchall()), key=lambda row: row[1])


def debates_to_choose() -> list[tuple[int, str]]:
    """One query."""
    return list(Debate.objects.order_by("id").values_list("id", "name"))


def _chosen(choice: LogChoice | ActChoice) -> QuerySet:
    ranged, rest = _divided(choice)
    return ranged.filter(**rest)


def _divided(choice: LogChoice | ActChoice) -> tuple[QuerySet, dict[str, object]]:
    """The rows of one range of an index, newest first, and the conditions that are left. One query for each
    day that is chosen."""
    model = Decision if isinstance(choice, LogChoice) else Act
    rest = _conditions(choice)
    ranged = model.objects.order_by("-id")
    if name := next((name for name in RANGES if name in rest), None):
        ranged = ranged.filter(**{name: rest.pop(name)})
    if choice.since:
        earlier = model.objects.filter(at__lt=_midnight(choice.since) - SLACK).order_by("-at")
        ranged = ranged.filter(pk__gt=_number(earlier) or 0)
    if choice.until:
        later = model.objects.filter(at__gte=_midnight(choice.until) + timedelta(days=1) + SLACK)
        ranged = ranged.filter(pk__lt=_number(later.order_by("at")) or BEYOND)
    return ranged, rest


def _number(rows: QuerySet) -> int | None:
    """Of the first."""
    return rows.select_related(None).values_list("pk", flat=True).first()


def _conditions(choice: LogChoice | ActChoice) -> dict[str, object]:
    """Column by column; those of the days are exact, which their ranges are not."""
    columns: dict[str, object] = {"actor_id": choice.by}
    if isinstance(choice, LogChoice):
        columns |= {"action": choice.action, "reason": choice.reason, "role": choice.role}
        columns |= {"response_id": choice.response, "response__debate": choice.debate}
        columns |= {"rule__startswith": choice.rule}
    else:
        columns |= {"kind": choice.kind}
    columns |= {"at__gte": choice.since and _midnight(choice.since)}
    columns |= {"at__lt": choice.until and _midnight(choice.until) + timedelta(days=1)}
    return {name: value for name, value in columns.items() if value}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
