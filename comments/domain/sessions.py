"""The sessions of an account, for its owner to see and to end. Ending one deletes Django's session itself."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from comments.domain.waiting import tried_again
from comments.models import AccountSession
from comments.models.accounts import LABEL_LENGTH


@tried_again
@transaction.atomic
def begin_session(*, user_id: int, session_key: str) -> None:
    """Lists a session that has just begun, and forgets those of the account that have ended."""
    now = timezone.now()
    rows = AccountSession.objects.filter(user_id=user_id)
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows.exclude(session_key__in=alive).delete()
    AccountSession.objects.create(
        user_id=user_id, session_key=session_key, began_at=now, last_used_on=now.date()
    )


def touch_session(*, session_key: str) -> None:
    """It is used today."""
    AccountSession.objects.filter(session_key=session_key).update(last_used_on=timezone.now().date())


def name_session(*, user_id: int, session_id: int, label: str) -> None:
    row = AccountSession.objects.filter(pk=session_id, user_id=user_id)
    row.update(label=" ".join(label.split())[:LABEL_LENGTH])


@tried_again
@transaction.atomic
def end_session(*, user_id: int, session_id: int) -> None:
    """Nothing happens where it has ended already, or is somebody else's."""
    _end(user_id=user_id, pk=session_id)


@tried_again
@transaction.atomic
def end_other_sessions(*, user_id: int, session_key: str) -> None:
    """Every session of the account but one."""
    rows = AccountSession.objects.filter(user_id=user_id).exclude(session_key=session_key)
    _delete(list(rows.values_list("session_key", flat=True)))


@tried_again
@transaction.atomic
def end_all_sessions(*, user_id: int) -> None:
    _end(user_id=user_id)


def move_session(*, old_key: str, new_key: str) -> None:
    """Django gives a session a new key where what it proves has changed."""
    AccountSession.objects.filter(session_key=old_key).update(session_key=new_key)


def _end(**which: object) -> None:
    _delete(list(AccountSession.objects.filter(**which).values_list("session_key", flat=True)))


def _delete(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    AccountSession.objects.filter(session_key__in=keys).delete()
