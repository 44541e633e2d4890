"""What an account has to sign in with, and where it is signed in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.sessions.models import Session
from django.utils import timezone

from comments.models import AccountSession, Authenticator, Passkey, RecoveryCode


@dataclass(frozen=True)
class Means:
    """``has_app``: an app that gives codes is in use; ``codes_left`` recovery codes are unused."""

    has_app: bool
    passkeys: list[Passkey]
    codes_left: int

    @property
    def has_any(self) -> bool:
        return self.has_app or bool(self.passkeys)


@dataclass(frozen=True)
class ListedSession:
    """A session that goes on; ``is_this`` is the one that asks."""

    id: int
    label: str
    began_at: datetime
    last_used_on: date
    is_this: bool


def means_of(user_id: int) -> Means:
    """Three queries."""
    return Means(
        has_app=Authenticator.objects.filter(user_id=user_id, confirmed_at__isnull=False).exists(),
        passkeys=list(Passkey.objects.filter(user_id=user_id).defer("credential")),
        codes_left=RecoveryCode.objects.filter(user_id=user_id).count(),
    )


def passkey_of(user_id: int, passkey_id: int) -> Passkey | None:
    """One query."""
    return Passkey.objects.filter(pk=passkey_id, user_id=user_id).defer("credential").first()


def sessions_of(user_id: int, *, session_key: str) -> list[ListedSession]:
    """The newest first. One query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = AccountSession.objects.filter(user_id=user_id, session_key__in=alive)
    return [
        ListedSession(row.pk, row.label, row.began_at, row.last_used_on, row.session_key == session_key)
        for row in rows
    ]
