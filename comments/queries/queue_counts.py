"""How much waits, since when, and what came since a list was opened: never by counting the tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Subquery, Value
from django.utils import timezone

from comments.enums import ItemKind, Status
from comments.models import Claim, Item, ItemCount, StatusCount
from comments.queries.queue_choice import STATUSES, Choice, Show
from comments.queries.queue_listing import open_items
from comments.rules import OVERDUE

#: Overdue items that are looked at: whoever has more of them needs no exact number.
MOST_OVERDUE = 100
#: New items that are counted for who has a list open.
MOST_NEW = 100


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
    late = Item.objects.open().filter(opened_at__lt=timezone.now() - OVERDUE).order_by("opened_at", "pk")
    looked_at = list(late.values_list("state", "opened_at")[: MOST_OVERDUE + 1])
    # What was sent back waits for its author.
    overdue = [since for state, since in looked_at[:MOST_OVERDUE] if state != Status.RETURNED]
    return Counts(
        open=sum(kinds.values()),
        kinds=[(kind, kinds[kind]) for kind in ItemKind if kinds.get(kind)],
        states=[(status, states[status]) for status in Status if states.get(status)],
        decided=sum(states.get(status, 0) for status in STATUSES[Show.DECIDED]),
        overdue=len(overdue),
        many_overdue=len(looked_at) > MOST_OVERDUE,
        oldest=overdue[0] if overdue else None,
        last_item=newest,
    )


def _kept() -> tuple[dict[str, int], dict[str, int], int]:
    """Of open items by kind, of responses by state, and the newest item. One query."""
    newest = Item.objects.order_by("-pk").values("pk")[:1]
    parts = [
        ItemCount.objects.values_list(Value("kind"), "kind", "number"),
        StatusCount.objects.values_list(Value("state"), "status", "number"),
        Item.objects.filter(pk=Subquery(newest)).order_by().values_list(Value("item"), Value("newest"), "pk"),
    ]
    found: dict[str, dict[str, int]] = {"kind": {}, "state": {}, "item": {}}
    for what, name, number in parts[0].union(*parts[1:], all=True):
        found[what][name] = number
    return found["kind"], found["state"], found["item"].get("newest", 0)


def news(choice: Choice, *, since: int) -> News:
    """Open items that ``choice`` lists, come after item ``since``. Two queries and those of its filters."""
    came = list(Item.objects.filter(pk__gt=since).order_by("pk").values_list("pk", flat=True)[: MOST_NEW + 1])
    number = open_items(choice).filter(pk__in=came[:MOST_NEW]).count() if came else 0
    return News(number, many=len(came) > MOST_NEW)


def seconds_as_it_is() -> float:
    """How long the queue stays as it is if nobody does anything: until a claim ends, or an item is overdue.
    An hour at most. Two queries, each one look into an index."""
    now = timezone.now()
    claim = Claim.objects.filter(ends_at__gt=now).aggregate(end=Min("ends_at"))["end"]
    on_time = Item.objects.open().filter(opened_at__gte=now - OVERDUE)
    since = on_time.aggregate(since=Min("opened_at"))["since"]
    ends = [claim, since and since + OVERDUE, now + timedelta(hours=1)]
    return min((end - now).total_seconds() for end in ends if end is not None)
