"""A month that is over is counted once, and as it was."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from comments.append_only import install_triggers, remove_triggers
from comments.domain.figures.counting import count_due, find_wrong_figures
from comments.enums import Action, Disclosure, Measure, Reason, Status
from comments.models import Decision, Figure, FigureMonth, Response
from tests.at_once import at_once
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
#: A day and a night after the end of March.
OVER = datetime(2026, 4, 2, tzinfo=UTC)


@pytest.fixture
def work():
    return make_work(make_debate())


def at(when: datetime, response: Response, *, waits: timedelta = timedelta(hours=3)) -> None:
    """Moves a response and its decisions to ``when``, which the triggers refuse."""
    remove_triggers(connection)
    Response.objects.filter(pk=response.pk).update(submitted_at=when)
    Decision.objects.filter(response=response).update(at=when + waits)
    install_triggers(connection)


def responses(work, number: int, *actions: Action, when: datetime = MARCH, **options):
    waits = options.pop("waits", timedelta(hours=3))
    for _ in range(number):
        row = make_response(work)
        for action in actions:
            decide(row, action, **options)
        at(when, row, waits=waits)


def figures(**chosen: object) -> dict[str, int]:
    rows = Figure.objects.filter(reason=Reason.NONE, **chosen)
    return {row.measure: row.number for row in rows}


def test_everything_is_counted_by_month_and_debate(work):
    responses(work, 3, Action.APPROVE, when=MARCH - timedelta(days=31))
    responses(work, 6, Action.APPROVE)
    responses(work, 5, Action.REJECT, reason=Reason.PERSON)
    responses(work, 1, Action.RETURN)
    responses(work, 1, Action.WITHDRAW)
    responses(work, 1, Action.APPROVE, Action.REMOVE)
    responses(work, 1, Action.REJECT, Action.APPEAL, Action.REVERSE)
    responses(work, 2)
    responses(make_work(make_debate("ponds")), 1, Action.APPROVE)
    count_due(now=OVER)
    assert [row.month for row in FigureMonth.objects.all()] == [date(2026, 2, 1), date(2026, 3, 1)]
    march = FigureMonth.objects.get(month=date(2026, 3, 1))
    assert figures(month=march, debate=work.debate) == {
        "received": 17,
        "published": 8,
        "rejected": 6,
        "returned": 1,
        "removed": 1,
        "withdrawn": 1,
        "reversed": 1,
        "median-wait": 3,
        "longest-wait": 3,
    }
    assert figures(month=march, debate=None)["received"] == 18
    by_reason = Figure.objects.filter(month=march, debate=None, measure=Measure.REJECTED)
    assert {row.reason: row.number for row in by_reason if row.number} == {"": 6, "person": 5, "off-topic": 1}
    assert figures(month__month=date(2026, 2, 1), debate=None)["published"] == 3


def test_what_was_undone_is_not_counted(work):
    responses(work, 1, Action.REJECT, Action.UNDO)
    responses(work, 1, Action.APPROVE, Action.UNDO, Action.APPROVE)
    count_due(now=OVER)
    assert figures(debate=None) | {"received": 2, "published": 1, "rejected": 0} == figures(debate=None)


def test_a_month_is_counted_a_day_after_its_end_and_once(work, django_assert_num_queries):
    responses(work, 1, Action.APPROVE)
    count_due(now=OVER - timedelta(seconds=1))
    assert not FigureMonth.objects.exists()
    count_due(now=OVER)
    before = list(Figure.objects.values_list("id", "number"))
    responses(work, 1, Action.APPROVE)
    with django_assert_num_queries(1):
        count_due(now=OVER)
    assert list(Figure.objects.values_list("id", "number")) == before


def test_counting_a_month_costs_the_same_however_much_happened(work, django_assert_num_queries):
    responses(work, 1, Action.APPROVE)
    responses(work, 3, Action.APPROVE, when=MARCH + timedelta(days=31))
    # The latest month; and of each: savepoint, month, debates, received, decisions, figures, release; and
    # that PostgreSQL may take its time.
    more = connection.vendor == "postgresql"
    with django_assert_num_queries(9 + more):
        count_due(now=OVER)
    with django_assert_num_queries(8 + more):
        count_due(now=OVER + timedelta(days=31))


def test_a_figure_that_its_month_does_not_give_is_seen(work):
    responses(work, 6, Action.APPROVE)
    responses(work, 2, Action.REJECT, Action.UNDO, Action.REJECT, waits=timedelta(hours=9))
    count_due(now=OVER)
    responses(make_work(make_debate("ponds")), 1, Action.APPROVE, when=OVER)
    assert list(find_wrong_figures()) == []
    for measure, debate in ((Measure.PUBLISHED, work.debate), (Measure.MEDIAN_WAIT, None)):
        Figure.objects.filter(measure=measure, debate=debate).update(number=7)
    assert sorted(find_wrong_figures(), reverse=True) == [
        "2026-03, all median-wait: counted 7, there are 3",
        f"2026-03, {work.debate_id} published: counted 7, there are 6",
    ]


def test_months_without_a_response_are_counted_too(work):
    responses(work, 1, when=MARCH - timedelta(days=60))
    count_due(now=OVER)
    assert FigureMonth.objects.count() == 3


def test_before_the_first_response_there_is_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        count_due(now=OVER)
    assert not FigureMonth.objects.exists()


def test_waits_go_to_the_first_decision_and_are_shown_from_five_responses_on(work):
    for hours in (1, 2, 4, 50):
        row = make_response(work)
        decide(row, Action.HOLD)
        at(MARCH, row, waits=timedelta(hours=hours))
        decide(row, Action.APPROVE)
    count_due(now=OVER)
    waits = Figure.objects.filter(debate=None, measure__contains="wait")
    assert {row.shown for row in waits} == {Disclosure.UNDER}
    Figure.objects.all().delete()
    FigureMonth.objects.all().delete()
    responses(work, 1, Action.APPROVE)
    count_due(now=OVER)
    waits = Figure.objects.filter(debate=None, measure__contains="wait")
    assert {row.measure: (row.number, row.shown) for row in waits} == {
        "median-wait": (3, "shown"),
        "longest-wait": (50, "shown"),
    }


def test_small_figures_of_a_debate_do_not_follow_from_those_of_all(work):
    other = make_work(make_debate("ponds"))
    responses(work, 7)
    responses(other, 2)
    count_due(now=OVER)
    received = Figure.objects.filter(measure=Measure.RECEIVED)
    shown = {row.debate.slug if row.debate else "all": row.shown for row in received}
    assert shown == {"wells": Disclosure.WITHHELD, "ponds": Disclosure.UNDER, "all": Disclosure.SHOWN}


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_count_once(work):
    responses(work, 2, Action.APPROVE)
    count = partial(count_due, now=OVER)
    assert at_once(count, count, count, refusals=()) == [None] * 3
    assert FigureMonth.objects.count() == 1
    assert Figure.objects.filter(debate=None, measure=Measure.RECEIVED).count() == 1
    assert Response.objects.filter(status=Status.PUBLISHED).count() == 2
