"""How often anybody may try to sign in."""

import pytest

from comments.domain import throttling
from comments.domain.accounts import deactivate_account
from comments.domain.sign_in import WrongPassword, check_password
from comments.domain.throttling import TooMany
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

HERE, THERE = "192.0.2.7", "198.51.100.9"


def fail(name: str = "asta", sender: str = HERE) -> None:
    with pytest.raises(WrongPassword):
        check_password(name=name, password="wrong", sender=sender)


def test_the_right_password_gives_the_account(asta):
    assert check_password(name="asta", password=PASSWORD, sender=HERE) == asta


def test_after_five_wrong_tries_even_the_right_password_waits(asta):
    for _ in range(5):
        fail()
    with pytest.raises(TooMany) as limit:
        check_password(name="asta", password=PASSWORD, sender=HERE)
    assert 0 < limit.value.retry_after <= 24 * 60 * 60


def test_nobody_can_lock_a_moderator_out_from_elsewhere(asta):
    for _ in range(5):
        fail(sender=THERE)
    assert check_password(name="asta", password=PASSWORD, sender=HERE) == asta


def test_neighbours_of_an_address_share_the_limit(asta):
    for number in range(5):
        fail(sender=f"192.0.2.{number}")
    with pytest.raises(TooMany):
        fail(sender="192.0.2.200")


def test_the_name_in_other_letters_is_the_same_name(asta):
    for name in ("asta", "ASTA", "Asta", "aSTA", "astA"):
        fail(name=name)
    with pytest.raises(TooMany):
        fail()


def test_wrong_tries_at_many_names_are_counted_together():
    for number in range(30):
        fail(name=f"name{number}")
    with pytest.raises(TooMany):
        fail(name="another")


def test_tries_refused_at_one_name_are_not_counted_for_the_sender(asta):
    for _ in range(5):
        fail()
    for _ in range(30):
        with pytest.raises(TooMany):
            check_password(name="asta", password=PASSWORD, sender=HERE)
    fail(name="another")


def test_tries_refused_for_a_quarter_of_an_hour_do_not_use_up_the_day(asta, monkeypatch):
    now = [1_800_000_000]
    monkeypatch.setattr(throttling.time, "time", lambda: now[0])
    for _ in range(5):
        fail()
    for _ in range(20):
        with pytest.raises(TooMany):
            check_password(name="asta", password=PASSWORD, sender=HERE)
    now[0] += 15 * 60
    assert check_password(name="asta", password=PASSWORD, sender=HERE) == asta


def test_right_tries_are_not_counted(asta):
    for _ in range(12):
        check_password(name="asta", password=PASSWORD, sender=HERE)
    for _ in range(5):
        fail()


def test_an_inactive_account_and_an_unknown_name_are_the_same_as_a_wrong_password(asta, bo):
    deactivate_account(name="asta")
    with pytest.raises(WrongPassword):
        check_password(name="asta", password=PASSWORD, sender=HERE)
    fail(name="nobody")
