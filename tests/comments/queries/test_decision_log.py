"""The decision log: pages and choices."""

import pytest

from comments.domain.moderation import Actor
from comments.enums import Action, Role
from comments.queries import decision_log
from comments.queries.decision_log import LogChoice, log_page, moderators_to_choose
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


def test_moderators_are_those_who_decided_by_their_latest_name():
    work = make_work(make_debate())
    for user_id, name in ((4, "zoe"), (3, "asta"), (3, "asta"), (9, "bo")):
        decide(make_response(work), Action.APPROVE, by=Actor(Role.MODERATOR, user_id, name))
    decide(make_response(work), Action.WITHDRAW)
    assert moderators_to_choose() == [(3, "asta"), (9, "bo"), (4, "zoe")]


def test_an_address_shows_the_choice_again():
    assert LogChoice("hold", by=3, response=7).address(before=9) == "?action=hold&by=3&response=7&before=9"
    assert LogChoice().address() == "?"
