"""What is sensitive asks again who somebody is, and loses nothing that was typed."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from comments.enums import Role, Status
from comments.models import Act, Exemption
from masslinesite.access import ROUTINE, RULES, SENSITIVE, Access, access_of
from tests.essays.views.served import read_page
from tests.factories import PASSWORD, make_debate, make_response, make_user, make_work, sign_in

PATTERNS = [
    each for included in get_resolver().url_patterns for each in getattr(included, "url_patterns", [included])
]
CLOSED = {
    each.name: each.callback
    for each in PATTERNS
    if isinstance(each, URLPattern) and access_of(each.callback) in RULES
}
IN_JSON = {"passkey-new", "passkey-add"}
BY_POST_ALONE = {"decision-log-export", "act-log-export", "account-export"} | IN_JSON
BY_GET_ALONE = {"passkey-page"}
NUMBERED = {"trust-restore", "exemption", "erase", "person", "passkey-remove"}
TYPED = "Both who can decide sent it.\r\nSo one of them has to, </textarea><b>openly</b>."


def test_every_closed_page_is_either_sensitive_or_routine():
    assert SENSITIVE.keys() | ROUTINE == CLOSED.keys()
    assert SENSITIVE.keys() & ROUTINE == set()


def test_what_is_sensitive_asks_again_and_nothing_else_does():
    assert {name for name, view in CLOSED.items() if getattr(view, "asks_again", False)} == SENSITIVE.keys()


def test_what_only_editors_and_administrators_may_do_is_sensitive_but_for_what_can_be_done_anew():
    closed = {
        name for name, view in CLOSED.items() if access_of(view) in (Access.EDITOR, Access.ADMINISTRATOR)
    }
    assert closed - SENSITIVE.keys() == {
        *("link-queue", "link-review", "link-add"),
        *("screening-trust", "screening-learn"),
    }


@pytest.fixture
def pk(db):
    return make_response(make_work(make_debate()), status=Status.PENDING).pk


@pytest.fixture
def old(db, client) -> Client:
    """An administrator who signed in a while ago."""
    user = make_user("ada", Role.ADMINISTRATOR)
    sign_in(client, user)
    session = client.session
    session["proved_at"] -= 11 * 60
    session.save()
    return client


def address(name: str, pk: int) -> str:
    return reverse(name, args=[pk] if name in NUMBERED else [])


def test_each_sensitive_page_asks_who_has_not_proved_it_lately(old, pk):
    for name in SENSITIVE.keys() - {"password-change"}:
        where = address(name, pk)
        if name not in BY_POST_ALONE:
            answer = old.get(where, {"a": "b"})
            assert answer.url == f"/account/confirm/?next={where.replace('/', '%2F')}%3Fa%3Db"
        if name not in BY_GET_ALONE:
            answer = old.post(where, {"a": "b"})
            shown = answer.json()["problem"] if name in IN_JSON else answer.content.decode()
            assert answer.status_code == (409 if name in IN_JSON else 403), name
            assert (
                "which asks who you are" if name in IN_JSON else '<h1 class="h2">Is it you?</h1>'
            ) in shown
    assert not Act.objects.exists()


def fields_of(answer) -> dict[str, str]:
    """What the form of the page would send."""
    (form,) = read_page(answer.content.decode()).all("form", css="form")
    found = {each.attributes["name"]: each.attributes.get("value", "") for each in form.all("input")}
    return found | {each.attributes["name"]: each.text.removeprefix("\n") for each in form.all("textarea")}


def test_what_was_typed_goes_on_with_the_proof(old, pk):
    asta, where = make_user("asta"), f"/moderation/{pk}/exemption/"
    answer = old.post(
        where, {"moderator": asta.pk, "reason": TYPED}, headers={"Referer": f"http://testserver{where}"}
    )
    sent = fields_of(answer)
    assert (sent["moderator"], sent["reason"]) == (str(asta.pk), TYPED)
    assert f'<a href="{where}">Back to the page before</a>' in answer.content.decode()
    again = old.post(where, sent | {"proof_password": "not this"})
    assert f'<a href="{where}">Back to the page before</a>' in again.content.decode()
    done = old.post(where, fields_of(again) | {"proof_password": PASSWORD})
    assert done.url == f"/moderation/{pk}/?look=on&told=leave-given"
    assert Exemption.objects.get().reason.splitlines() == TYPED.splitlines()


def test_a_mistake_in_what_was_typed_is_told_after_the_proof_with_the_form_filled(old, pk):
    where = f"/moderation/{pk}/exemption/"
    sent = fields_of(old.post(where, {"moderator": "", "reason": TYPED}))
    answer = old.post(where, sent | {"proof_password": PASSWORD})
    assert answer.status_code == 422
    assert fields_of(answer)["reason"].splitlines() == TYPED.splitlines()


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "1"]
)
def test_the_way_back_leads_to_our_pages_only(old, pk, page):
    answer = old.post(f"/moderation/{pk}/exemption/", {"proving": page, "proof_password": "wrong"})
    assert "elsewhere" not in answer.content.decode()
    assert "Back to the page before" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("policy", {"text": TYPED, "seen": "1"}),
        ("screening-change", {"held_words": TYPED, "seen": "1"}),
        ("trust-restore", {"reason": TYPED}),
        ("exemption", {"reason": TYPED, "moderator": "1"}),
        ("erase", {"ground": TYPED, "does": "erase"}),
    ],
)
def test_what_was_typed_survives_the_end_of_the_session(client, pk, name, sent):
    """It is shown, and can be sent again after signing in anew, which makes another token."""
    browser, where = Client(enforce_csrf_checks=True), address(name, pk)
    sign_in(browser, make_user("ada", Role.ADMINISTRATOR))
    browser.get("/account/sessions/")
    token = browser.cookies["csrftoken"].value
    Session.objects.all().delete()
    proof = {"proof_password": PASSWORD, "csrfmiddlewaretoken": token}
    answer = browser.post(where, sent | proof)
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "no-store"
    kept = fields_of(answer)
    assert {key: value for key, value in kept.items() if key != "csrfmiddlewaretoken"} == sent
    next_page = where.replace("/", "%2F")
    assert f'href="/account/login/?next={next_page}" target="_blank"' in answer.content.decode()
    login = browser.get("/account/login/").context["csrf_token"]
    browser.post("/account/login/", {"name": "ada", "password": PASSWORD, "csrfmiddlewaretoken": str(login)})
    again = fields_of(browser.post(where, kept, headers={"Sec-Fetch-Site": "same-origin"}))
    assert {key: value for key, value in again.items() if key != "csrfmiddlewaretoken"} == sent
    assert again["csrfmiddlewaretoken"] != kept["csrfmiddlewaretoken"]
    assert not Act.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}])
def test_what_no_browser_vouches_for_does_not_come_back(pk, headers):
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, make_user("ada", Role.ADMINISTRATOR))
    answer = browser.post(f"/moderation/{pk}/erase/", {"ground": TYPED, "does": "erase"}, headers=headers)
    assert answer.status_code == 403
    assert "Both who can decide" not in answer.content.decode()
