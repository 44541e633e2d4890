"""What waits for a moderator: opened and closed here alone, counted as it is.

The functions are to be called in the transaction that makes or settles the reason, after the response is
locked. They touch the counts in one order, of statuses before of items, so nobody waits in a circle.
"""

from django.db import models
from django.db.models import Case, F, Value, When
from django.utils import timezone

from comments.enums import ItemKind, Status
from comments.models import Item, ItemCount, Response, StatusCount

#: In these the response itself waits: for a moderator, or for its author.
WAITING = frozenset({Status.PENDING, Status.HELD, Status.SECURED, Status.RETURNED})


def open_item(response: Response, kind: ItemKind, *, held_by: str = "") -> None:
    """There is an open item of ``kind`` afterwards; one that was closed before is opened again, with its
    place in the queue. ``response.current`` must be loaded. Two to four queries."""
    last = Item.objects.filter(response=response, kind=kind).order_by("-id").first()
    if last is None:
        Item.objects.create(
            response=response,
            kind=kind,
            debate_id=response.debate_id,
            state=response.status,
            held_by=held_by,
            language=response.current.language,
            opened_at=timezone.now(),
        )
    elif last.closed_at is not None:
        # A new matter of a kind that is settled waits from now on; a response that waits again, as before.
        fresh = {} if kind == ItemKind.NEW else {"opened_at": timezone.now()}
        Item.objects.filter(pk=last.pk).update(closed_at=None, state=response.status, **fresh)
    else:
        return
    _count(ItemCount, {kind: 1})


def close_item(response: Response, kind: ItemKind) -> bool:
    """There is no open item of ``kind`` afterwards; True if there was. One or two queries."""
    closed = Item.objects.open().filter(response=response, kind=kind).update(closed_at=timezone.now())
    if closed:
        _count(ItemCount, {kind: -closed})
    return bool(closed)


def follow_status(response: Response, old: Status | None, new: Status) -> None:
    """Counts and items after a change of status; ``old`` is None for a response just sent.

    ``response.status`` may be the old one still. What was published by trust has its item still, so that
    one is closed whatever the status was. Three to six queries; none where nothing changes.
    """
    if old == new:
        return
    _count(StatusCount, {new: 1} | ({old: -1} if old else {}))
    response.status = new
    Item.objects.open().filter(response=response).update(state=new)
    if new in WAITING:
        open_item(response, ItemKind.NEW)
    else:
        close_item(response, ItemKind.NEW)


def _count(model: type[models.Model], differences: dict[str, int]) -> None:
    """Adds to the counts; makes those that aren't there yet. One query, three the first time."""
    key = model._meta.pk.name
    rows = model.objects.filter(pk__in=differences)
    steps = Case(*(When(**{key: name}, then=Value(step)) for name, step in differences.items()))
    if rows.update(number=F("number") + steps) < len(differences):
        missing = set(differences) - set(rows.values_list("pk", flat=True))
        model.objects.bulk_create([model(pk=name) for name in sorted(missing)], ignore_conflicts=True)
        for name in missing:
            model.objects.filter(pk=name).update(number=F("number") + differences[name])
