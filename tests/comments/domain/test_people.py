"""What administrators do to accounts, and what is refused."""

import pytest
from django.contrib.auth.models import User

from comments.domain.accounts import AccountRefused, deactivate_account
from comments.domain.people import (
    add_person,
    give_one_time_password,
    reset_second_factor,
    set_active,
    set_role,
)
from comments.enums import ActKind, Role
from comments.models import Act
from comments.queries.accounts import desk_of
from comments.queries.people import people, person_named
from tests.factories import actor, make_app, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_user("ada", Role.ADMINISTRATOR)


@pytest.fixture
def by(ada):
    return actor(ada, Role.ADMINISTRATOR)


def acts() -> list[tuple[str, str]]:
    return list(Act.objects.values_list("kind", "said"))


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_a_role_is_given_and_recorded(asta, by, role):
    set_role(user_id=asta.pk, role=role, by=by)
    assert desk_of(user_id=asta.pk).role == role
    assert User.objects.get(pk=asta.pk).is_staff == (role in (Role.EDITOR, Role.ADMINISTRATOR))
    changed = [(ActKind.ACCOUNT, f"“asta”: moderator becomes {role.label}")] if role != "moderator" else []
    assert acts() == changed


def test_each_change_is_one_act_of_its_kind(asta, by):
    make_app(asta)
    add_person(name="cleo", role=Role.EDITOR, by=by)
    give_one_time_password(user_id=asta.pk, by=by)
    reset_second_factor(user_id=asta.pk, by=by)
    set_active(user_id=asta.pk, active=False, by=by)
    set_active(user_id=asta.pk, active=True, by=by)
    assert [kind for kind, _ in acts()] == ["account", "account", "second-factor", "account", "account"]
    act = Act.objects.order_by("-id").first()
    assert (act.actor_name, act.role, act.about) == ("ada", Role.ADMINISTRATOR, f"account {asta.pk}")
    assert not desk_of(user_id=asta.pk).second_factor
    assert desk_of(user_id=asta.pk).password_is_temporary


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.EDITOR])
def test_the_last_administrator_keeps_the_role(asta, ada, by, role):
    with pytest.raises(AccountRefused, match="Only “ada” can administer"):
        set_role(user_id=ada.pk, role=role, by=by)
    with pytest.raises(AccountRefused, match="Only “ada” can administer"):
        set_active(user_id=ada.pk, active=False, by=by)
    assert acts() == []


def test_the_last_moderator_stays(ada, by):
    with pytest.raises(AccountRefused, match="Only “ada” can"):
        deactivate_account(name="ada")
    root = User.objects.create_superuser("root")
    set_role(user_id=ada.pk, role=Role.READER, by=by)
    with pytest.raises(AccountRefused, match="Only “root” can administer"):
        set_active(user_id=root.pk, active=False, by=by)


def test_an_inactive_administrator_is_nobody_to_count_on(ada, by):
    other = make_user("other", Role.ADMINISTRATOR)
    set_active(user_id=other.pk, active=False, by=by)
    with pytest.raises(AccountRefused):
        set_role(user_id=ada.pk, role=Role.MODERATOR, by=by)


def test_a_superusers_role_is_fixed(ada, by):
    root = User.objects.create_superuser("root")
    with pytest.raises(AccountRefused):
        set_role(user_id=root.pk, role=Role.READER, by=by)


def test_a_deactivated_account_is_given_no_password(asta, ada, by):
    set_active(user_id=asta.pk, active=False, by=by)
    with pytest.raises(AccountRefused):
        give_one_time_password(user_id=asta.pk, by=by)
    assert not User.objects.get(pk=asta.pk).is_active


@pytest.mark.parametrize("number", [1, 3])
def test_people_of_the_desk_are_listed_by_two_queries_and_readers_not_at_all(
    ada, number, django_assert_num_queries
):
    names = [f"m{each}" for each in range(number)]
    for name in names:
        make_user(name)
    make_user("rea", Role.READER)
    with django_assert_num_queries(2):
        assert [each.name for each in people()] == ["ada", *names]
    assert person_named("rea").role == Role.READER


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_who_has_a_passkey_alone_gets_a_password_before_a_role_of_the_desk(by, role):
    rea = make_user("rea", Role.READER)
    rea.set_unusable_password()
    rea.save()
    with pytest.raises(AccountRefused, match="Give it a one-time password before the role"):
        set_role(user_id=rea.pk, role=role, by=by)
    assert (desk_of(user_id=rea.pk).role, acts()) == (Role.READER, [])
    give_one_time_password(user_id=rea.pk, by=by)
    set_role(user_id=rea.pk, role=role, by=by)
    assert desk_of(user_id=rea.pk).role == role
