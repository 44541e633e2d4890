"""Passkeys over HTTP, with a device made of software: what opens an account, and what does not."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.enums import Role
from comments.models import Act, Passkey
from comments.queries.accounts import desk_of
from tests.authenticator import Device
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ASK, ANSWER = "/account/passkeys/ask/", "/account/passkeys/answer/"
NEW, ADD = "/account/second-factor/passkey/new/", "/account/second-factor/passkey/add/"


def enter(client: Client, name: str, password: str = PASSWORD):
    return client.post("/account/login/", {"name": name, "password": password})


def answer(client: Client, address: str, given: dict, **more: str):
    return client.post(address, {"answer": json.dumps(given)} | more)


def add(client: Client, device: Device, label: str = "Key"):
    return answer(client, ADD, device.make(client.post(NEW).json()), label=label)


def use(client: Client, device: Device, **more: str):
    return answer(client, ANSWER, device.use(client.post(ASK).json()), **more)


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def asta(device) -> User:
    """A moderator with a passkey."""
    return with_passkey(make_user("asta"), device)


@pytest.fixture
def rea(device) -> User:
    """A reader with a passkey."""
    return with_passkey(make_user("rea", Role.READER), device)


def with_passkey(user: User, device: Device) -> User:
    client = Client()
    enter(client, user.username)
    assert add(client, device).status_code == 200
    return user


def test_a_passkey_is_added_and_recorded(client, asta):
    passkey = Passkey.objects.get()
    assert (passkey.user, passkey.label, passkey.last_used_on) == (asta, "Key", None)
    assert desk_of(user_id=asta.pk).second_factor
    assert Act.objects.values_list("kind", "said").get() == ("second-factor", "“asta”: passkey added")


def test_a_moderator_comes_in_by_password_and_passkey(client, asta, device):
    assert enter(client, "asta").url == "/account/login/second/?next=%2Fmoderation%2F"
    assert client.get("/moderation/").status_code == 302
    assert use(client, device, next="/moderation/log/").json() == {"next": "/moderation/log/"}
    assert client.get("/moderation/").status_code == 200


def test_a_moderator_does_not_come_in_by_a_passkey_alone(client, asta, device):
    found = use(client, device)
    assert found.status_code == 409
    assert "name and password first" in found.json()["problem"]
    assert client.get("/moderation/").status_code == 302


def test_a_reader_comes_in_by_a_passkey_alone(client, rea, device):
    assert use(client, device).json() == {"next": "/account/"}
    assert client.get("/account/").status_code == 200


def test_a_passkey_alone_has_to_know_who_holds_it(client):
    device = Device(verifies=False)
    user = make_user("rea", Role.READER)
    enter(client, "rea")
    assert add(client, device).status_code == 403
    assert not Passkey.objects.filter(user=user).exists()


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"])
def test_the_next_page_is_one_of_ours(client, rea, device, wanted):
    assert use(client, device, next=wanted).json() == {"next": "/account/"}


def test_an_answer_is_good_once(client, rea, device):
    given = device.use(client.post(ASK).json())
    other = Client()
    other.post(ASK)
    assert answer(other, ANSWER, given).status_code == 403
    assert answer(client, ANSWER, given).status_code == 200
    client.post("/account/logout/")
    assert answer(client, ANSWER, given).status_code == 403


def test_a_proof_is_good_once_where_the_device_does_not_count(client):
    device = Device(counts=False)
    with_passkey(make_user("rea", Role.READER), device)
    use(client, device)
    given = device.use(client.post(ASK).json())
    assert [answer(client, ANSWER, given).status_code for _ in range(2)] == [200, 403]


@pytest.mark.parametrize(
    "given",
    ["", "[]", "{}", '{"id": "x", "rawId": "y"}', '{"id": "x", "rawId": "x", "type": "public-key"}', "{"],
)
def test_nonsense_is_refused(client, rea, given):
    client.post(ASK)
    assert client.post(ANSWER, {"answer": given}).status_code == 403


def test_a_page_elsewhere_gets_no_answer_of_use(client, rea, device):
    device.origin = "https://elsewhere.example"
    assert use(client, device).status_code == 403


def test_a_copied_key_is_seen_by_its_count(client, rea, device):
    assert use(client, device).status_code == 200
    device.count -= 1
    assert use(Client(), device).status_code == 403


def test_a_device_that_does_not_count_is_fine(client):
    device = Device(counts=False)
    with_passkey(make_user("rea", Role.READER), device)
    assert [use(Client(), device).status_code for _ in range(2)] == [200, 200]


def test_anothers_passkey_is_no_second_step(client, asta):
    other = Device()
    with_passkey(make_user("bo"), other)
    enter(client, "asta")
    assert use(client, other).status_code == 403
    assert client.get("/moderation/").status_code == 302


def test_the_same_passkey_is_added_once(client, asta, device):
    enter(client, "asta")
    use(client, device)
    assert add(client, device).status_code == 409


def test_a_challenge_for_one_person_is_not_answered_by_the_next(client, asta, device):
    """Asked half-way in; answered after the half-way state has gone."""
    enter(client, "asta")
    given = device.use(client.post(ASK).json())
    session = client.session
    del session["waits_for_second_step"]
    session.save()
    assert answer(client, ANSWER, given).status_code == 403


def test_an_inactive_account_is_not_opened(client, rea, device):
    User.objects.update(is_active=False)
    assert use(client, device).status_code == 403


def test_adding_a_passkey_needs_a_proof_of_late(client, rea, device):
    use(client, device)
    session = client.session
    session["proved_at"] -= 11 * 60
    session.save()
    assert client.post(NEW).status_code == 409
    assert client.get("/account/second-factor/passkey/").url.startswith("/account/confirm/?next=")
    assert use(client, device).status_code == 200
    assert client.post(NEW).status_code == 200


def test_a_reader_signs_up_by_a_passkey_and_cannot_lose_it(client):
    device = Device()
    made = client.post("/account/sign-up/passkey/", {"name": "finch"}).json()
    assert answer(client, "/account/sign-up/passkey/made/", device.make(made)).json() == {"next": "/account/"}
    user = User.objects.get(username="finch")
    assert not user.has_usable_password()
    passkey = Passkey.objects.get(user=user)
    page = f"/account/second-factor/passkey/{passkey.pk}/remove/"
    assert "only way into this account" in client.get(page).content.decode()
    assert client.post(page).status_code == 409
    client.post("/account/logout/")
    assert use(client, device).status_code == 200
    own = "beside the road a well"
    client.post("/account/password/", {"new_password1": own, "new_password2": own})
    assert client.post(page).url == "/account/second-factor/"
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("name", ["", "a b", "rea", "REA"])
def test_a_name_that_cannot_be_had_is_refused_before_a_passkey_is_made(client, rea, name):
    found = client.post("/account/sign-up/passkey/", {"name": name})
    assert found.status_code == 409
    assert found.json()["problem"]


def test_each_step_needs_the_token(rea):
    strict = Client(enforce_csrf_checks=True)
    for address in (ASK, ANSWER, NEW, ADD, "/account/sign-up/passkey/", "/account/sign-up/passkey/made/"):
        assert strict.post(address).status_code == 403


def test_challenges_for_nobody_are_limited(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"passkey": [(2, 60)]}
    assert [Client().post(ASK).status_code for _ in range(3)] == [200, 200, 429]


def test_signing_up_can_be_closed(client, settings):
    settings.ACCOUNTS = False
    assert client.post("/account/sign-up/passkey/", {"name": "finch"}).status_code == 409
    assert client.get("/account/sign-up/").url == "/account/login/"
    assert client.post("/account/sign-up/", {"name": "finch"}).url == "/account/login/"


def test_without_an_app_the_second_step_asks_for_a_recovery_code_alone(client, asta, device):
    enter(client, "asta")
    page = client.get("/account/login/second/").content.decode()
    assert "Recovery code" in page and "Or a recovery code" not in page and 'name="code"' not in page
    nothing = client.post("/account/login/second/", {"code": "123456"})
    assert nothing.status_code == 422
    assert nothing.context["form"].errors == {"recovery": ["Type a code."]}
