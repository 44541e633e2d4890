"""Accounts of the desk: roles, one-time passwords, departures."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError

from comments.domain.accounts import (
    AccountRefused,
    change_password,
    deactivate_account,
    lay_down_groups,
    make_account,
    make_first_moderator,
    reset_password,
    set_single_keys,
)
from comments.enums import Role
from comments.models import DeskAccount
from comments.queries.accounts import desk_of

pytestmark = pytest.mark.django_db


def permissions(group: str) -> set[str]:
    rows = Group.objects.get(name=group).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_the_migration_lays_down_the_groups_with_their_permissions():
    seeing = {f"comments.view_{name}" for name in ("response", "revision", "decision", "tally")}
    groups = {"reader", "moderator", "editor", "administrator"}
    assert set(Group.objects.values_list("name", flat=True)) == groups
    assert permissions("reader") == set()
    assert permissions("moderator") == seeing | {"comments.decide_response"}
    for group in ("editor", "administrator"):
        here = {name for name in permissions(group) if not name.startswith("essays.view_")}
        assert here == seeing | {"comments.decide_response", "comments.undo_any_decision"}
        assert {"essays.view_work", "essays.view_block"} <= permissions(group)


def test_no_group_may_add_change_or_delete_anything():
    for group in ("reader", "moderator", "editor", "administrator"):
        verbs = {name.split(".")[1].split("_")[0] for name in permissions(group)}
        assert verbs <= {"view", "decide", "undo"}


def test_laying_down_again_takes_away_what_was_added():
    moderators = Group.objects.get(name="moderator")
    moderators.permissions.add(Group.objects.get(name="editor").permissions.get(codename="undo_any_decision"))
    lay_down_groups()
    assert "comments.undo_any_decision" not in permissions("moderator")


@pytest.mark.parametrize(
    ("role", "is_staff"), [(Role.READER, False), (Role.MODERATOR, False), (Role.EDITOR, True)]
)
def test_an_account_has_its_role_and_a_password_to_be_changed(role, is_staff):
    password = make_account(name="asta", role=role)
    user = User.objects.get(username="asta")
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    assert user.check_password(password)
    assert password not in user.password
    assert (user.is_staff, user.is_superuser, user.email) == (is_staff, False, "")
    desk = desk_of(user_id=user.pk)
    assert (desk.role, desk.password_is_temporary, desk.single_keys) == (role, True, False)


def test_one_time_passwords_differ():
    assert len({make_account(name=f"asta{number}", role=Role.READER) for number in range(5)}) == 5


@pytest.mark.parametrize("name", ["", "with space", "a" * 151, "<b>", "two\nlines"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(AccountRefused, match="A name has 1 to 150"):
        make_account(name=name, role=Role.READER)


@pytest.mark.parametrize("again", ["asta", "ASTA"])
def test_a_name_is_given_once(again):
    make_account(name="asta", role=Role.READER)
    with pytest.raises(AccountRefused, match="There is an account"):
        make_account(name=again, role=Role.READER)
    assert User.objects.count() == 1


def test_the_first_moderator_is_made_once():
    password = make_first_moderator()
    assert User.objects.get(username="moderator").check_password(password)
    with pytest.raises(AccountRefused) as refusal:
        make_first_moderator()
    assert str(refusal.value) == "There is a moderator already."
    assert User.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_no_first_moderator_is_made_where_somebody_can_moderate(role):
    make_account(name="eda", role=role)
    with pytest.raises(AccountRefused, match=r"There is a moderator already\."):
        make_first_moderator()


def test_a_reader_is_no_moderator():
    make_account(name="rea", role=Role.READER)
    make_first_moderator()
    assert desk_of(user_id=User.objects.get(username="moderator").pk).role == Role.MODERATOR


def test_a_first_moderator_who_left_is_not_made_again():
    make_first_moderator()
    User.objects.update(is_active=False)
    with pytest.raises(AccountRefused, match="not active"):
        make_first_moderator()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_the_last_who_can_moderate_stays(role):
    make_account(name="asta", role=role)
    make_account(name="rea", role=Role.READER)
    make_account(name="bo", role=Role.MODERATOR)
    deactivate_account(name="bo")
    with pytest.raises(AccountRefused) as refused:
        deactivate_account(name="asta")
    assert str(refused.value) == (
        "Only “asta” can moderate. Make another account first: make_account NAME --role moderator"
    )
    deactivate_account(name="rea")
    make_account(name="eda", role=Role.EDITOR)
    deactivate_account(name="asta")
    assert list(User.objects.filter(is_active=True).values_list("username", flat=True)) == ["eda"]


def test_a_lost_password_is_replaced_and_the_account_active_again(bo):
    first = make_account(name="asta", role=Role.MODERATOR)
    deactivate_account(name="asta")
    second = reset_password(name="asta")
    user = User.objects.get(username="asta")
    assert user.is_active
    assert (user.check_password(first), user.check_password(second)) == (False, True)
    assert desk_of(user_id=user.pk).password_is_temporary


@pytest.mark.parametrize("act", [reset_password, deactivate_account])
def test_an_account_that_is_not_there_is_refused(act):
    with pytest.raises(AccountRefused, match="There is no account “nobody”"):
        act(name="nobody")


def test_a_password_of_ones_own_is_checked_and_no_longer_temporary():
    make_account(name="asta", role=Role.MODERATOR)
    user = User.objects.get(username="asta")
    for weak in ("short", "password1234", "123456789012"):
        with pytest.raises(ValidationError):
            change_password(user=user, password=weak)
    change_password(user=user, password="beside the road a well")
    assert User.objects.get().check_password("beside the road a well")
    assert not desk_of(user_id=user.pk).password_is_temporary


def test_single_keys_are_kept_for_an_account_made_elsewhere_too():
    user = User.objects.create_user("root")
    set_single_keys(user_id=user.pk, on=True)
    assert DeskAccount.objects.get(user=user).single_keys is True


def test_a_superuser_is_an_administrator_and_somebody_in_no_group_a_reader(django_assert_num_queries):
    root = User.objects.create_superuser("root")
    none = User.objects.create_user("none")
    both = User.objects.create_user("both")
    both.groups.set(Group.objects.all())
    with django_assert_num_queries(1):
        assert desk_of(user_id=root.pk).role == Role.ADMINISTRATOR
    assert desk_of(user_id=none.pk).role == Role.READER
    with django_assert_num_queries(1):
        assert desk_of(user_id=both.pk).role == Role.ADMINISTRATOR
