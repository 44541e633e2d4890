"""The pages of a moderator's own settings, and what they change at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.enums import Action, DeskAct
from comments.models import BreakReminder, DeskKey, Unasked
from comments.queries.desk_settings import USUAL_KEYS
from tests.comments.views.desk_reading import read
from tests.factories import actor, decide, make_response

pytestmark = pytest.mark.django_db
USUAL = {act.value: key for act, key in USUAL_KEYS.items()}


def test_keys_are_chosen_and_stand_on_the_buttons_once_they_are_on(desk, work):
    make_response(work)
    answer = desk.post("/moderation/keys/", USUAL | {"approve": "P", "on": "on"})
    assert (answer.status_code, answer.url) == (302, "/moderation/settings/?told=keys-kept")
    assert "Kept: the keys are as you chose them." in str(read(desk.get(answer.url)))
    page = desk.get("/moderation/").content.decode()
    assert 'data-key="p" aria-keyshortcuts="P">Approve <kbd aria-hidden="true">P</kbd>' in page
    assert '<kbd data-act="approve" data-press="p">P</kbd>' in page
    assert 'data-key="a"' not in page
    assert read(desk.get("/moderation/keys/")).values("approve") == ["p"]
    desk.post("/moderation/keys/", USUAL | {"approve": "p"})
    assert "data-key" not in desk.get("/moderation/").content.decode()


def test_a_key_for_two_acts_is_refused_beside_both(desk):
    answer = desk.post("/moderation/keys/", USUAL | {"approve": "h"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“h” is also the key of: hold for a question." in page
    assert "“h” is also the key of: approve." in page
    assert read(answer).values("approve") == ["h"]
    assert not DeskKey.objects.exists()


def test_a_missing_key_is_refused(desk):
    answer = desk.post("/moderation/keys/", {"on": "on"})
    assert answer.status_code == 422
    assert answer.content.decode().count("A small letter, a digit, or one of") == len(DeskAct)


def test_settings_are_kept_and_shown(desk, asta):
    answer = desk.post("/moderation/settings/", {"unasked": ["hate", "violence"]})
    assert (answer.status_code, answer.url) == (302, "/moderation/?told=settings-kept")
    assert "Kept: the settings hold from now." in str(read(desk.get(answer.url)))
    assert set(Unasked.objects.values_list("user", "distress")) == {
        (asta.pk, "hate"),
        (asta.pk, "violence"),
    }
    assert BreakReminder.objects.get(user=asta).is_off is True
    page = desk.get("/moderation/settings/").content.decode()
    assert page.count(" checked") == 2
    desk.post("/moderation/settings/", {"breaks": "on"})
    assert (Unasked.objects.count(), BreakReminder.objects.get().is_off) == (0, False)
    assert desk.post("/moderation/settings/", {"unasked": ["mild"]}).status_code == 422


def test_the_reminder_is_put_off_for_the_day(desk, asta):
    assert desk.post("/moderation/break/").url == "/moderation/"
    assert BreakReminder.objects.get(user=asta).put_off_on is not None
    assert desk.get("/moderation/break/").status_code == 405


def test_after_an_hour_of_decisions_a_break_is_suggested(desk, work, asta, monkeypatch):
    responses, now = [make_response(work) for _ in range(9)], timezone.now()
    for ago, response in zip(range(64, -1, -8), responses, strict=True):
        monkeypatch.setattr(timezone, "now", lambda ago=ago: now - timedelta(minutes=ago))
        decide(response, Action.APPROVE, by=actor(asta))
    suggested = "You have been deciding without a pause of ten minutes"
    assert suggested in desk.get("/moderation/").content.decode()
    desk.post("/moderation/break/")
    assert suggested not in desk.get("/moderation/").content.decode()
