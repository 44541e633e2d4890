"""The two lists of the desk, open items and responses, each read by keyset in a bounded number of rows.

Every filter on its own is one range of an index, or two that are taken together. Of several, one gives the
range and the others are looked for among its next ``WINDOW`` rows: a page can be short and still have a
next one, and none costs a long queue more than a short one.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby, islice
from operator import and_

from django.db import connections
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from comments.models import Claim, Item, Response
from comments.queries.desk_search import numbers_with
from comments.queries.queue_choice import HOLDS, LEAST, STATUSES, Age, Choice, ClaimedBy, Marked, Show
from essays.models import Debate, Work
from masslinesite.statements import first
from masslinesite.statements import rows as rows_of

#: Rows looked at for what one index alone does not give.
WINDOW = 500
#: Living claims that are looked at: each moderator has a few.
MOST_CLAIMS = 500
#: Filters of what only open items have.
OF_ITEMS = ("kind", "held_by", "age", "claimed", "marked")
#: Which filter gives the range where there are several: what is rarest as a rule comes first.
RANGES = ("claimed", "marked", "work", "held_by", "language", "kind", "state", "debate")

#: Of which there is an index of open items, by value and then age.
WITH_INDEX = {"kind", "state", "held_by", "language", "debate_id", "work_id", "other_work_id"}
PLACE = "SELECT opened_at, id FROM comments_item WHERE id = %s"
ALL_OPEN = """
SELECT opened_at, id, response_id FROM comments_item WHERE closed_at IS NULL {beyond}
ORDER BY opened_at, id LIMIT %s"""
BEYOND, BEYOND_OR_AT = "AND (opened_at, id) > (%s, %s)", "AND (opened_at, id) >= (%s, %s)"

MARKED: dict[Marked, Q] = {Marked.SECOND: Q(wants_second=True), Marked.COVERED: ~Q(distress="")}


@dataclass(frozen=True)
class Entry:
    """A row to be: ``key`` orders it, ``number`` is its item's or response's own, the cursor."""

    key: tuple[object, ...]
    number: int
    response: int


@dataclass(frozen=True)
class Found:
    """``next_after`` is the next page's cursor; None: there is none."""

    entries: list[Entry]
    next_after: int | None


@dataclass(frozen=True)
class Listing:
    """``streams`` give entries in order, up to a limit; ``rest`` is what they don't look at, or None."""

    model: type[Model]
    streams: Sequence[Callable[[int], Iterable[Entry]]]
    rest: Q | None

    def first(self, limit: int) -> Found:
        """One query a stream, one more where there is a rest."""
        looked_at = self._merged(limit + 1 if self.rest is None else WINDOW + 1)
        chosen = looked_at[:WINDOW] if self.rest is not None else looked_at
        if self.rest is not None and chosen:
            numbers = [entry.number for entry in chosen]
            passing = set(self.model.objects.filter(self.rest, pk__in=numbers).values_list("pk", flat=True))
            chosen = [entry for entry in chosen if entry.number in passing]
        if len(chosen) > limit:
            return Found(chosen[:limit], chosen[limit - 1].number)
        return Found(chosen, looked_at[WINDOW - 1].number if len(looked_at) > WINDOW else None)

    def _merged(self, limit: int) -> list[Entry]:
        """The first of all streams together, once each: what is among them is among the first of its own."""
        parts = [stream(limit) for stream in self.streams]
        merged = heapq.merge(*parts, key=lambda entry: entry.key)
        return [next(same) for _, same in islice(groupby(merged, key=lambda entry: entry.key), limit)]


def listing(choice: Choice, *, after: int = 0, beginning: bool = False) -> Listing:
    """What ``choice`` lists after the item or response of number ``after`` (0: from the start), or, where it
    is ``beginning``, from that one on.

    One query each for a place among items, and for a debate, a text and claims.
    """
    if choice.is_of_items:
        return _items(choice, after, beginning)
    if after and beginning:
        after += 1
    rest = _both(list(_of_responses(choice).values()))
    if choice.search:
        return Listing(Response, [lambda limit: _searched(choice, after, limit)], rest)
    return Listing(Response, [_by_number(rows, after) for rows in _by_status(choice)], rest)


def item_of(choice: Choice, response: int) -> int:
    """The oldest open item of a response that ``choice`` lists; 0: none. One query and its filters'."""
    rows = Item.objects.open().filter(*_of_items(choice).values(), response=response)
    return rows.order_by("opened_at", "pk").values_list("pk", flat=True).first() or 0


def open_items(choice: Choice) -> QuerySet[Item]:
    """All open items that ``choice`` lists, in no order: for a bounded number of them only."""
    return Item.objects.open().filter(*_of_items(choice).values())


def _items(choice: Choice, after: int, beginning: bool) -> Listing:
    conditions = _of_items(choice)
    if not conditions:
        return Listing(Item, [_all_open(after, beginning=beginning)], None)
    rows = Item.objects.open()
    if after:
        place = Item.objects.filter(pk=after).values_list("opened_at", "pk").first()
        if place is not None:
            before = {"pk__lt" if beginning else "pk__lte": place[1]}
            rows = rows.filter(opened_at__gte=place[0]).exclude(opened_at=place[0], **before)
    if choice.age:
        rows = rows.filter(conditions.pop("age"))
    chosen = next((name for name in RANGES if name in conditions), None)
    # Nobody's are all but a few: no range of their own.
    if chosen == "claimed" and choice.claimed == ClaimedBy.NOBODY:
        chosen = next((name for name in RANGES[1:] if name in conditions), None)
    ranges = conditions.pop(chosen) if chosen else Q()
    parts = [Q(part) for part in ranges.children] if ranges.connector == Q.OR else [ranges]
    return Listing(Item, [_by_age(rows, part) for part in parts], _both(list(conditions.values())))


