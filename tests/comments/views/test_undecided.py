"""A moderator's reason and note survive whatever keeps a decision from being made."""

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, OperationalError
from django.db.models import F
from django.http import HttpResponse
from django.test import Client

from comments.enums import Action
from comments.models import Decision
from tests.comments.views.desk_reading import HTMX, read, seen, send
from tests.essays.views.served import read_page
from tests.factories import PASSWORD, make_response

pytestmark = pytest.mark.django_db

NOTE = "Which page? </textarea><b>18</b> or 19"
SHOWN = "Which page? &lt;/textarea&gt;&lt;b&gt;18&lt;/b&gt; or 19</textarea>"


def end_sessions() -> None:
    Session.objects.all().delete()


def form_in(answer: HttpResponse) -> dict[str, str]:
    """What “Send again” would send."""
    (form,) = read_page(answer.content.decode()).all("form", css="form")
    found = {each.attributes["name"]: each.attributes["value"] for each in form.all("input")}
    return found | {"note": form.one("textarea").text}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_without_a_session_nothing_is_decided_and_the_note_is_shown_to_copy(desk, work, headers):
    response = make_response(work)
    end_sessions()
    answer = send(desk, response, Action.REJECT, "?show=held", reason="source", note=NOTE, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == (200 if headers else 403)
    assert ("<html" in page) == (not headers)
    assert SHOWN in page
    assert "The reason you chose: source or quotation not found." in page
    assert f'href="/account/login/?next=/moderation/{response.pk}/%3Fshow%3Dheld"' in page
    assert '<button class="main"' not in page
    assert "nothing was decided" in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not Decision.objects.exists()


def test_without_a_session_and_without_words_it_leads_to_signing_in(desk, work):
    response = make_response(work)
    end_sessions()
    assert send(desk, response, Action.APPROVE, note=" ").url == "/account/login/?next=/moderation/"


def test_a_note_from_before_signing_in_anew_can_be_sent_again(asta, work):
    """Signing in, in another tab, makes another token than the one in the open form."""
    browser, response = Client(enforce_csrf_checks=True), make_response(work)
    browser.force_login(asta)
    sent = seen(response) | {"action": "hold", "reason": "source", "note": NOTE, "open_next": "on"}
    address = f"/moderation/{response.pk}/decide/?show=waiting"
    for headers in ({}, HTMX):
        answer = browser.post(address, sent | {"csrfmiddlewaretoken": "x" * 64}, headers=headers)
        assert answer.status_code == (200 if headers else 403)
        form = form_in(answer)
        assert form["note"] == NOTE
    answer = browser.post(address, form)
    assert answer.status_code == 302
    assert Decision.objects.values("action", "reason", note=F("written__text")).get() == {
        "action": "hold",
        "reason": "source",
        "note": NOTE,
    }


def test_a_note_of_another_site_does_not_come_back(asta, work):
    browser, response = Client(enforce_csrf_checks=True), make_response(work)
    browser.force_login(asta)
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = send(browser, response, Action.HOLD, reason="source", note=NOTE, headers=headers)
    assert answer.status_code == 403
    assert "Which page?" not in answer.content.decode()


def test_a_locked_database_gives_the_note_back_to_be_sent_again(desk, work, monkeypatch):
    response = make_response(work)

    def fail(*_):
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("comments.domain.moderation._write", fail)
        answer = send(desk, response, Action.HOLD, reason="source", note=NOTE)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "The database cannot be reached at this moment" in str(read(answer))
    assert desk.post(f"/moderation/{response.pk}/decide/", form_in(answer)).status_code == 302
    assert Decision.objects.get().note == NOTE


def test_another_error_of_the_database_is_no_answer(desk, work, monkeypatch):
    response = make_response(work)

    def fail(*_):
        raise DataError("no number")

    monkeypatch.setattr("comments.domain.moderation._write", fail)
    with pytest.raises(DataError):
        send(desk, response, Action.HOLD, reason="source", note=NOTE)


def test_signing_in_leads_back_to_the_response(desk, work):
    response = make_response(work)
    end_sessions()
    answer = send(desk, response, Action.HOLD, reason="source", note=NOTE)
    (link,) = [tag["href"] for name, tag in read(answer).tags if name == "a" and "login" in tag["href"]]
    signed_in = desk.post(link, {"name": "asta", "password": PASSWORD})
    assert signed_in.url == f"/moderation/{response.pk}/"
