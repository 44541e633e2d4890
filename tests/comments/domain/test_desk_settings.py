"""A moderator's own keys, what is not shown unasked, and reminders of breaks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.domain.desk_notes import cover_text
from comments.domain.desk_settings import (
    KeysRefused,
    check_keys,
    put_off_breaks,
    remind_of_break,
    set_break_reminder,
    set_keys,
    set_unasked,
)
from comments.enums import Action, DeskAct, Distress
from comments.models import BreakReminder, DeskKey
from comments.queries.claims import kept_from
from comments.queries.desk_settings import USUAL_KEYS, keys_of, reminds_of_breaks, unasked_of
from comments.queries.queue import next_entry
from comments.queries.queue_choice import Choice
from tests.factories import actor, decide, make_response

pytestmark = pytest.mark.django_db


def test_every_act_has_a_usual_key_and_they_can_be_used_together():
    assert set(USUAL_KEYS) == set(DeskAct)
    check_keys(USUAL_KEYS)


def test_keys_are_ones_own_and_the_usual_ones_are_not_kept(asta, bo):
    own = USUAL_KEYS | {DeskAct.APPROVE: "h", DeskAct.HOLD: "a"}
    set_keys(user_id=asta.pk, keys=own)
    assert keys_of(asta.pk) == own
    assert keys_of(bo.pk) == USUAL_KEYS
    assert DeskKey.objects.count() == 2
    set_keys(user_id=asta.pk, keys=USUAL_KEYS)
    assert (keys_of(asta.pk), DeskKey.objects.count()) == (USUAL_KEYS, 0)


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({DeskAct.APPROVE: ""}, {DeskAct.APPROVE}),
        ({DeskAct.APPROVE: "A"}, {DeskAct.APPROVE}),
        ({DeskAct.APPROVE: "/"}, {DeskAct.APPROVE}),
        ({DeskAct.APPROVE: "ab"}, {DeskAct.APPROVE}),
        ({DeskAct.APPROVE: "h"}, {DeskAct.APPROVE, DeskAct.HOLD}),
        ({DeskAct.APPROVE: "x", DeskAct.NEXT: "x"}, {DeskAct.APPROVE, DeskAct.NEXT}),
    ],
)
def test_keys_in_conflict_or_that_cannot_be_used_are_refused(asta, changed, problems):
    with pytest.raises(KeysRefused) as refused:
        set_keys(user_id=asta.pk, keys=USUAL_KEYS | changed)
    assert set(refused.value.problems) == problems
    assert keys_of(asta.pk) == USUAL_KEYS


def test_the_database_refuses_a_key_for_two_acts(asta):
    DeskKey.objects.create(user=asta, act=DeskAct.APPROVE, key="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskKey.objects.create(user=asta, act=DeskAct.HOLD, key="x")


def test_what_is_not_shown_unasked_is_passed_by_and_told(work, asta, bo):
    first, violent, hateful, last = (make_response(work) for _ in range(4))
    cover_text(response_id=violent.pk, distress=Distress.VIOLENCE, by=actor(bo))
    cover_text(response_id=hateful.pk, distress=Distress.HATE, by=actor(bo))
    set_unasked(user_id=asta.pk, kinds=[Distress.HATE, Distress.VIOLENCE])
    numbers = [first.pk, violent.pk, hateful.pk, last.pk]
    assert unasked_of(asta.pk) == [Distress.VIOLENCE, Distress.HATE]
    assert kept_from(asta.pk, numbers) == (set(), {violent.pk, hateful.pk})
    assert next_entry(Choice(), first.pk, asta.pk).response == last.pk
    assert next_entry(Choice(), first.pk, bo.pk).response == violent.pk
    set_unasked(user_id=asta.pk, kinds=[Distress.HATE])
    assert next_entry(Choice(), first.pk, asta.pk).response == violent.pk


@pytest.fixture
def an_hour_of_decisions(work, bo, monkeypatch):
    """Bo decides every 8 minutes, and has just done so."""
    responses = [make_response(work) for _ in range(9)]
    now = timezone.now()
    for ago, response in zip(range(64, -1, -8), responses, strict=True):
        monkeypatch.setattr(timezone, "now", lambda ago=ago: now - timedelta(minutes=ago))
        decide(response, Action.APPROVE, by=actor(bo))


@pytest.mark.usefixtures("an_hour_of_decisions")
def test_a_break_is_suggested_unless_put_off_today_or_off(asta, bo):
    assert remind_of_break(user_id=bo.pk) is True
    assert remind_of_break(user_id=asta.pk) is False
    put_off_breaks(user_id=bo.pk)
    assert remind_of_break(user_id=bo.pk) is False
    BreakReminder.objects.update(put_off_on=timezone.now().date() - timedelta(days=1))
    assert remind_of_break(user_id=bo.pk) is True
    set_break_reminder(user_id=bo.pk, on=False)
    assert (remind_of_break(user_id=bo.pk), reminds_of_breaks(bo.pk)) == (False, False)
    set_break_reminder(user_id=bo.pk, on=True)
    assert (remind_of_break(user_id=bo.pk), reminds_of_breaks(bo.pk)) == (True, True)
