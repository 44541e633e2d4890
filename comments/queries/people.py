"""Who may do what at the desk. Readers' accounts are not listed: whose they are is nobody's business."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q

from comments.enums import Role
from comments.queries.accounts import PRECEDENCE


@dataclass(frozen=True)
class Person:
    """``is_fixed``: made on the server with every right, so its role can't be changed here."""

    id: int
    name: str
    role: Role
    is_active: bool
    second_factor: bool
    password_is_temporary: bool
    is_fixed: bool
    last_login: datetime | None


def people() -> list[Person]:
    """Everybody who has, or had, a role at the desk, by name. Two queries."""
    desk = [role.value for role in PRECEDENCE if role != Role.READER]
    rows = User.objects.filter(Q(is_superuser=True) | Q(groups__name__in=desk)).distinct()
    return [_person(row) for row in _with_role(rows).order_by("username")]


def person_of(user_id: int) -> Person | None:
    """Any account. Two queries."""
    row = _with_role(User.objects.filter(pk=user_id)).first()
    return _person(row) if row else None


def person_named(name: str) -> Person | None:
    """Any account by the whole name. Two queries."""
    row = _with_role(User.objects.filter(username=name)).first()
    return _person(row) if row else None


def _with_role(rows):
    return rows.select_related("desk").prefetch_related("groups")


def _person(row: User) -> Person:
    groups = {group.name for group in row.groups.all()}
    role = next((role for role in PRECEDENCE if role.value in groups), Role.READER)
    desk = getattr(row, "desk", None)
    return Person(
        id=row.pk,
        name=row.username,
        role=Role.ADMINISTRATOR if row.is_superuser else role,
        is_active=row.is_active,
        second_factor=bool(desk and desk.second_factor),
        password_is_temporary=bool(desk and desk.password_is_temporary),
        is_fixed=row.is_superuser,
        last_login=row.last_login,
    )
