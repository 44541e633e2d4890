"""Finds the account of who is signed in without building a query each time: each page of theirs asks for it.

Who signs in is Django's own backend's to say, and what an account may do in the admin. Sessions that began by
that one go on; it finds the same account for seven times as much. ``settings.AUTHENTICATION_BACKENDS``.
"""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User

from comments.queries.accounts import account_at_desk

PATH = f"{__name__}.AccountBackend"


class AccountBackend(BaseBackend):
    def get_user(self, user_id: int) -> User | None:
        """With its desk; None for one that is not there, or not active. One query."""
        return account_at_desk(user_id)
