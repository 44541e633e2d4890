"""What stands around a response: its neighbours, and what else came under its name."""

import pytest

from comments.enums import Action, Reason, Status, Verdict
from comments.models import DeskNote, QuotationCheck, Redaction, Response
from comments.queries.item_context import MOST_NAMED, around, items_of, under_the_same_name, with_signs
from tests.factories import decide, make_debate, make_response, make_revision, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def signs_of(response):
    return with_signs(Response.objects.all()).get(pk=response.pk)


def told(response):
    named = under_the_same_name(response)
    return [(group.status.value, group.reason, group.numbers) for group in named.groups]


def test_responses_under_the_name_are_told_by_state_with_their_reason(work):
    first, second = (make_response(work, status=Status.PUBLISHED) for _ in range(2))
    rejected = make_response(work)
    decide(rejected, Action.REJECT, reason=Reason.OFF_TOPIC)
    waits = make_response(work)
    response = make_response(work)
    assert told(response) == [
        ("pending", "", [waits.pk]),
        ("published", "", [first.pk, second.pk]),
        ("rejected", "off topic", [rejected.pk]),
    ]
    assert under_the_same_name(response).total == 4


def test_only_the_name_that_is_shown_now_counts_and_in_this_debate_alone(work, django_user_model):
    account = django_user_model.objects.create_user("ines")
    make_response(work, name="Piet", author=account)
    make_response(work, name="INES")
    renamed = make_response(work)
    make_revision(renamed, name="Piet", text="Other words.")
    make_response(make_work(make_debate("roads")))
    assert told(make_response(work, author=account)) == []


def test_without_a_name_nothing_is_asked(work, django_assert_num_queries):
    make_response(work, name="")
    response = make_response(work, name="")
    with django_assert_num_queries(0):
        assert under_the_same_name(response).groups == []


@pytest.mark.parametrize("number", [1, 3])
def test_cost_does_not_grow_with_the_number(work, django_assert_num_queries, number):
    for _ in range(number):
        decide(make_response(work), Action.REJECT)
    response = make_response(work)
    with django_assert_num_queries(1):
        assert under_the_same_name(response).total == number


def test_of_a_name_that_many_use_the_latest_are_told(work):
    made = [make_response(work) for _ in range(MOST_NAMED + 1)]
    named = under_the_same_name(make_response(work))
    assert (named.total, named.is_cut) == (MOST_NAMED, True)
    assert made[0].pk not in named.groups[0].numbers


@pytest.mark.parametrize("number", [1, 3])
def test_around_are_the_replies_and_those_beside_it(work, django_assert_num_queries, number):
    parent = make_response(work, status=Status.PUBLISHED)
    response = make_response(parent, status=Status.PUBLISHED)
    beside = [make_response(parent, status=Status.REJECTED) for _ in range(number)]
    below = [make_response(response) for _ in range(number)]
    make_response(below[0])
    make_response(work)
    with django_assert_num_queries(1):
        near = around(response)
        assert [each.current.name for each in near] == ["Ines"] * (2 * number)
    assert [each.pk for each in near] == [each.pk for each in [*below, *beside]]


def test_a_response_at_the_top_has_only_its_replies_around_it(work):
    top, _ = make_response(work, status=Status.PUBLISHED), make_response(work)
    reply = make_response(top)
    assert [each.pk for each in around(top)] == [reply.pk]


def test_items_say_whether_something_waits_and_what_is_covered(work, django_assert_num_queries):
    parent = make_response(work, status=Status.PUBLISHED)
    parent.items.update(distress="violence")
    reply = make_response(parent)
    seen = signs_of(reply)
    with django_assert_num_queries(0):
        items = items_of(seen)
    assert (items.waits, items.cover) == (True, "")
    top = items_of(signs_of(parent))
    assert (top.waits, top.cover) == (False, "violence or torture")
    bare = signs_of(make_response(work))
    with django_assert_num_queries(0):
        items = items_of(bare)
    assert (items.waits, items.cover) == (True, "")


SIGNS = (
    *("has_checks", "has_decisions", "has_replies", "has_notes", "has_redactions"),
    *("waits_new", "covered_for"),
)


def test_signs_say_what_there_is_around_a_response(work):
    bare = make_response(work)
    make_response(work, status=Status.REJECTED)
    assert {name for name in SIGNS if getattr(signs_of(bare), name)} == {"waits_new"}
    top = make_response(work, status=Status.PUBLISHED)
    assert {name for name in SIGNS if getattr(signs_of(top), name)} == {"has_decisions"}
    reply = make_response(top)
    QuotationCheck.objects.create(
        revision=top.current, order=1, start=0, end=3, exact="The", opening="The", verdict=Verdict.NOT_FOUND
    )
    DeskNote.objects.create(response=top, by_name="bo", text="x", at=top.submitted_at)
    Redaction.objects.create(
        response=top, revision=top.current, reason=Reason.PERSON, by_id=1, by_name="bo", at=top.submitted_at
    )
    top.items.update(distress="violence", closed_at=None)
    assert {name for name in SIGNS if getattr(signs_of(top), name)} == set(SIGNS)
    assert {name for name in SIGNS if getattr(signs_of(reply), name)} == {"waits_new"}
    assert [each.covered_for for each in around(top)] == [None]
    assert around(signs_of(reply)) == []
