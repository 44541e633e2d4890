"""Proof that what waits is open, and is counted, as the responses say; and its mending."""

from collections.abc import Iterator

from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from comments.domain.items import WAITING, close_item, open_item
from comments.domain.waiting import tried_again
from comments.enums import Action, ItemKind, Role, Status
from comments.models import Decision, Item, ItemCount, Response, StatusCount


def find_wrong_item_counts() -> Iterator[str]:
    """Four queries."""
    for model, there in ((StatusCount, _by_status()), (ItemCount, _by_kind())):
        stored = dict(model.objects.values_list("pk", "number"))
        for name in sorted(stored | there):
            if stored.get(name, 0) != there.get(name, 0):
                yield f"{name}: counted {stored.get(name, 0)}, there are {there.get(name, 0)}"


@tried_again
def recount() -> None:
    """The counts of states and of open items as they are. Whoever changes them waits meanwhile, in the order
    in which everybody locks them: states by name, then items in the order of their kinds."""
    with transaction.atomic():
        for model, names, count in (
            (StatusCount, sorted(Status.values), _by_status),
            (ItemCount, ItemKind.values, _by_kind),
        ):
            model.objects.bulk_create([model(pk=name) for name in names], ignore_conflicts=True)
            locked = [model.objects.select_for_update().get(pk=name) for name in names]
            there = count()
            for row in locked:
                if row.number != there.get(row.pk, 0):
                    model.objects.filter(pk=row.pk).update(number=there.get(row.pk, 0))


def find_wrong_items() -> Iterator[str]:
    """Each response that waits has an open item that says so, no other has but what a rule published or
    rejected and nobody has read yet, and all open ones know its state and its texts. Two queries."""
    for response in _unlisted().order_by("pk"):
        yield f"{response}: it is {response.status}, and the queue does not have it"
    for item in _wrong_items().select_related("response").order_by("pk"):
        yield f"{item}: the queue does not have it as it is now, {item.response.status}"


@tried_again
def mend_items() -> None:
    """Opens, closes and corrects what ``find_wrong_items`` finds, each with its response locked."""
    wrong = {*_unlisted().values_list("pk", flat=True), *_wrong_items().values_list("response_id", flat=True)}
    for number in sorted(wrong):
        with transaction.atomic():
            locked = Response.objects.select_for_update(of=("self",), no_key=True)
            response = locked.select_related("current").get(pk=number)
            if response.status in WAITING:
                open_item(response, ItemKind.NEW)
            elif not _decided_by_rule().filter(pk=number).exists():
                close_item(response, ItemKind.NEW)
            Item.objects.open().filter(response=response).update(
                state=response.status, work_id=response.work_id, other_work_id=response.other_work_id
            )


def _by_status() -> dict[str, int]:
    return _counted(Response.objects.all(), "status")


def _by_kind() -> dict[str, int]:
    return _counted(Item.objects.open(), "kind")


def _counted(rows: QuerySet[models.Model], name: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(name).annotate(Count("pk")))


def _unlisted() -> QuerySet[Response]:
    listed = Item.objects.open().filter(kind=ItemKind.NEW).values("response_id")
    return Response.objects.filter(status__in=WAITING).exclude(pk__in=listed)


def _decided_by_rule() -> QuerySet[Response]:
    """What a rule has published or rejected, which is read after: its item is open until somebody has."""
    by_rule = Decision.objects.filter(
        response=OuterRef("pk"), role=Role.RULE, action__in=(Action.APPROVE, Action.ACCEPT, Action.REJECT)
    )
    return Response.objects.filter(Exists(by_rule), status__in=(Status.PUBLISHED, Status.REJECTED))


def _wrong_items() -> QuerySet[Item]:
    to_be_read = Exists(_decided_by_rule().filter(pk=OuterRef("response")))
    settled = Q(kind=ItemKind.NEW) & ~Q(response__status__in=WAITING) & ~to_be_read
    return Item.objects.open().filter(
        settled | ~Q(state=F("response__status")) | _differs("work_id") | _differs("other_work_id")
    )


def _differs(name: str) -> Q:
    """Both can be none, which equals nothing in a database."""
    here, there = Q(**{f"{name}__isnull": True}), Q(**{f"response__{name}__isnull": True})
    return (here & ~there) | (~here & there) | (~here & ~there & ~Q(**{name: F(f"response__{name}")}))
