"""The sessions of an account: listed without what could tell of a person, each to be ended."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from comments.models import AccountSession
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

LOGIN, FACTORS = "/account/login/", "/account/second-factor/"


@pytest.fixture
def asta():
    return make_user("asta")


def enter(client: Client) -> None:
    client.post(LOGIN, {"name": "asta", "password": PASSWORD})


def test_signing_out_ends_the_session_and_its_line(client, asta):
    enter(client)
    client.post("/account/logout/")
    assert not Session.objects.exists()
    enter(client)
    assert AccountSession.objects.count() == 1


def test_sessions_are_listed_without_address_or_browser(client, asta):
    client.defaults["HTTP_USER_AGENT"] = "Telltale/9"
    enter(client)
    other = Client()
    enter(other)
    page = client.get("/account/sessions/").content.decode()
    assert page.count("Session without a label") == 2
    assert page.count("(this one)") == 1
    assert "Telltale" not in page
    assert "127.0.0.1" not in page


def test_a_session_has_a_label_and_an_end(client, asta):
    enter(client)
    other = Client()
    enter(other)
    key = other.cookies["sessionid"].value
    row = AccountSession.objects.get(session_key=key)
    client.post(f"/account/sessions/{row.pk}/", {"label": "  The  library "})
    assert "<bdi>The library</bdi>" in client.get("/account/sessions/").content.decode()
    client.post(f"/account/sessions/{row.pk}/", {"end": "1"})
    assert other.get("/moderation/").status_code == 302
    assert client.get("/moderation/").status_code == 200


def test_all_others_end_at_once(client, asta):
    others = [Client(), Client()]
    for each in (client, *others):
        enter(each)
    client.post("/account/sessions/end-others/")
    assert [each.get("/moderation/").status_code for each in (client, *others)] == [200, 302, 302]


def test_nobody_ends_or_names_the_session_of_another(client, asta):
    enter(client)
    row = AccountSession.objects.get()
    other = Client()
    make_user("bo")
    other.post(LOGIN, {"name": "bo", "password": PASSWORD})
    for sent in ({"end": "1"}, {"label": "mine"}):
        other.post(f"/account/sessions/{row.pk}/", sent)
    row.refresh_from_db()
    assert row.label == ""
    assert client.get("/moderation/").status_code == 200


def test_the_day_of_use_is_noted_once_a_day(client, asta, django_assert_num_queries):
    enter(client)
    AccountSession.objects.update(last_used_on="2026-01-01")
    session = client.session
    session["last_used_on"] = "2026-01-01"
    session.save()
    client.get(FACTORS)
    assert str(AccountSession.objects.get().last_used_on) != "2026-01-01"
    assert client.session["last_used_on"] == str(AccountSession.objects.get().last_used_on)
    AccountSession.objects.update(last_used_on="2026-01-01")
    client.get(FACTORS)
    assert str(AccountSession.objects.get().last_used_on) == "2026-01-01"
