"""What stands around a response: its neighbours in the thread, and what else came under its name."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Q

from comments.enums import Distress, ItemKind, Status
from comments.models import Decision, Item, Response, Revision

#: Neighbours in the thread that are shown; the thread's page has them all.
MOST_AROUND = 10
#: The latest responses under a name that are told; a name that more stand under is nobody's in particular.
MOST_NAMED = 50


@dataclass(frozen=True)
class Named:
    """Responses under the same name in one state; ``reason`` is that of the latest decision, or empty."""

    status: Status
    reason: str
    numbers: list[int]


@dataclass(frozen=True)
class SameName:
    """What came under the name of a response in its debate, by state; empty without a name.

    A name is anybody's to use: whether the same person wrote them isn't known and isn't asked.
    """

    name: str
    groups: list[Named]

    @property
    def total(self) -> int:
        return sum(len(group.numbers) for group in self.groups)

    @property
    def is_cut(self) -> bool:
        return self.total == MOST_NAMED


def under_the_same_name(response: Response) -> SameName:
    """The latest ``MOST_NAMED`` other responses whose current words are under this name, shown exactly so.

    By what is shown alone, never by account, address or receipt. ``response.current`` must be loaded.
    Two queries; one if there are none, none without a name.
    """
    name = response.current.name
    if not name:
        return SameName("", [])
    words = Revision.objects.filter(
        name=name, response__debate_id=response.debate_id, response__current_id=F("id")
    ).exclude(response_id=response.pk)
    rows = dict(words.order_by("-response_id").values_list("response_id", "response__status")[:MOST_NAMED])
    reasons = _latest_reasons(rows) if rows else {}
    order = list(Status)
    told = sorted((order.index(rows[pk]), reasons.get(pk, ""), pk) for pk in rows)
    groups = groupby(told, key=lambda each: each[:2])
    return SameName(
        name, [Named(order[place], reason, [pk for *_, pk in each]) for (place, reason), each in groups]
    )


def around(response: Response) -> list[Response]:
    """Its replies, and other replies to what it answers, as they come in the thread, whatever their state.

    One query.
    """
    near = Q(parent=response)
    if response.parent_id:
        near |= Q(parent_id=response.parent_id)
    rows = Response.objects.filter(near).exclude(pk=response.pk)
    return list(rows.select_related("current").order_by("path")[:MOST_AROUND])


@dataclass(frozen=True)
class Items:
    """``kinds`` are what is to be settled about the response; ``asks_erasure``: among it its erasure.
    ``cover`` and ``parent_cover`` say what its text and its parent's are covered for, in words; empty: they
    aren't."""

    kinds: frozenset[str]
    asks_erasure: bool
    cover: str
    parent_cover: str

    @property
    def waits(self) -> bool:
        return bool(self.kinds)


def items_of(response: Response) -> Items:
    """One query."""
    rows = Item.objects.filter(response_id__in=[response.pk, response.parent_id or response.pk])
    waiting, covers = set(), {}
    columns = ("response_id", "kind", "distress", "closed_at")
    for pk, kind, distress, closed_at in rows.order_by("id").values_list(*columns):
        if pk == response.pk and closed_at is None:
            waiting.add(kind)
        if distress:
            covers[pk] = Distress(distress).label
    asks_erasure = ItemKind.ERASURE in waiting
    cover, parent_cover = covers.get(response.pk, ""), covers.get(response.parent_id, "")
    return Items(frozenset(waiting), asks_erasure, cover, parent_cover)


def _latest_reasons(rows: dict[int, str]) -> dict[int, str]:
    """By response: why it was decided on last, in words; of those that were published, nothing."""
    told = [pk for pk, status in rows.items() if status not in (Status.PUBLISHED, Status.PENDING)]
    decisions = Decision.objects.filter(response_id__in=told).exclude(reason="").order_by("id")
    return {decision.response_id: decision.get_reason_display() for decision in decisions}
