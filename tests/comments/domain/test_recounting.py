"""What waits and how much is counted of it, checked against the responses and mended."""

import pytest

from comments.domain.recounting import find_wrong_item_counts, find_wrong_items, mend_items, recount
from comments.domain.screening.answers import Answer
from comments.domain.screening.phases import Note
from comments.domain.screening.running import Screened, follow_screening
from comments.enums import Reason, Ruling, Status
from comments.models import Item, ItemCount, Response, StatusCount
from tests.factories import make_debate, make_formulation, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def responses():
    work = make_work(make_debate())
    return {status: make_response(work, status=status) for status in Status}


def test_what_every_way_leads_to_holds(responses):
    assert [*find_wrong_items(), *find_wrong_item_counts()] == []


def test_wrong_counts_are_seen_and_mended(responses):
    StatusCount.objects.filter(pk=Status.HELD).delete()
    StatusCount.objects.filter(pk=Status.PUBLISHED).update(number=7)
    ItemCount.objects.create(pk="flags", number=2)
    assert list(find_wrong_item_counts()) == [
        "held: counted 0, there are 1",
        "published: counted 7, there are 1",
        "flags: counted 2, there are 0",
    ]
    recount()
    assert list(find_wrong_item_counts()) == []
    assert ItemCount.objects.get(pk="new").number == 4


def test_wrong_items_are_seen_and_mended(responses):
    pending, held, secured, rejected = (
        responses[each] for each in (Status.PENDING, Status.HELD, Status.SECURED, Status.REJECTED)
    )
    Item.objects.filter(response=pending).update(closed_at=pending.submitted_at)
    Item.objects.filter(response=held).update(state=Status.PENDING)
    Item.objects.filter(response=secured).update(work=None)
    Item.objects.filter(response=rejected).update(closed_at=None)
    assert sorted(find_wrong_items()) == sorted(
        [
            f"R {pending.pk}: it is pending, and the queue does not have it",
            f"new response: R {held.pk}: the queue does not have it as it is now, held",
            f"new response: R {secured.pk}: the queue does not have it as it is now, secured",
            f"new response: R {rejected.pk}: the queue does not have it as it is now, rejected",
        ]
    )
    mend_items()
    recount()
    assert [*find_wrong_items(), *find_wrong_item_counts()] == []
    assert Item.objects.open().count() == 4


def test_what_answers_no_text_is_right_without_one():
    make_response(make_formulation(make_debate()))
    assert list(find_wrong_items()) == []


@pytest.mark.parametrize("ruling", [Ruling.TRUST, Ruling.REJECT])
def test_what_a_rule_decided_stays_open_until_it_is_read(ruling):
    row = make_response(make_work(make_debate()))
    follow_screening(row, Screened((Note("x", Answer(ruling, "x")),), "", (), 1, Reason.SOURCE))
    assert list(find_wrong_items()) == []
    Item.objects.update(state=Status.PENDING)
    assert len(list(find_wrong_items())) == 1
    mend_items()
    recount()
    assert [*find_wrong_items(), *find_wrong_item_counts()] == []
    assert Item.objects.open().get().state == Response.objects.get(pk=row.pk).status
