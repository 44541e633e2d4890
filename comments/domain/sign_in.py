"""Who may sign in, and how often anybody may try."""

from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from comments.domain.throttling import TooMany, count_hit, surroundings, take_back_hit


class WrongPassword(Exception):
    """No active account has this name and password; which of the two is wrong isn't told."""


def check_password(*, name: str, password: str, sender: str) -> User:
    """The account of ``name``, or WrongPassword, or TooMany (``comments.domain.throttling``).

    Wrong tries are counted for the sender, and for the sender and the name together: never for the
    name alone, with which anybody could lock a moderator out. A browser that is known for the name is a
    sender of its own (``comments.domain.known_browsers``), so neither can who shares the network. Each
    try is counted before the password is hashed, which is slow on purpose, and taken back when it was
    right, or refused: many at once are no way around the limit. For a name that nobody has a password is
    hashed all the same.
    """
    count_hit(purpose="login", sender=sender)
    try:
        count_try(name=name, sender=sender)
    except TooMany:
        take_back_hit(purpose="login", sender=sender)
        raise
    user = authenticate(None, username=name, password=password)
    if user is None:
        raise WrongPassword
    take_back_hit(purpose="login", sender=sender)
    take_back_try(name=name, sender=sender)
    return user


def count_try(*, name: str, sender: str) -> None:
    """Counts one try at the password of ``name``. Raises TooMany."""
    count_hit(purpose="login-name", sender=_try(name, sender))


def take_back_try(*, name: str, sender: str) -> None:
    take_back_hit(purpose="login-name", sender=_try(name, sender))


def _try(name: str, sender: str) -> str:
    return f"{name.casefold()} from {surroundings(sender)}"
