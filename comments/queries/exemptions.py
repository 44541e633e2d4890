"""Exceptions from the conflict of interest."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from comments.enums import Role
from comments.models import Exemption
from comments.queries.accounts import PRECEDENCE


def exemption_for(number: int, user_id: int) -> Exemption | None:
    """The leave that this moderator was given for response ``number``. One query."""
    return Exemption.objects.filter(response_id=number, moderator_id=user_id).first()


def exemptions_on(number: int) -> list[Exemption]:
    """All that hold for response ``number``. One query."""
    return list(Exemption.objects.filter(response_id=number).select_related("moderator").order_by("at", "pk"))


def others_at_the_desk(user_id: int) -> QuerySet[User]:
    """Everybody who can decide but this one: whether they may decide on one response, its pages don't tell,
    since that would tell who sent it."""
    able = [role.value for role in PRECEDENCE if role != Role.READER]
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name__in=able), is_active=True)
    return people.exclude(pk=user_id).distinct().order_by("username")
