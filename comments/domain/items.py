"""What waits for a moderator: opened and closed here alone, counted as it is.

The functions are to be called in the transaction that makes or settles the reason, after the response is
locked. Counts are touched in one order, of statuses before of items, and of these in that of ``ItemKind``, so
nobody waits in a circle; whoever opens or closes several items does it in that order too.
"""

from django.db import models
from django.utils import timezone

from comments.enums import Distress, ItemKind, Status
from comments.models import Item, ItemCount, Response, StatusCount
from comments.rules import UNDO_WITHIN
from masslinesite.statements import change, in_order, insert_rows, rows, stored_time

#: In these the response itself waits: for a moderator, or for its author.
WAITING = frozenset({Status.PENDING, Status.HELD, Status.SECURED, Status.RETURNED})
#: Every post and every decision asks these.
ADD = "UPDATE {table} SET number = number + {step} WHERE {which} RETURNING {key}"
FOLLOW = "UPDATE comments_item SET state = %s WHERE closed_at IS NULL AND response_id = %s"
CLOSE = "UPDATE comments_item SET closed_at = %s WHERE closed_at IS NULL AND response_id = %s AND kind = %s"
#: Both at once: one closed, the others, of which there are few, in the new state.
FOLLOW_AND_CLOSE = """
UPDATE comments_item SET state = %s, closed_at = CASE WHEN kind = %s THEN %s ELSE closed_at END
WHERE closed_at IS NULL AND response_id = %s RETURNING kind"""


def open_item(response: Response, kind: ItemKind, *, held_by: str = "", is_anew: bool = False) -> None:
    """There is an open item of ``kind`` afterwards. ``response.current`` must be loaded. Two to four queries.

    A response that waits again after a decision undone has its place in the queue back. Any other matter
    that comes after one was settled is an item of its own, which waits from now on, as one does that
    ``is_anew``.
    """
    last = Item.objects.filter(response=response, kind=kind).order_by("-id").first()
    if last is None or (last.closed_at is not None and (is_anew or not _comes_back(last))):
        _open(response, kind, held_by)
    elif last.closed_at is not None:
        Item.objects.filter(pk=last.pk).update(closed_at=None, state=response.status)
        _count(ItemCount, {kind: 1})


def close_item(response: Response, kind: ItemKind) -> bool:
    """There is no open item of ``kind`` afterwards; True if there was. One or two queries."""
    closed = change(CLOSE, [stored_time(timezone.now()), response.pk, kind.value])
    if closed:
        _count(ItemCount, {kind: -closed})
    return bool(closed)


def follow_status(response: Response, old: Status | None, new: Status) -> None:
    """Counts and items after a change of status; ``old`` is None for a response just sent. What is erased
    waits for nothing any more.

    ``response.status`` may be the old one still. What was published by trust has its item still, so that
    one is closed whatever the status was. Three to five queries; none where nothing changes.
    """
    if old == new:
        return
    response.status = new
    closed = 0
    if new not in WAITING and new != Status.ERASED:
        settled = [new.value, ItemKind.NEW.value, stored_time(timezone.now()), response.pk]
        closed = rows(FOLLOW_AND_CLOSE, settled).count((ItemKind.NEW.value,))
    else:
        change(FOLLOW, [new.value, response.pk])
    _count(StatusCount, {new: 1} | ({old: -1} if old else {}))
    if new in WAITING:
        open_item(response, ItemKind.NEW)
    elif new == Status.ERASED:
        _close_all(response)
    elif closed:
        _count(ItemCount, {ItemKind.NEW: -closed})


def open_first_item(response: Response, held_by: str, distress: Distress) -> None:
    """What ``follow_status`` does for a response just sent, of which nothing can be there yet, with what its
    screening says. ``response.current`` must be loaded. Three queries."""
    _count(StatusCount, {Status.PENDING: 1})
    _open(response, ItemKind.NEW, held_by, distress)


def _open(response: Response, kind: ItemKind, held_by: str, distress: Distress = Distress.NONE) -> None:
    """A new item, counted. Two queries."""
    row = {
        "response_id": response.pk,
        "kind": kind.value,
        "debate_id": response.debate_id,
        "work_id": response.work_id,
        "other_work_id": response.other_work_id,
        "state": str(response.status),
        "held_by": held_by,
        "language": response.current.language,
        "distress": distress.value,
        "wants_second": False,
        "opened_at": stored_time(timezone.now()),
    }
    insert_rows(Item, [*row], [(*row.values(),)])
    _count(ItemCount, {kind: 1})


def _close_all(response: Response) -> None:
    """One query where nothing is open; else two, and one for each kind."""
    open_items = Item.objects.open().filter(response=response)
    kinds = set(open_items.values_list("kind", flat=True))
    if kinds:
        open_items.update(closed_at=timezone.now())
    for kind in ItemKind:
        if kind in kinds:
            _count(ItemCount, {kind: -1})


def _comes_back(item: Item) -> bool:
    return item.kind == ItemKind.NEW and timezone.now() - item.closed_at <= UNDO_WITHIN


def _count(model: type[models.Model], differences: dict[str, int]) -> None:
    """Adds to the counts, locked in the order of their names; makes those that aren't there yet. One query,
    two more for each the first time.
    """
    steps = {str(name.value): step for name, step in differences.items()}
    for name in sorted({*steps} - _add(model, steps)):
        model.objects.bulk_create([model(pk=name)], ignore_conflicts=True)
        _add(model, {name: steps[name]})


def _add(model: type[models.Model], steps: dict[str, int]) -> set[str]:
    """The names of the counts that were there, to which it was added."""
    table, key, names = model._meta.db_table, model._meta.pk.column, list(steps)
    step = f"CASE {key} {'WHEN %s THEN CAST(%s AS integer) ' * len(steps)}END"
    sql = ADD.format(table=table, step=step, which=in_order(table, key, names), key=key)
    values = [value for pair in steps.items() for value in pair]
    return {name for (name,) in rows(sql, [*values, *names])}
