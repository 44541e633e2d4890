"""Who is signed in at the desk."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F, QuerySet

from comments.enums import Role
from masslinesite.prepared import GREATEST, NUMBER, prepared_records

#: A person in several groups has the first of these roles.
PRECEDENCE = (Role.ADMINISTRATOR, Role.EDITOR, Role.MODERATOR, Role.READER)


@dataclass(frozen=True)
class Desk:
    """A signed-in person: the role, and how their desk is set. ``second_factor``: one is in use."""

    user_id: int
    user_name: str
    role: Role
    password_is_temporary: bool = False
    single_keys: bool = False
    second_factor: bool = False


def desk_of(*, user_id: int) -> Desk:
    """The desk of an account: reader without a group, administrator for a superuser. One that has been left
    this very moment is a reader's without a name. One query."""
    found = _found().records(number=user_id)
    return _desk(found) if found else Desk(user_id, "", Role.READER)


def account_at_desk(user_id: int) -> User | None:
    """An active account, with its desk at ``signed_in_desk``. One query."""
    found = _found().records(number=user_id) if user_id <= GREATEST else []
    if not found or not found[0].is_active:
        return None
    account = found[0]
    account.signed_in_desk = _desk(found)
    return account


def active_account(user_id: int) -> User | None:
    """One query."""
    return User.objects.filter(pk=user_id, is_active=True).first()


@prepared_records
def _found() -> QuerySet[User]:
    """A row for each group, and one without any."""
    return User.objects.filter(pk=NUMBER).annotate(
        in_group=F("groups__name"),
        temporary=F("desk__password_is_temporary"),
        keys=F("desk__single_keys"),
        factor=F("desk__second_factor"),
    )


def _desk(found: list[User]) -> Desk:
    account = found[0]
    groups = {Role.ADMINISTRATOR} if account.is_superuser else {row.in_group for row in found}
    role = next((role for role in PRECEDENCE if role in groups), Role.READER)
    return Desk(
        account.pk, account.username, role, bool(account.temporary), bool(account.keys), bool(account.factor)
    )
