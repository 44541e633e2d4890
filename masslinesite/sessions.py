"""Django's sessions in the database, asked for without building a query each time: each page of who is signed
in begins with this. ``SESSION_ENGINE`` names the module."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from masslinesite.statements import first

STORED = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, object]:
        """One query. What is not there, or has ended, is an empty session with another key."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        # PostgreSQL refuses a text with a NUL, which a cookie can be made to hold.
        found = None if "\0" in self.session_key else first(STORED, [self.session_key, now])
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])
