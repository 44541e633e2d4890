"""The second step, and asking again, over HTTP."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from comments.domain.factors import make_recovery_codes
from comments.enums import Role
from comments.models import Act
from tests.factories import PASSWORD, app_code, make_app, make_user

pytestmark = pytest.mark.django_db

LOGIN, SECOND = "/account/login/", "/account/login/second/"
FACTORS = "/account/second-factor/"
OWN = "beside the road a well"


@pytest.fixture
def asta():
    return make_user("asta")


@pytest.fixture
def secret(asta):
    return make_app(asta)


def enter(client: Client, **more: str):
    return client.post(LOGIN, {"name": "asta", "password": PASSWORD} | more)


def make_old(client: Client, key: str = "proved_at", by: int = 11 * 60) -> None:
    session = client.session
    session[key] -= by
    session.save()


def test_the_password_alone_opens_nothing(client, asta, secret):
    enter(client)
    assert "_auth_user_id" not in client.session
    for address in ("/moderation/", "/account/", FACTORS):
        assert client.get(address).url.startswith(LOGIN)


def test_a_code_opens_the_page_that_was_asked_for(client, asta, secret):
    page = enter(client, next="/moderation/log/").url
    assert page == f"{SECOND}?next=%2Fmoderation%2Flog%2F"
    shown = client.get(page).content.decode()
    assert '<input type="hidden" name="next" value="/moderation/log/">' in shown
    assert (
        client.post(SECOND, {"code": app_code(secret), "next": "/moderation/log/"}).url == "/moderation/log/"
    )
    assert client.get("/moderation/log/").status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]
)
def test_the_second_step_leads_to_our_pages_only(client, asta, secret, wanted):
    assert enter(client, next=wanted).url == f"{SECOND}?next=%2Fmoderation%2F"
    assert client.post(SECOND, {"code": app_code(secret), "next": wanted}).url == "/moderation/"


def test_a_code_that_has_been_used_opens_nothing_a_second_time(client, asta, secret):
    code = app_code(secret)
    enter(client)
    client.post(SECOND, {"code": code})
    other = Client()
    enter(other)
    answer = other.post(SECOND, {"code": code})
    assert answer.status_code == 422
    assert "This code does not fit" in answer.content.decode()
    assert other.get("/moderation/").status_code == 302


@pytest.mark.parametrize("field", ["recovery", "code"])
def test_a_recovery_code_opens_once_in_whichever_field(client, asta, secret, field):
    code = make_recovery_codes(user_id=asta.pk)[0]
    for status in (302, 422):
        other = Client()
        enter(other)
        assert other.post(SECOND, {field: code}).status_code == status


def test_wrong_codes_are_limited_here_and_the_owner_comes_in_elsewhere(client, asta, secret):
    enter(client)
    statuses = [client.post(SECOND, {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    elsewhere = Client(REMOTE_ADDR="198.51.100.9")
    enter(elsewhere)
    assert elsewhere.post(SECOND, {"code": app_code(secret)}).status_code == 302


def test_each_step_gives_the_session_another_key(client, asta, secret):
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies["sessionid"] = session.session_key
    keys = [session.session_key]
    enter(client)
    keys.append(client.cookies["sessionid"].value)
    client.post(SECOND, {"code": app_code(secret)})
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 3
    assert list(Session.objects.values_list("session_key", flat=True)) == keys[2:]


def test_half_way_in_ends_after_ten_minutes(client, asta, secret):
    enter(client)
    session = client.session
    session["waits_for_second_step"]["until"] -= 11 * 60
    session.save()
    assert client.post(SECOND, {"code": app_code(secret)}).url == LOGIN
    assert client.get("/moderation/").status_code == 302


def test_half_way_in_ends_with_a_new_password(client, asta, secret):
    enter(client)
    asta.set_password(OWN)
    asta.save()
    assert client.post(SECOND, {"code": app_code(secret)}).url == LOGIN


def test_nobody_begins_with_the_second_step(client):
    assert client.get(SECOND).url == LOGIN


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_where_it_is_required_nothing_opens_before_there_is_a_second_factor(client, settings, role):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make_user("asta", role)
    enter(client)
    for address in ("/moderation/", "/moderation/log/", "/account/"):
        assert client.get(address).url == FACTORS
    assert client.get("/admin/", follow=True).request["PATH_INFO"] in (FACTORS, "/admin/login/")
    assert "Set up a second factor; then the desk is open" in client.get(FACTORS).content.decode()
    shown = client.get(f"{FACTORS}app/").content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', shown)[1].replace(" ", "")
    assert client.post(f"{FACTORS}app/", {"code": app_code(secret)}).url == FACTORS
    assert client.get("/moderation/").status_code == 200
    assert Act.objects.get().about == f"account {user.pk}"


def test_where_it_is_required_readers_are_not_asked(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    make_user("asta", Role.READER)
    enter(client)
    assert client.get("/account/").status_code == 200


def test_where_it_is_offered_the_desk_opens_without(client, asta):
    enter(client)
    assert client.get("/moderation/").status_code == 200


def test_the_code_in_the_picture_needs_no_style_of_its_own(client, asta):
    enter(client)
    page = client.get(f"{FACTORS}app/").content.decode()
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert "style=" not in picture
    assert 'class="qr"' in picture


def test_setting_up_and_taking_away_end_the_other_sessions(client, asta):
    other = Client()
    enter(client)
    enter(other)
    shown = client.get(f"{FACTORS}app/").content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', shown)[1].replace(" ", "")
    assert client.post(f"{FACTORS}app/", {"code": "000000"}).status_code == 422
    client.post(f"{FACTORS}app/", {"code": app_code(secret)})
    assert other.get("/moderation/").status_code == 302
    assert client.get("/moderation/").status_code == 200
    enter(other)
    other.post(SECOND, {"code": app_code(secret, periods=1)})
    assert other.get("/moderation/").status_code == 200
    client.post(f"{FACTORS}app/remove/")
    assert other.get("/moderation/").status_code == 302
    assert client.get("/moderation/").status_code == 200


def test_recovery_codes_are_shown_once(client, asta, secret):
    enter(client)
    client.post(SECOND, {"code": app_code(secret)})
    codes = re.findall(r"<li><code>([a-z0-9-]{19})</code>", client.post(f"{FACTORS}codes/").content.decode())
    assert len(codes) == 10
    assert not any(code in client.get(f"{FACTORS}codes/").content.decode() for code in codes)
    other = Client()
    enter(other)
    assert other.post(SECOND, {"recovery": codes[9]}).status_code == 302


@pytest.mark.parametrize(
    ("required", "said"),
    [
        (False, "the recovery codes go with it, and the password alone will open this account."),
        (True, "the recovery codes go with it, and the desk stays closed to you until you set up another."),
    ],
)
def test_taking_the_last_factor_away_says_what_goes_with_it(client, asta, secret, settings, required, said):
    settings.SECOND_FACTOR_REQUIRED = required
    enter(client)
    client.post(SECOND, {"code": app_code(secret)})
    assert said in client.get(f"{FACTORS}app/remove/").content.decode()


@pytest.mark.parametrize("page", ["app/", "app/remove/", "codes/", "passkey/"])
def test_factors_are_changed_by_who_has_proved_it_lately(client, asta, page):
    enter(client)
    make_old(client)
    assert (
        client.get(FACTORS + page).url
        == f"/account/confirm/?next=%2Faccount%2Fsecond-factor%2F{page[:-1].replace('/', '%2F')}%2F"
    )
    answer = client.post("/account/confirm/", {"proof_password": PASSWORD, "next": FACTORS + page})
    assert answer.url == FACTORS + page
    assert client.get(FACTORS + page).status_code in (200, 302)


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"])
def test_asking_again_leads_to_our_pages_only(client, asta, wanted):
    enter(client)
    assert wanted not in client.get("/account/confirm/", {"next": wanted}).content.decode()
    assert (
        client.post("/account/confirm/", {"proof_password": PASSWORD, "next": wanted}).url == "/moderation/"
    )


def test_a_code_is_as_good_a_proof_as_the_password(client, asta, secret):
    enter(client)
    client.post(SECOND, {"code": app_code(secret)})
    make_old(client)
    assert client.post("/account/confirm/", {"proof_code": app_code(secret)}).status_code == 422
    assert client.post("/account/confirm/", {"proof_code": app_code(secret, periods=1)}).status_code == 302


def test_what_was_sent_is_kept_while_it_is_asked_again(client):
    ada = make_user("asta", Role.ADMINISTRATOR)
    enter(client)
    make_old(client)
    sent = {"add": "1", "name": "cleo & co", "role": "editor"}
    page = client.post("/moderation/people/", sent)
    assert page.status_code == 403
    shown = page.content.decode()
    assert "What you sent is kept" in shown
    assert '<input type="hidden" name="name" value="cleo &amp; co">' in shown
    assert 'action="/moderation/people/"' in shown
    wrong = client.post("/moderation/people/", sent | {"proving": "1", "proof_password": "never this one"})
    assert wrong.status_code == 422
    assert 'value="cleo &amp; co"' in wrong.content.decode()
    assert "never this one" not in wrong.content.decode()
    assert not Act.objects.exists()
    right = client.post(
        "/moderation/people/", sent | {"name": "cleo", "proving": "1", "proof_password": PASSWORD}
    )
    assert "Account <bdi>cleo</bdi> is made" in right.content.decode()
    assert Act.objects.get().actor_id == ada.pk


def test_the_proof_is_guessed_no_faster_than_at_signing_in(client, asta):
    enter(client)
    make_old(client)
    wrong = {"proof_password": "wrong"}
    assert [client.post("/account/confirm/", wrong).status_code for _ in range(6)] == [422] * 5 + [429]
