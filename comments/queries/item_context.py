"""What stands around a response: its neighbours in the thread, and what else came under its name."""

from dataclasses import dataclass
from itertools import groupby

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from comments.enums import Distress, ItemKind, Reason, Status
from comments.models import Decision, DeskNote, Item, QuotationCheck, Redaction, Response, Revision
from masslinesite.prepared import NAME, NUMBER, OTHER, prepared, prepared_records

#: Neighbours in the thread that are shown; the thread's page has them all.
MOST_AROUND = 10
#: The latest responses under a name that are told; a name that more stand under is nobody's in particular.
MOST_NAMED = 50
#: Of these no reason is told: it was settled by their publication, or is to be decided.
UNREASONED = frozenset({Status.PUBLISHED, Status.PENDING})


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
    One query, none without a name.
    """
    name = response.current.name
    if not name:
        return SameName("", [])
    rows = _named().ask(connection, name=name, other=response.debate_id, number=response.pk)
    order = list(Status)
    told = sorted(
        (order.index(status), "" if status in UNREASONED or not reason else Reason(reason).label, pk)
        for pk, status, reason in rows
    )
    groups = groupby(told, key=lambda each: each[:2])
    return SameName(
        name, [Named(order[place], reason, [pk for *_, pk in each]) for (place, reason), each in groups]
    )


@prepared
def _named() -> QuerySet:
    # That it isn't empty is said again, as the index says it: SQLite does not see that it follows.
    words = Revision.objects.filter(
        name=NAME, response__debate_id=OTHER, response__current_id=F("id")
    ).exclude(name="")
    words = words.exclude(response_id=NUMBER)
    given = Decision.objects.filter(response=OuterRef("response_id")).exclude(reason="").order_by("-id")
    rows = words.order_by("-response_id").annotate(reason=Subquery(given.values("reason")[:1]))
    return rows.values_list("response_id", "response__status", "reason")[:MOST_NAMED]


def around(response: Response) -> list[Response]:
    """Its replies, and other replies to what it answers, as they come in the thread, whatever their state.

    Each ``with_cover``. One query.
    """
    near = _near(is_reply=response.parent_id is not None)
    return near.records(number=response.pk, other=response.parent_id)


@prepared_records
def _near(*, is_reply: bool) -> QuerySet[Response]:
    near = Q(parent_id=NUMBER)
    if is_reply:
        near |= Q(parent_id=OTHER)
    rows = Response.objects.filter(near).exclude(pk=NUMBER)
    return with_cover(rows.select_related("current")).order_by("path")[:MOST_AROUND]


def with_cover(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Each with ``covered_for``, the distress that its text is covered for; None: it isn't. A subquery."""
    covered = Item.objects.filter(response=OuterRef("pk")).exclude(distress="").order_by("-id")
    return rows.annotate(covered_for=Subquery(covered.values("distress")[:1]))


@dataclass(frozen=True)
class Items:
    """``kinds`` are what is to be settled about the response, its erasure among it where ``asks_erasure``.
    ``cover`` says what its text is covered for, in words; empty: it isn't."""

    kinds: frozenset[str]
    cover: str

    @property
    def waits(self) -> bool:
        return bool(self.kinds)

    @property
    def asks_erasure(self) -> bool:
        return ItemKind.ERASURE in self.kinds


def with_signs(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Each with what there is around it, so that nothing else is asked for: ``has_checks`` of quotations in
    its current words, ``has_decisions``, ``has_replies``, ``has_notes``, ``has_redactions``, one for each
    kind of item that may be open (``waits_new``), and ``with_cover``. Subqueries, none of its own.
    """
    own = {"response": OuterRef("pk")}
    return with_cover(rows).annotate(
        has_checks=Exists(QuotationCheck.objects.filter(revision=OuterRef("current"))),
        has_decisions=Exists(Decision.objects.filter(**own)),
        has_replies=Exists(Response.objects.filter(parent=OuterRef("pk"))),
        has_notes=Exists(DeskNote.objects.filter(**own)),
        has_redactions=Exists(Redaction.objects.filter(**own)),
        **{
            f"waits_{kind.name.lower()}": Exists(Item.objects.open().filter(**own, kind=kind))
            for kind in ItemKind
        },
    )


def items_of(response: Response) -> Items:
    """Of a response ``with_signs``. No query."""
    kinds = frozenset(kind for kind in ItemKind if getattr(response, f"waits_{kind.name.lower()}"))
    return Items(kinds, Distress(response.covered_for).label if response.covered_for else "")
