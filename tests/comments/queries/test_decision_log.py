"""The decision log: pages and choices."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from comments.domain.moderation import Actor
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision
from comments.queries import decision_log
from comments.queries.decision_log import LogChoice, log_page, moderators_to_choose
from tests.comments.queries.test_queue_plans import plans
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


def test_pages_go_back_in_time(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(decision_log, "PAGE", 2)
    work = make_work(make_debate())
    made = [decide(make_response(work), Action.APPROVE).pk for _ in range(3)]
    with django_assert_num_queries(1):
        first = log_page(LogChoice())
    second = log_page(LogChoice(), before=first.next_before)
    assert [row.pk for row in first.rows + second.rows] == made[::-1]
    assert second.next_before is None


def test_what_no_index_gives_is_looked_for_in_a_window(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(decision_log, "PAGE", 2)
    monkeypatch.setattr(decision_log, "WINDOW", 3)
    work = make_work(make_debate())
    made = [decide(make_response(work), action).pk for action in [Action.REJECT] * 3 + [Action.APPROVE] * 4]
    choice, before = LogChoice(role=Role.MODERATOR, reason=Reason.OFF_TOPIC), 0
    for expected in ([], [made[2], made[1]], [made[0]]):
        with django_assert_num_queries(2):
            page = log_page(choice, before=before)
        assert [row.pk for row in page.rows] == expected
        before = page.next_before
    assert before is None


def test_a_moderator_and_an_action_are_looked_for_in_the_range_of_the_first(monkeypatch):
    monkeypatch.setattr(decision_log, "WINDOW", 1)
    work = make_work(make_debate())
    own = decide(make_response(work), Action.HOLD, by=Actor(Role.MODERATOR, 3, "asta"))
    for _ in range(3):
        decide(make_response(work), Action.APPROVE)
    assert [row.pk for row in log_page(LogChoice(action=Action.HOLD, by=3)).rows] == [own.pk]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [(2, 2, [2]), (2, None, [3, 2]), (None, 2, [1, 2]), (4, None, []), (None, 0, [])],
)
def test_days_are_exact_whatever_the_order_of_numbers(monkeypatch, make_log, since, until, found):
    """Numbers and times can differ by a little around midnight."""
    monkeypatch.setattr(decision_log, "WINDOW", 1)
    days = make_log()
    choice = LogChoice(since=since and day(since), until=day(until) if until is not None else None)
    page, listed = log_page(choice), []
    while True:
        listed += page.rows
        if page.next_before is None:
            break
        page = log_page(choice, before=page.next_before)
    assert [days[row.pk] for row in listed] == found


def day(number: int) -> date:
    return date(2026, 1, 10 + number)


@pytest.fixture
def make_log():
    """Decisions of three days; that of the second has a lower number than the last of the first."""

    def make() -> dict[int, int]:
        response = make_response(make_work(make_debate()))
        midnight = datetime(2026, 1, 12, tzinfo=UTC)
        times = {
            1: midnight + timedelta(seconds=1),
            2: midnight - timedelta(seconds=1),
            3: midnight + timedelta(1),
        }
        for number, at in times.items():
            make_sealed(response, number, at)
        return {1: 2, 2: 1, 3: 3}

    return make


def make_sealed(response, number: int, at: datetime, actor: int = 3) -> None:
    Decision.objects.create(
        pk=number,
        response=response,
        old_status=Status.PENDING,
        new_status=Status.PUBLISHED,
        action=Action.APPROVE,
        role=Role.MODERATOR,
        actor_id=actor,
        actor_name="asta",
        revision=1,
        revision_digest="x",
        policy_version="1",
        at=at,
        seal=f"seal {number}",
    )


@pytest.fixture
def long_log():
    """With up-to-date statistics, and on PostgreSQL as if the table were too long to be read through."""
    response = make_response(make_work(make_debate()))
    for number in range(1, 301):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
        make_sealed(response, number, at, actor=4 if number % 50 else 3)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            for step in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{step} = off")
    return response


@pytest.mark.parametrize(
    ("choice", "index"),
    [
        ({}, ""),
        ({"by": 3}, "decision_actor"),
        ({"action": "reject"}, "decision_action"),
        ({"response": 1}, "decision_response"),
        ({"reason": "person", "role": "editor"}, ""),
        ({"by": 3, "reason": "person"}, "decision_actor"),
        ({"since": date(2026, 1, 3), "until": date(2026, 1, 4)}, "decision_at"),
    ],
)
def test_a_page_of_the_log_reads_one_range(long_log, choice, index):
    found = plans(lambda: log_page(LogChoice(**choice)))
    assert any(index in plan for plan in found)
    assert [plan for plan in found if "TEMP B-TREE" in plan or "Sort" in plan or "Seq Scan" in plan] == []


def test_moderators_are_found_by_steps_through_the_index(long_log):
    (plan,) = plans(moderators_to_choose)
    assert "decision_actor" in plan
    assert "SCAN comments_decision" not in plan
    assert "Seq Scan on comments_" not in plan


def test_moderators_are_those_who_decided_by_their_latest_name():
    work = make_work(make_debate())
    for user_id, name in ((4, "zoe"), (3, "asta"), (3, "asta"), (9, "bo")):
        decide(make_response(work), Action.APPROVE, by=Actor(Role.MODERATOR, user_id, name))
    decide(make_response(work), Action.WITHDRAW)
    assert moderators_to_choose() == [(3, "asta"), (9, "bo"), (4, "zoe")]


def test_an_address_shows_the_choice_again():
    assert LogChoice("hold", by=3, response=7).address(before=9) == "?action=hold&by=3&response=7&before=9"
    assert LogChoice().address() == "?"
