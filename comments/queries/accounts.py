"""Who is signed in at the desk."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from comments.enums import Role
from masslinesite.prepared import NUMBER, prepared_records
from masslinesite.statements import rows

#: A person in several groups has the first of these roles.
PRECEDENCE = (Role.ADMINISTRATOR, Role.EDITOR, Role.MODERATOR, Role.READER)


DESK = """
SELECT account.username, account.is_superuser, desk.password_is_temporary, desk.single_keys,
    desk.second_factor, auth_group.name
FROM auth_user account
LEFT OUTER JOIN comments_deskaccount desk ON desk.user_id = account.id
LEFT OUTER JOIN auth_user_groups member ON member.user_id = account.id
LEFT OUTER JOIN auth_group ON auth_group.id = member.group_id
WHERE account.id = %s"""


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
    found = rows(DESK, [user_id])
    if not found:
        return Desk(user_id, "", Role.READER)
    name, is_superuser, temporary, single_keys, second_factor, _ = found[0]
    groups = {Role.ADMINISTRATOR} if is_superuser else {row[-1] for row in found}
    role = next((role for role in PRECEDENCE if role in groups), Role.READER)
    return Desk(user_id, name, role, bool(temporary), bool(single_keys), bool(second_factor))


def active_account(user_id: int) -> User | None:
    """One query."""
    return _active().first(number=user_id)


@prepared_records
def _active() -> QuerySet[User]:
    return User.objects.filter(pk=NUMBER, is_active=True)
