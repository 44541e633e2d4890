"""Two at once: with one code, and with the last who can administer."""

from functools import partial

import pytest
from django.contrib.auth.models import User

from comments.domain.accounts import AccountRefused
from comments.domain.factors import WrongCode, check_code, check_recovery_code, make_recovery_codes
from comments.domain.people import set_active, set_role
from comments.enums import Role
from comments.models import Act, RecoveryCode
from comments.queries.people import people
from tests.at_once import at_once
from tests.factories import actor, app_code, make_app, make_user

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 3


def test_of_two_with_the_same_code_one_comes_in():
    for number in range(ROUNDS):
        user = make_user(f"asta{number}")
        code = app_code(make_app(user))
        job = partial(check_code, user_id=user.pk, code=code, sender="192.0.2.7")
        results = at_once(job, job, refusals=WrongCode)
        assert sorted(type(result).__name__ for result in results) == ["NoneType", "WrongCode"]


def test_of_two_with_the_same_recovery_code_one_comes_in():
    user = make_user("asta")
    make_app(user)
    for code in make_recovery_codes(user_id=user.pk)[:4]:
        job = partial(check_recovery_code, user_id=user.pk, code=code, sender="192.0.2.7")
        results = at_once(job, job, refusals=WrongCode)
        assert sorted(type(result).__name__ for result in results) == ["NoneType", "WrongCode"]
    assert RecoveryCode.objects.count() == 6


@pytest.mark.parametrize("way", ["role", "active"])
def test_the_last_two_administrators_cannot_send_each_other_away(way):
    one, other = make_user("one", Role.ADMINISTRATOR), make_user("other", Role.ADMINISTRATOR)

    def sending_away(user: User, by: User):
        administrator = actor(by, Role.ADMINISTRATOR)
        if way == "role":
            return partial(set_role, user_id=user.pk, role=Role.READER, by=administrator)
        return partial(set_active, user_id=user.pk, active=False, by=administrator)

    for number in range(1, ROUNDS + 1):
        results = at_once(sending_away(one, other), sending_away(other, one), refusals=AccountRefused)
        assert sorted(type(result).__name__ for result in results) == ["AccountRefused", "NoneType"]
        assert Act.objects.count() == 2 * number - 1
        left = [each for each in people() if each.is_active and each.role == Role.ADMINISTRATOR]
        assert len(left) == 1
        gone = other if left[0].id == one.pk else one
        stayed = actor(one if gone == other else other, Role.ADMINISTRATOR)
        if way == "role":
            set_role(user_id=gone.pk, role=Role.ADMINISTRATOR, by=stayed)
        else:
            set_active(user_id=gone.pk, active=True, by=stayed)
