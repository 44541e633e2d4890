"""Signing in and out, and the password, over HTTP."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from comments.domain.accounts import make_account
from comments.enums import Role
from tests.factories import PASSWORD, app_code, make_app, make_debate, make_user, make_work

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
OWN = "beside the road a well"


@pytest.fixture
def asta():
    return make_user("asta")


def sign_in(client: Client, name: str = "asta", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"name": name, "password": password} | more)


def test_signing_in_leads_to_the_queue(client, asta):
    answer = sign_in(client)
    assert (answer.status_code, answer.url) == (302, "/moderation/")
    assert client.get("/moderation/").status_code == 200


def test_signing_in_leads_a_reader_to_their_own_page(client):
    make_user("rea", Role.READER)
    assert sign_in(client, "rea").url == "/account/"


@pytest.mark.parametrize(
    ("wanted", "landing"),
    [
        ("/moderation/7/?show=held", "/moderation/7/?show=held"),
        ("https://elsewhere.example/", "/moderation/"),
        ("//elsewhere.example/", "/moderation/"),
        ("/\\elsewhere.example", "/moderation/"),
        ("javascript:alert(1)", "/moderation/"),
        ("", "/moderation/"),
    ],
)
def test_the_page_asked_for_is_one_of_ours(client, asta, wanted, landing):
    assert sign_in(client, next=wanted).url == landing
    assert client.get(LOGIN, {"next": wanted}).url == landing


def test_the_page_asked_for_goes_along_through_a_mistake(client, asta):
    page = sign_in(client, password="wrong", next="/moderation/7/").content.decode()
    assert '<input type="hidden" name="next" value="/moderation/7/">' in page


def test_wrong_name_and_wrong_password_get_the_same_answer(client, asta):
    answers = [sign_in(client, password="wrong"), sign_in(client, "nobody")]
    assert [answer.status_code for answer in answers] == [422, 422]
    pages = [answer.content.decode() for answer in answers]
    assert all("No account has this name and this password." in page for page in pages)
    strip = [page.replace('value="asta"', "").replace('value="nobody"', "") for page in pages]
    tokens = [page.split('name="csrfmiddlewaretoken" value="')[1][:64] for page in strip]
    assert strip[0].replace(tokens[0], "") == strip[1].replace(tokens[1], "")


def test_the_password_never_comes_back(client, asta):
    assert "very wrong" not in sign_in(client, password="very wrong").content.decode()


def test_too_many_tries_get_429_and_a_time(client, asta):
    for _ in range(5):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Too many tries" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_in_gives_a_new_session_and_a_new_token(client, asta):
    client.get(LOGIN)
    client.session["before"] = "x"
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies["sessionid"] = session.session_key
    token = client.cookies["csrftoken"].value
    sign_in(client)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()
    assert client.cookies["csrftoken"].value != token


def test_signing_in_needs_the_token(asta):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403


def test_signing_out_takes_a_post_and_clears_what_the_browser_keeps(client, asta):
    sign_in(client)
    refused = client.get("/account/logout/")
    assert (refused.status_code, refused["Allow"]) == (405, "POST")
    assert "This address cannot be opened like that" in refused.content.decode()
    answer = client.post("/account/logout/")
    assert (answer.status_code, answer.url) == (302, "/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    gone = {name for name, cookie in answer.cookies.items() if cookie["max-age"] == 0 and not cookie.value}
    assert gone == {"sessionid", "csrftoken"}
    assert client.get("/moderation/").url == f"{LOGIN}?next=/moderation/"


def test_signing_out_when_nobody_is_signed_in_is_no_error(client):
    assert client.post("/account/logout/").status_code == 302


def test_a_one_time_password_opens_nothing_until_it_is_changed(client):
    password = make_account(name="asta", role=Role.MODERATOR)
    sign_in(client, password=password)
    for address in ("/moderation/", "/moderation/1/", "/moderation/log/"):
        assert client.get(address).url == "/account/password/"
    assert client.post("/moderation/1/decide/").url == "/account/password/"
    page = client.get("/account/password/").content.decode()
    assert "Choose a password of your own" in page
    answer = client.post(
        "/account/password/", {"old_password": password, "new_password1": OWN, "new_password2": OWN}
    )
    assert answer.url == "/moderation/"
    assert client.get("/moderation/").status_code == 200


def test_the_new_password_is_another(client):
    password = make_account(name="asta", role=Role.MODERATOR)
    sign_in(client, password=password)
    answer = client.post(
        "/account/password/", {"old_password": password, "new_password1": password, "new_password2": password}
    )
    assert answer.status_code == 422
    assert "The new password is the old one." in answer.content.decode()
    assert client.get("/moderation/").url == "/account/password/"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", OWN, OWN, "Your old password was entered incorrectly."),
        (PASSWORD, OWN, "another thing entirely", "The two password fields didn’t match."),
        (PASSWORD, "short", "short", "This password is too short."),
        (PASSWORD, "password1234", "password1234", "This password is too common."),
    ],
)
def test_a_password_that_will_not_do_is_said_to(client, asta, old, new, again, said):
    client.force_login(asta)
    answer = client.post(
        "/account/password/", {"old_password": old, "new_password1": new, "new_password2": again}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_a_new_password_ends_every_other_session(client, asta):
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post("/account/password/", {"old_password": PASSWORD, "new_password1": OWN, "new_password2": OWN})
    assert client.get("/moderation/").status_code == 200
    assert other.get("/moderation/").status_code == 302


def test_the_old_password_is_guessed_no_faster_than_at_signing_in(client, asta):
    client.force_login(asta)
    wrong = {"old_password": "wrong", "new_password1": OWN, "new_password2": OWN}
    statuses = [client.post("/account/password/", wrong).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


@pytest.mark.parametrize(("new", "again"), [("short", "short"), (OWN, "another thing"), ("", "")])
def test_a_new_password_that_will_not_do_is_no_wrong_try(client, asta, new, again):
    client.force_login(asta)
    tried = {"old_password": PASSWORD, "new_password1": new, "new_password2": again}
    statuses = [client.post("/account/password/", tried).status_code for _ in range(7)]
    assert statuses == [422] * 7


def test_a_deactivated_account_is_out_at_once(client, asta):
    sign_in(client)
    User.objects.update(is_active=False)
    assert client.get("/moderation/").status_code == 302
    assert sign_in(Client()).status_code == 422


def test_who_responds_while_signed_in_is_told_what_is_kept(client, asta):
    make_work(make_debate())
    page = client.get("/works/wells-a/respond/").content.decode()
    assert "You are signed in" not in page
    client.force_login(asta)
    page = client.get("/works/wells-a/respond/").content.decode()
    assert "You are signed in as <bdi>asta</bdi>." in page


@pytest.mark.parametrize("address", [LOGIN, "/account/password/"])
def test_account_pages_are_kept_and_indexed_by_nobody(client, asta, address):
    if address != LOGIN:
        client.force_login(asta)
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


class TestABrowserThatIsKnown:
    def test_is_one_in_which_somebody_of_the_desk_has_signed_in_whole(self, client, asta, settings):
        settings.SESSION_COOKIE_SECURE = True
        cookie = sign_in(client).cookies["known_browser"]
        shown = {name: cookie[name] for name in ("path", "secure", "httponly", "samesite", "max-age")}
        assert shown == {
            "path": "/account/",
            "secure": True,
            "httponly": True,
            "samesite": "Strict",
            "max-age": 30 * 24 * 60 * 60,
        }
        assert "known_browser" not in client.get("/account/login/").cookies

    def test_is_not_one_in_which_the_second_step_or_the_password_failed(self, client, asta):
        assert "known_browser" not in sign_in(client, password="wrong").cookies
        secret = make_app(asta)
        assert "known_browser" not in sign_in(client).cookies
        assert "known_browser" not in client.post("/account/login/second/", {"code": "000000"}).cookies
        answer = client.post("/account/login/second/", {"code": app_code(secret)})
        assert answer.cookies["known_browser"].value

    def test_is_not_that_of_a_reader(self, client):
        make_user("rea", Role.READER)
        assert "known_browser" not in sign_in(client, name="rea").cookies

    def test_comes_in_and_proves_who_it_is_whatever_others_of_the_network_try(self, client, asta):
        sign_in(client)
        neighbour = Client()
        assert [sign_in(neighbour, password="wrong").status_code for _ in range(6)][-1] == 429
        assert client.post("/account/confirm/", {"proof_password": PASSWORD}).status_code == 302
        client.post("/account/logout/")
        assert sign_in(neighbour).status_code == 429
        assert sign_in(client).status_code == 302

    def test_is_known_for_one_name(self, client, asta):
        sign_in(client)
        client.post("/account/logout/")
        make_user("bo")
        for _ in range(5):
            sign_in(client, name="bo", password="wrong")
        assert sign_in(Client(), name="bo").status_code == 429
