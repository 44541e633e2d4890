"""What is done to accounts, at the desk and by commands: each change is an act, in the same transaction."""

from django.contrib.auth.models import Group, User
from django.db import transaction

from comments.domain import accounts, chain
from comments.domain.accounts import (
    LOOK_AT_RECORDS,
    MODERATING_ROLES,
    AccountRefused,
    able_in,
    hold_roles,
    lay_down_groups,
)
from comments.domain.factors import remove_factors
from comments.domain.moderation import Actor
from comments.domain.sessions import end_all_sessions
from comments.domain.waiting import tried_again
from comments.enums import ActKind, Role
from comments.queries.accounts import desk_of

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@tried_again
@transaction.atomic
def add_person(*, name: str, role: Role, by: Actor) -> str:
    """A new account; returns its one-time password. Raises AccountRefused."""
    password = accounts.make_account(name=name, role=role)
    _record(User.objects.get(username=name), f"made, {role.label}", by)
    return password


@tried_again
@transaction.atomic
def set_role(*, user_id: int, role: Role, by: Actor) -> None:
    """Another role; the account's sessions end, so that none goes on with the old one.

    Raises AccountRefused for a superuser, whom no group limits, where nobody would be left who can moderate
    or administer, and for the desk where the account has no password, which signing in begins with there.
    """
    user, old = _held(user_id)
    if user.is_superuser:
        raise AccountRefused("This account was made on the server and may do everything: it has no role.")
    if old == role:
        return
    if role in MODERATING_ROLES and not user.has_usable_password():
        raise AccountRefused(
            "This account is entered by a passkey alone, and the desk by a password first. "
            "Give it a one-time password before the role."
        )
    if user.is_active:
        _check_others(user, old, role)
    lay_down_groups()
    user.groups.set([Group.objects.get(name=role.value)])
    user.is_staff = role in LOOK_AT_RECORDS
    user.save(update_fields=["is_staff"])
    end_all_sessions(user_id=user_id)
    _record(user, f"{old.label} becomes {role.label}", by)


@tried_again
@transaction.atomic
def set_active(*, user_id: int, active: bool, by: Actor) -> None:
    """Whether the account can sign in; without it its sessions end. Raises AccountRefused as ``set_role``."""
    user, role = _held(user_id)
    if user.is_active == active:
        return
    if not active:
        _check_others(user, role, None)
        end_all_sessions(user_id=user_id)
    user.is_active = active
    user.save(update_fields=["is_active"])
    _record(user, "can sign in again" if active else "cannot sign in any more", by)


@tried_again
@transaction.atomic
def reset_second_factor(*, user_id: int, by: Actor) -> None:
    """For who has lost app, passkeys and recovery codes: the password alone will do until another is set."""
    user, _ = _held(user_id)
    remove_factors(user_id=user_id)
    end_all_sessions(user_id=user_id)
    _record(user, "second factor taken away by an administrator", by, ActKind.SECOND_FACTOR)


@tried_again
@transaction.atomic
def give_one_time_password(*, user_id: int, by: Actor) -> str:
    """For who has lost the password. A deactivated account stays deactivated."""
    user, _ = _held(user_id)
    if not user.is_active:
        raise AccountRefused("This account is not active. Let it sign in again first.")
    password = accounts.reset_password(name=user.username)
    _record(user, "given a one-time password", by)
    return password


@tried_again
@transaction.atomic
def record_own_change(*, said: str, by: Actor) -> None:
    """What somebody of the desk changed of their own second factor."""
    _record(User.objects.get(pk=by.user_id), said, by, ActKind.SECOND_FACTOR)


@tried_again
@transaction.atomic
def make_first_moderator(*, by: Actor) -> str:
    """As ``accounts.make_first_moderator``."""
    password = accounts.make_first_moderator()
    _record_named(accounts.FIRST_MODERATOR, f"made, {Role.MODERATOR.label}", by)
    return password


@tried_again
@transaction.atomic
def reset_account(*, name: str, by: Actor) -> str:
    """As ``accounts.reset_password``: a deactivated account is active again."""
    password = accounts.reset_password(name=name)
    _record_named(name, "given a one-time password, and can sign in", by)
    return password


@tried_again
@transaction.atomic
def end_account(*, name: str, by: Actor) -> None:
    """As ``accounts.deactivate_account``."""
    accounts.deactivate_account(name=name)
    _record_named(name, "cannot sign in any more", by)


@tried_again
@transaction.atomic
def drop_factor(*, name: str, by: Actor) -> None:
    """As ``accounts.drop_second_factor``."""
    accounts.drop_second_factor(name=name)
    _record_named(name, "second factor taken away", by, ActKind.SECOND_FACTOR)


@tried_again
@transaction.atomic
def change_own_password(*, user: User, password: str) -> None:
    """As ``accounts.change_password``; recorded for accounts of the desk. Raises ValidationError."""
    accounts.change_password(user=user, password=password)
    role = desk_of(user_id=user.pk).role
    if role in MODERATING_ROLES:
        _record(user, "password changed", Actor(role, user.pk, user.username))


def _held(user_id: int) -> tuple[User, Role]:
    """The account, locked, and its role, while nobody else changes roles. Raises AccountRefused."""
    hold_roles()
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        raise AccountRefused("This account is not there any more.")
    return user, desk_of(user_id=user_id).role


def _check_others(user: User, old: Role, new: Role | None) -> None:
    """Somebody else is left for what the account will not do any more."""
    for roles, does in ((ADMINISTRATORS, "administer"), (MODERATING_ROLES, "moderate")):
        loses = old in roles and new not in roles
        if loses and not able_in(roles).exclude(pk=user.pk).exists():
            raise AccountRefused(f"Only “{user.username}” can {does}. Give somebody else that role first.")


def _record_named(name: str, what: str, by: Actor, kind: ActKind = ActKind.ACCOUNT) -> None:
    _record(User.objects.get(username=name), what, by, kind)


def _record(user: User, what: str, by: Actor, kind: ActKind = ActKind.ACCOUNT) -> None:
    chain.append(
        chain.ACTS,
        kind=kind,
        about=f"account {user.pk}",
        said=f"“{user.username}”: {what}",
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
    )
