"""How much waits, since when, and what came since a list was opened: never by counting the tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from comments.enums import ItemKind, Status
from comments.models import Item
from comments.queries.queue_choice import STATUSES, Choice, Show
from comments.queries.queue_listing import open_items
from comments.rules import OVERDUE
from masslinesite.statements import first, rows, stored_time, time_of

#: Overdue items that are looked at: whoever has more of them needs no exact number.
MOST_OVERDUE = 100
#: New items that are counted for who has a list open.
MOST_NEW = 100
LATE = """
SELECT state, opened_at FROM comments_item WHERE closed_at IS NULL AND opened_at < %s
ORDER BY opened_at, id LIMIT %s"""
KEPT = """
SELECT 'kind', kind, number FROM comments_itemcount
UNION ALL SELECT 'state', status, number FROM comments_statuscount
UNION ALL SELECT 'item', 'newest', MAX(id) FROM comments_item"""
ENDS = """
SELECT (SELECT MIN(ends_at) FROM comments_claim WHERE ends_at > %s),
    (SELECT MIN(opened_at) FROM comments_item WHERE closed_at IS NULL AND opened_at >= %s)"""


@dataclass(frozen=True)
class Counts:
    """``kinds`` and ``states`` are pairs of which and a number, of what there is. ``oldest`` is since when
    the oldest of those overdue waits; with ``many_overdue`` there are more than are counted. ``last_item`` is
    the newest item there is, open or not; 0: none."""

    open: int
    kinds: list[tuple[ItemKind, int]]
    states: list[tuple[Status, int]]
    decided: int
    overdue: int
    many_overdue: bool
    oldest: datetime | None
    last_item: int


@dataclass(frozen=True)
class News:
    """``many``: there are more than ``number``."""

    number: int
    many: bool


def counts() -> Counts:
    """Two queries, of which one looks at ``MOST_OVERDUE`` items at most."""
    kinds, states, newest = _kept()
    looked_at = rows(LATE, [stored_time(timezone.now() - OVERDUE), MOST_OVERDUE + 1])
    # What was sent back waits for its author.
    overdue = [since for state, since in looked_at[:MOST_OVERDUE] if state != Status.RETURNED]
    return Counts(
        open=sum(kinds.values()),
        kinds=[(kind, kinds[kind]) for kind in ItemKind if kinds.get(kind)],
        states=[(status, states[status]) for status in Status if states.get(status)],
        decided=sum(states.get(status, 0) for status in STATUSES[Show.DECIDED]),
        overdue=len(overdue),
        many_overdue=len(looked_at) > MOST_OVERDUE,
        oldest=time_of(overdue[0]) if overdue else None,
        last_item=newest,
    )


def _kept() -> tuple[dict[str, int], dict[str, int], int]:
    """Of open items by kind, of responses by state, and the newest item. One query."""
    found: dict[str, dict[str, int]] = {"kind": {}, "state": {}, "item": {}}
    for what, name, number in rows(KEPT):
        found[what][name] = number
    return found["kind"], found["state"], found["item"]["newest"] or 0


def news(choice: Choice, *, since: int) -> News:
    """Open items that ``choice`` lists, come after item ``since``. Two queries and those of its filters."""
    came = list(Item.objects.filter(pk__gt=since).order_by("pk").values_list("pk", flat=True)[: MOST_NEW + 1])
    number = open_items(choice).filter(pk__in=came[:MOST_NEW]).count() if came else 0
    return News(number, many=len(came) > MOST_NEW)


def seconds_as_it_is() -> float:
    """How long the queue stays as it is if nobody does anything: until a claim ends, or an item is overdue.
    An hour at most. One query, of two looks into an index."""
    now = timezone.now()
    claim, since = first(ENDS, [stored_time(now), stored_time(now - OVERDUE)])
    ends = [now + timedelta(hours=1)]
    ends += [time_of(claim)] if claim else []
    ends += [time_of(since) + OVERDUE] if since else []
    return min((end - now).total_seconds() for end in ends)
