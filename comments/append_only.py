"""The tables of responses whose rows are added and never changed.

``install_triggers`` and ``remove_triggers`` take a connection or a migration's schema editor's
connection; both may be called again. Removing is for the tests' flush alone.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from masslinesite import append_only

#: Decisions are the record of moderation; revisions are what was decided on.
TABLES = ("comments_decision", "comments_revision")


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    append_only.install_triggers(connection, map(append_only.AppendOnly, TABLES))


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    append_only.remove_triggers(connection, map(append_only.AppendOnly, TABLES))