def _all_open(after: int, *, beginning: bool) -> Callable[[int], Iterator[Entry]]:
    """The whole queue, as each decision asks for it. One query for a place in it, and one for rows."""
    place = first(PLACE, [after]) if after else None
    beyond = (BEYOND_OR_AT if beginning else BEYOND) if place else ""

    def read(limit: int) -> Iterator[Entry]:
        found = rows_of(ALL_OPEN.format(beyond=beyond), [*(place or ()), limit])
        return (Entry((since, pk), pk, number) for since, pk, number in found)

    return read


def _by_age(rows: QuerySet[Item], part: Q) -> Callable[[int], Iterator[Entry]]:
    """PostgreSQL takes what has one value to lie evenly among all, and would go through all that waits, in
    the order of age, to the first of a text that was answered late. Asked for a range of values in their
    order, and only then of age, it takes the index that has just these."""
    lead = []
    is_one = len(part.children) == 1 and not part.negated
    if is_one and connections[rows.db].vendor == "postgresql":
        name, value = part.children[0]
        if name in WITH_INDEX:
            lead, part = [name], Q(**{f"{name}__gte": value, f"{name}__lte": value})
    ordered = rows.filter(part).order_by(*lead, "opened_at", "pk")
    ordered = ordered.values_list("opened_at", "pk", "response_id")
    return lambda limit: (Entry((since, pk), pk, number) for since, pk, number in ordered[:limit])


def _by_number(rows: QuerySet[Response], before: int) -> Callable[[int], Iterator[Entry]]:
    ordered = (rows.filter(pk__lt=before) if before else rows).order_by("-pk").values_list("pk", flat=True)
    return lambda limit: map(_by_its_number, ordered[:limit])


def _by_its_number(number: int) -> Entry:
    return Entry((-number,), number, number)


def _by_status(choice: Choice) -> list[QuerySet[Response]]:
    """A range for each state: no index gives several in order."""
    if choice.state:
        return [Response.objects.filter(status=choice.state)]
    if choice.show == Show.ALL:
        return [Response.objects.all()]
    return [Response.objects.filter(status=status) for status in STATUSES[choice.show]]


def _searched(choice: Choice, before: int, limit: int) -> Iterator[Entry]:
    """First the one that is asked for by its number, on the first page; then those that have the words."""
    asked = Response.objects.filter(pk=choice.number) if choice.number else Response.objects.none()
    if not before and asked.exists():
        yield Entry((float("-inf"),), choice.number, choice.number)
    found = numbers_with(choice.query, before=before, limit=limit)
    yield from map(_by_its_number, (number for number in found if number != choice.number))


def _of_items(choice: Choice) -> dict[str, Q]:
    """Each filter of open items as a condition. One query each for a debate, a text and claims."""
    conditions = {}
    for name in ("kind", "held_by", "state", "language"):
        if value := getattr(choice, name):
            conditions[name] = Q(**{name: value})
    if choice.debate:
        conditions["debate"] = Q(debate_id=_id_of(Debate, choice.debate))
    if choice.work:
        work = _id_of(Work, choice.work)
        conditions["work"] = Q(work_id=work) | Q(other_work_id=work)
    if choice.age:
        conditions["age"] = Q(opened_at__lte=timezone.now() - LEAST[Age(choice.age)])
    if choice.claimed:
        conditions["claimed"] = _of_claims(choice)
    if choice.marked:
        conditions["marked"] = MARKED[Marked(choice.marked)]
    if choice.stance:
        conditions["stance"] = _of_stance(choice.stance, "response__")
    return conditions


def _of_responses(choice: Choice) -> dict[str, Q]:
    """The filters of responses that no stream of theirs looks at."""
    conditions = {}
    if choice.debate:
        conditions["debate"] = Q(debate_id=_id_of(Debate, choice.debate))
    if choice.work:
        work = _id_of(Work, choice.work)
        conditions["work"] = Q(work_id=work) | Q(other_work_id=work)
    if choice.language:
        conditions["language"] = Q(current__language=choice.language)
    if choice.stance:
        conditions["stance"] = _of_stance(choice.stance, "")
    if choice.search and choice.state:
        conditions["state"] = Q(status=choice.state)
    if choice.search and any(getattr(choice, name) for name in OF_ITEMS):
        of_items = _of_items(choice)
        open_ones = Item.objects.open().filter(*(of_items[name] for name in OF_ITEMS if name in of_items))
        conditions["items"] = Q(Exists(open_ones.filter(response=OuterRef("pk"))))
    return conditions


def _of_claims(choice: Choice) -> Q:
    living = Claim.objects.filter(ends_at__gt=timezone.now())
    if choice.claimed == ClaimedBy.ME:
        living = living.filter(holder=choice.user_id)
    elif choice.claimed == ClaimedBy.OTHERS:
        living = living.exclude(holder=choice.user_id)
    claimed = Q(response_id__in=list(living.values_list("response_id", flat=True)[:MOST_CLAIMS]))
    return ~claimed if choice.claimed == ClaimedBy.NOBODY else claimed


def _of_stance(stance: str, prefix: str) -> Q:
    if stance.startswith(HOLDS):
        return Q(**{f"{prefix}current__stance_formulation__slug": stance.removeprefix(HOLDS)})
    return Q(**{f"{prefix}current__stance": stance})


def _id_of(model: type[Debate] | type[Work], slug: str) -> int:
    """Asked for beforehand, so that the database knows how much there is of the one value. One query."""
    return model.objects.filter(slug=slug).values_list("pk", flat=True).first() or 0


def _both(conditions: Sequence[Q]) -> Q | None:
    return reduce(and_, conditions) if conditions else None
