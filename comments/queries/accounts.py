"""Who is signed in at the desk."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from comments.enums import Role

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
    account = User.objects.filter(pk=user_id)
    rows = list(
        account.values_list(
            *("username", "is_superuser", "desk__password_is_temporary", "desk__single_keys"),
            *("desk__second_factor", "groups__name"),
        )
    )
    if not rows:
        return Desk(user_id, "", Role.READER)
    name, is_superuser, temporary, single_keys, second_factor, _ = rows[0]
    groups = {Role.ADMINISTRATOR} if is_superuser else {row[-1] for row in rows}
    role = next((role for role in PRECEDENCE if role in groups), Role.READER)
    return Desk(user_id, name, role, bool(temporary), bool(single_keys), bool(second_factor))


def active_account(user_id: int) -> User | None:
    """One query."""
    return User.objects.filter(pk=user_id, is_active=True).first()
