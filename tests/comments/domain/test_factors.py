"""Codes of an app and recovery codes: each once, tried seldom, and nobody locked out from elsewhere."""

import pytest

from comments.domain import factors
from comments.domain.factors import (
    FactorRefused,
    WrongCode,
    begin_authenticator,
    check_code,
    check_recovery_code,
    confirm_authenticator,
    make_recovery_codes,
    remove_authenticator,
)
from comments.domain.throttling import TooMany
from comments.models import Authenticator, RecoveryCode
from comments.queries.accounts import desk_of
from tests.factories import app_code, make_app

pytestmark = pytest.mark.django_db

HERE, THERE = "192.0.2.7", "198.51.100.9"


def fail(user, sender=HERE, check=check_code):
    with pytest.raises(WrongCode):
        check(user_id=user.pk, code="000000", sender=sender)


def test_an_app_counts_once_a_code_of_it_was_given(asta):
    secret = begin_authenticator(user_id=asta.pk)
    assert not desk_of(user_id=asta.pk).second_factor
    with pytest.raises(WrongCode):
        check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)
    with pytest.raises(WrongCode):
        confirm_authenticator(user_id=asta.pk, code="123")
    confirm_authenticator(user_id=asta.pk, code=app_code(secret))
    assert desk_of(user_id=asta.pk).second_factor


def test_a_page_opened_twice_shows_one_secret(asta):
    assert begin_authenticator(user_id=asta.pk) == begin_authenticator(user_id=asta.pk)


def test_a_second_app_is_refused(asta):
    make_app(asta)
    with pytest.raises(FactorRefused):
        begin_authenticator(user_id=asta.pk)


def test_the_secret_does_not_lie_open_in_the_database(asta, settings):
    secret = make_app(asta)
    stored = Authenticator.objects.get().secret
    assert secret not in stored
    settings.SECRET_KEY = "another key altogether, which reads nothing of the first"
    with pytest.raises(WrongCode):
        check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)


def test_a_key_that_has_gone_out_of_use_still_reads(asta, settings):
    secret = make_app(asta)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether"
    check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)


@pytest.mark.parametrize(("periods", "fits"), [(-2, False), (0, True), (1, True), (2, False)])
def test_a_code_of_a_near_period_fits(asta, periods, fits):
    secret = make_app(asta)
    code = app_code(secret, periods=periods)
    if fits:
        check_code(user_id=asta.pk, code=f" {code[:3]} {code[3:]} ", sender=HERE)
    else:
        with pytest.raises(WrongCode):
            check_code(user_id=asta.pk, code=code, sender=HERE)


def test_a_code_fits_once_and_none_before_it_after_it(asta):
    secret = make_app(asta)
    check_code(user_id=asta.pk, code=app_code(secret, periods=1), sender=HERE)
    for periods in (1, 0, -1):
        with pytest.raises(WrongCode):
            check_code(user_id=asta.pk, code=app_code(secret, periods=periods), sender=HERE)


def test_anothers_code_does_not_fit(asta, bo):
    make_app(asta)
    secret = make_app(bo)
    with pytest.raises(WrongCode):
        check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)


def test_after_five_wrong_codes_the_right_one_waits_here_and_not_elsewhere(asta):
    secret = make_app(asta)
    for _ in range(5):
        fail(asta)
    with pytest.raises(TooMany):
        check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)
    check_code(user_id=asta.pk, code=app_code(secret), sender=THERE)


def test_who_tries_from_everywhere_wears_out_the_app_and_not_the_recovery_codes(asta, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"second-factor-app": [(10, 24 * 60 * 60)]}
    secret = make_app(asta)
    code = make_recovery_codes(user_id=asta.pk)[0]
    for number in range(10):
        fail(asta, sender=f"10.{number}.0.1")
    with pytest.raises(TooMany):
        check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)
    check_recovery_code(user_id=asta.pk, code=code, sender=HERE)


def test_right_codes_are_not_counted(asta, monkeypatch):
    secret = make_app(asta)
    now = factors.time.time()
    for period in range(1, 8):
        monkeypatch.setattr(factors.time, "time", lambda at=now + 30 * period: at)
        check_code(user_id=asta.pk, code=app_code(secret), sender=HERE)


def test_recovery_codes_need_something_to_stand_in_for(asta):
    with pytest.raises(FactorRefused):
        make_recovery_codes(user_id=asta.pk)


def test_a_recovery_code_opens_once_however_it_is_typed(asta, bo):
    make_app(asta)
    codes = make_recovery_codes(user_id=asta.pk)
    assert len(set(codes)) == 10
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()
    check_recovery_code(
        user_id=asta.pk, code=codes[0].upper().replace("-", " ").replace("0", "O"), sender=HERE
    )
    assert RecoveryCode.objects.count() == 9
    for user, code in ((asta, codes[0]), (bo, codes[1])):
        with pytest.raises(WrongCode):
            check_recovery_code(user_id=user.pk, code=code, sender=HERE)
    fail(asta, check=check_recovery_code)


def test_new_recovery_codes_end_the_old_ones(asta):
    make_app(asta)
    old = make_recovery_codes(user_id=asta.pk)[0]
    make_recovery_codes(user_id=asta.pk)
    with pytest.raises(WrongCode):
        check_recovery_code(user_id=asta.pk, code=old, sender=HERE)


def test_the_last_factor_takes_the_recovery_codes_with_it(asta):
    make_app(asta)
    make_recovery_codes(user_id=asta.pk)
    remove_authenticator(user_id=asta.pk)
    assert not RecoveryCode.objects.exists()
    assert not desk_of(user_id=asta.pk).second_factor
