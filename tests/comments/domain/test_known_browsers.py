"""A browser that is known has tries of its own, and opens nothing by it."""

import pytest

from comments.domain.factors import WrongCode, check_code
from comments.domain.known_browsers import is_known, sender_of, token_for
from comments.domain.sign_in import WrongPassword, check_password
from comments.domain.throttling import TooMany
from tests.factories import PASSWORD, app_code, make_app

HERE = "192.0.2.7"


def known(token: str, name: str = "asta") -> str:
    return sender_of(name=name, token=token, address=HERE)


def test_a_token_is_good_for_its_name_alone():
    token = token_for(name="asta")
    assert is_known(known(token))
    assert known(token) == known(token)
    assert [known(token, name) for name in ("bo", "ASTA", "", "ast", "asta x")] == [HERE] * 5


def test_each_token_is_another_browser():
    assert known(token_for(name="asta")) != known(token_for(name="asta"))


@pytest.mark.parametrize("token", ["", "x", "browser asta", token_for])
def test_what_is_no_token_of_ours_counts_for_the_network(token, settings):
    if callable(token):
        token = token(name="asta")
        settings.SECRET_KEY = "another key"
    assert known(token) == HERE
    assert not is_known(known(token))


def test_a_token_names_nobody():
    assert "asta" not in token_for(name="asta")


@pytest.mark.django_db
def test_who_shares_the_network_cannot_lock_a_known_browser_out(asta):
    for number in range(6):
        with pytest.raises((WrongPassword, TooMany)):
            check_password(name="asta", password="wrong", sender=f"192.0.2.{number}")
    with pytest.raises(TooMany):
        check_password(name="asta", password=PASSWORD, sender=HERE)
    assert check_password(name="asta", password=PASSWORD, sender=known(token_for(name="asta"))) == asta


@pytest.mark.django_db
def test_a_known_browser_guesses_no_faster(asta):
    browser = known(token_for(name="asta"))
    for _ in range(5):
        with pytest.raises(WrongPassword):
            check_password(name="asta", password="wrong", sender=browser)
    with pytest.raises(TooMany):
        check_password(name="asta", password=PASSWORD, sender=browser)


@pytest.mark.django_db
def test_who_wears_out_the_app_from_everywhere_leaves_a_known_browser_its_codes(asta, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"second-factor-app": [(1, 86400)]}
    secret, browser = make_app(asta), known(token_for(name="asta"))
    with pytest.raises(WrongCode):
        check_code(user_id=asta.pk, code="000000", sender="198.51.100.9")
    with pytest.raises(TooMany):
        check_code(user_id=asta.pk, code=app_code(secret, periods=1), sender=HERE)
    for _ in range(4):
        with pytest.raises(WrongCode):
            check_code(user_id=asta.pk, code="000000", sender=browser)
    check_code(user_id=asta.pk, code=app_code(secret, periods=1), sender=browser)
