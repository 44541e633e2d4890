"""What threads hang on, and how the database gives their responses in order."""

import pytest
from django.db import connection

from comments.queries.scopes import Scope, scopes_of
from tests.factories import (
    make_debate,
    make_link,
    make_position,
    make_question,
    make_response,
    make_voice,
    make_work,
)

pytestmark = pytest.mark.django_db
ORDERS = pytest.mark.parametrize(
    ("order", "suffix"), [(("path",), "path"), (("-root_id", "path"), "newest")], ids=["oldest", "newest"]
)


@pytest.fixture
def work():
    return make_work(make_debate())


def plan_of(rows):
    """How the database would read ``rows`` if the table were long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for step in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{step} = off")
    return rows.explain()


@pytest.mark.parametrize(
    ("scope", "indexes"),
    [
        (Scope("debate", 1), ["debate"]),
        (Scope("work", 1), ["work", "second_work"]),
        (Scope("block", 1), ["block", "other_block"]),
        (Scope("pair", 1, 2), ["pair"]),
        (Scope("link", 1, also=Scope("unlinked", 1, 2)), ["link", "pair"]),
        (Scope("formulation", 1), ["to_formulation"]),
        (Scope("question", 1), ["to_question"]),
        (Scope("position", 1), ["position"]),
    ],
    ids=lambda each: each.kind if isinstance(each, Scope) else "",
)
@ORDERS
def test_an_index_gives_each_stream_of_a_page_in_its_order(scope, indexes, order, suffix):
    plans = [
        plan_of(rows.order_by(*order).values_list("pk", "root_id", "path")[:51]) for rows in scope.streams()
    ]
    for plan, index in zip(plans, indexes, strict=True):
        assert f"response_{index}_{suffix}" in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


@ORDERS
def test_an_index_goes_on_from_a_place_in_the_second_passages_too(order, suffix):
    _, rows = Scope("block", 1).streams()
    after = {"path__gt": "000000a"} if suffix == "path" else {"root__lt": 10}
    plan = plan_of(rows.filter(**after).order_by(*order).values_list("pk", "root_id", "path")[:51])
    assert f"response_other_block_{suffix}" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_both_streams_asked_for_at_once_would_have_to_be_sorted():
    one, other = Scope("block", 1).streams()
    plan = plan_of((one | other).order_by("path").values_list("pk", flat=True)[:51])
    assert "response_block_path" not in plan or "TEMP B-TREE" in plan or "Sort" in plan


def test_an_order_without_an_index_is_seen_in_the_plan():
    (rows,) = Scope("debate", 1).streams()
    plan = plan_of(rows.order_by("submitted_at").values_list("pk", flat=True)[:51])
    assert "TEMP B-TREE" in plan or "Sort" in plan


def test_a_pair_is_the_same_in_either_order(work):
    one, two = work.blocks.filter(number__in=(1, 2))
    assert Scope.of_pair(one, two) == Scope.of_pair(two, one) == Scope("pair", one.pk, two.pk)
    assert Scope.of_pair(one, two).name == f"pair:{one.pk}-{two.pk}"


def test_the_scopes_of_what_answers_two_passages(work):
    one, two = work.blocks.filter(number__in=(1, 2))
    far = make_work(work.debate, siglum="B").blocks.get(number=1)
    link = make_link(far, one, "whoever drinks")
    here = {Scope.of(work.debate), Scope.of(work)}
    assert scopes_of(make_response((two, one))) == here | {
        Scope.of(one),
        Scope.of(two),
        Scope.of_pair(one, two),
        Scope("unlinked", one.pk, two.pk),
    }
    same = make_response((one, one), quote="whoever drinks", other_quote="help to dig")
    assert scopes_of(same) == here | {
        Scope.of(one),
        Scope.of_pair(one, one),
        Scope("unlinked", one.pk, one.pk),
    }
    assert scopes_of(make_response(link)) == here | {
        Scope.of(far.work),
        Scope.of(far),
        Scope.of(one),
        Scope.of_pair(one, far),
        Scope.of(link),
    }


def test_the_scopes_of_what_answers_a_position(work):
    position = make_position(make_question(work.debate), make_voice(work))
    assert scopes_of(make_response(position)) == {
        Scope.of(work.debate),
        Scope.of(position.question),
        Scope.of(position),
    }


@pytest.mark.parametrize("number", [1, 2**63 - 1])
def test_a_tally_has_room_for_the_name_of_any_pair(number):
    from comments.models import Tally

    Tally.objects.create(scope=Scope("pair", number, number).name)
