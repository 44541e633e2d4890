"""What waits is opened, closed and counted in the transactions that change it."""

import pytest

from comments.domain.items import close_item, open_item
from comments.enums import Action, ItemKind, Status
from comments.models import Item, ItemCount, Response, StatusCount
from tests.factories import WAYS, decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def open_kinds(response: Response) -> set[tuple[str, str]]:
    return set(Item.objects.open().filter(response=response).values_list("kind", "state"))


@pytest.mark.parametrize("status", list(Status))
def test_a_response_waits_in_the_states_that_are_not_settled(work, status):
    response = make_response(work, status=status)
    waits = status.value in {"pending", "held", "secured", "returned"}
    assert open_kinds(response) == ({("new", status.value)} if waits else set())
    assert ItemCount.objects.get(pk=ItemKind.NEW).number == waits


@pytest.mark.parametrize("status", list(Status))
def test_states_are_counted(work, status):
    make_response(work)
    make_response(work, status=status)
    counted = {row.status: row.number for row in StatusCount.objects.filter(number__gt=0)}
    assert counted == ({"pending": 2} if status == Status.PENDING else {"pending": 1, status.value: 1})


def test_every_status_has_a_way_to_it():
    assert set(WAYS) == set(Status)


def test_what_waits_again_has_its_place_back(work):
    first, second = make_response(work), make_response(work)
    decide(first, Action.APPROVE)
    assert list(Item.objects.open().values_list("response_id", flat=True)) == [second.pk]
    decide(first, Action.UNDO)
    assert list(Item.objects.open().values_list("response_id", flat=True)) == [first.pk, second.pk]


def test_a_reason_is_open_once_and_counted_once(work):
    response = make_response(work, status=Status.PUBLISHED)
    for _ in range(2):
        open_item(response, ItemKind.FLAGS)
    assert open_kinds(response) == {("flags", "published")}
    assert ItemCount.objects.get(pk=ItemKind.FLAGS).number == 1
    assert [close_item(response, ItemKind.FLAGS) for _ in range(2)] == [True, False]
    assert ItemCount.objects.get(pk=ItemKind.FLAGS).number == 0


def test_items_of_other_kinds_follow_the_status(work):
    response = make_response(work, status=Status.PUBLISHED)
    open_item(response, ItemKind.FLAGS)
    decide(response, Action.HOLD)
    assert open_kinds(response) == {("flags", "held"), ("new", "held")}
