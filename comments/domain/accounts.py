"""The desk's accounts: roles as groups, one-time passwords, lost passwords, departures."""

import secrets

from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q, QuerySet

from comments.domain.factors import remove_factors
from comments.domain.sessions import end_all_sessions
from comments.domain.waiting import tried_again
from comments.enums import Role
from comments.models import DeskAccount
from comments.queries.accounts import PRECEDENCE

#: The name of the moderator that a new site is given.
FIRST_MODERATOR = "moderator"

#: What each group may do in the admin and at the desk, as Django permissions. Nobody is given the
#: right to add, change or delete responses, revisions, decisions or tallies: the desk does that.
MODERATE = (
    "comments.decide_response",
    "comments.view_response",
    "comments.view_revision",
    "comments.view_decision",
    "comments.view_tally",
)
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.READER: (),
    Role.MODERATOR: MODERATE,
    Role.EDITOR: (*MODERATE, "comments.undo_any_decision"),
    Role.ADMINISTRATOR: (*MODERATE, "comments.undo_any_decision"),
}
MODERATING_ROLES = frozenset(PRECEDENCE) - {Role.READER}
#: These may enter the admin to look at records, and see every record of these apps.
LOOK_AT_RECORDS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
EDITORS_VIEW = ("essays",)

#: 80 random bits in groups of four, without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS_OF_FOUR = 4


class AccountRefused(Exception):
    """Nothing was changed; ``str()`` says why."""


def lay_down_groups(*, groups=Group.objects, permissions=Permission.objects) -> None:
    """Makes a group for each role and gives each exactly its permissions; may be called again.

    A migration passes the managers of its own state. Cost: two queries, and up to four for each group that is
    not as it should be.
    """
    there = set(permissions.values_list("pk", "content_type__app_label", "codename"))
    held: dict[str, set[int]] = {}
    for name, permission in groups.values_list("name", "permissions"):
        held.setdefault(name, set()).update({permission} - {None})
    for role in PRECEDENCE:
        wanted = {pk for pk, app, codename in there if _is_of(role, app, codename)}
        if held.get(role.value) != wanted:
            group, _ = groups.get_or_create(name=role.value)
            group.permissions.set(wanted)


def _is_of(role: Role, app: str, codename: str) -> bool:
    looks_at_it = role in LOOK_AT_RECORDS and app in EDITORS_VIEW and codename.startswith("view_")
    return looks_at_it or f"{app}.{codename}" in PERMISSIONS[role]


def check_new_name(name: str) -> None:
    """Raises AccountRefused for a name that nobody can have, or that somebody has."""
    if not name or len(name) > 150 or not User.username_validator.regex.match(name):
        raise AccountRefused("A name has 1 to 150 letters, digits and @ . + - _ only.")
    if User.objects.filter(username__iexact=name).exists():
        raise AccountRefused(f"There is an account “{name}” already. Choose another name.")


@tried_again
@transaction.atomic
def make_account(*, name: str, role: Role) -> str:
    """A new account of ``role``; returns its one-time password, which is stored as a hash only.

    Editors and administrators may enter the admin to look at records. Raises AccountRefused if the name is
    taken or isn't one that Django allows.
    """
    check_new_name(name)
    password = _one_time_password()
    user = User.objects.create_user(name, password=password, is_staff=role in LOOK_AT_RECORDS)
    lay_down_groups()
    user.groups.add(Group.objects.get(name=role.value))
    DeskAccount.objects.create(user=user, password_is_temporary=True)
    return password


@tried_again
@transaction.atomic
def make_first_moderator() -> str:
    """The account “moderator” of a new site and its one-time password.

    Raises AccountRefused when anybody can moderate already, so that starting the site again makes none.
    """
    if able_in(MODERATING_ROLES).exists():
        raise AccountRefused("There is a moderator already.")
    if User.objects.filter(username=FIRST_MODERATOR).exists():
        raise AccountRefused(
            "The account “moderator” is not active. Make another one: make_account NAME --role moderator"
        )
    return make_account(name=FIRST_MODERATOR, role=Role.MODERATOR)


@tried_again
@transaction.atomic
def reset_password(*, name: str) -> str:
    """A new one-time password for an account, active again if it was not; signs it out everywhere."""
    user = _account(name)
    password = _one_time_password()
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    DeskAccount.objects.update_or_create(user=user, defaults={"password_is_temporary": True})
    end_all_sessions(user_id=user.pk)
    return password


@tried_again
@transaction.atomic
def deactivate_account(*, name: str) -> None:
    """The account can't sign in any more, and its sessions end; its decisions stay.

    Raises AccountRefused when nobody would be left who can moderate: responses would wait for good.
    """
    hold_roles()
    user = _account(name)
    if set(able_in(MODERATING_ROLES).values_list("pk", flat=True)) == {user.pk}:
        raise AccountRefused(
            f"Only “{name}” can moderate. Make another account first: make_account NAME --role moderator"
        )
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sessions(user_id=user.pk)


@tried_again
@transaction.atomic
def drop_second_factor(*, name: str) -> None:
    """For who has lost app, passkeys and recovery codes; signs the account out everywhere."""
    user = _account(name)
    remove_factors(user_id=user.pk)
    end_all_sessions(user_id=user.pk)


@tried_again
@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """A password of one's own. The caller keeps the session: changing it ends all others.

    Raises ValidationError (of Django's password validators).
    """
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    DeskAccount.objects.update_or_create(user=user, defaults={"password_is_temporary": False})


def set_single_keys(*, user_id: int, on: bool) -> None:
    """Whether single letters decide in the queue; off until somebody asks for them (WCAG 2.1.4)."""
    DeskAccount.objects.update_or_create(user_id=user_id, defaults={"single_keys": on})


def _one_time_password() -> str:
    parts = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(GROUPS_OF_FOUR))
    return "-".join(parts)


def hold_roles() -> None:
    """Makes whoever changes roles or ends accounts wait for each other, so that two at once can't send the
    last two away. To be called in a transaction, before anything is read that decides."""
    list(Group.objects.filter(name=Role.MODERATOR.value).select_for_update(no_key=True))


def hold_account(user_id: int) -> bool:
    """Locks an account until the transaction ends; False where there is none, or none that can sign in.
    To be called before any response is locked (``comments.domain.waiting``). One query."""
    rows = User.objects.select_for_update(no_key=True).filter(pk=user_id)
    return any(user.is_active for user in rows)


def able_in(roles: frozenset[Role]) -> QuerySet[User]:
    """The active accounts that have one of ``roles``; a superuser has every one."""
    groups = Group.objects.filter(name__in=[role.value for role in roles])
    return User.objects.filter(Q(is_superuser=True) | Q(pk__in=groups.values("user")), is_active=True)


def _account(name: str) -> User:
    try:
        return User.objects.select_for_update(no_key=True).get(username=name)
    except User.DoesNotExist:
        raise AccountRefused(f"There is no account “{name}”.") from None
