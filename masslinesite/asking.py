"""Statements handed to the database's driver without Django's cursors around it.

What Django's cursors do besides (looking whether somebody counts or wraps the queries, whether the connection
is to be tried first, making ``?`` of ``%s`` anew each time) took three times what a small statement itself
does on SQLite, and a page or a form asks five to thirty of them. Here it is looked for once, and wherever
something of it is wanted the statement goes through Django's cursor.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter, methodcaller
from typing import TypeVar

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from masslinesite.engines.sqlite3.base import converted

T = TypeVar("T")
#: Of a cursor.
ALL_ROWS, COUNT = methodcaller("fetchall"), attrgetter("rowcount")


def rows_of(connection: BaseDatabaseWrapper, sql: str, values: Sequence[object] = ()) -> list[tuple]:
    """What a statement gives back, as Django's cursor gives it; ``sql`` has ``%s`` for each of ``values``.

    One query. Raises django.db's errors.
    """
    return _run(connection, sql, values, ALL_ROWS)


def count_of(connection: BaseDatabaseWrapper, sql: str, values: Sequence[object] = ()) -> int:
    """Runs a statement that changes rows; how many they were. One query. Raises django.db's errors."""
    return _run(connection, sql, values, COUNT)


def _run(
    connection: BaseDatabaseWrapper, sql: str, values: Sequence[object], taken: Callable[[object], T]
) -> T:
    """What is ``taken`` of the cursor that has run a statement."""
    if not _is_plain(connection):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return taken(cursor)
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            return taken(connection.connection.execute(converted(sql), values))
        with connection.create_cursor() as cursor:
            cursor.execute(sql, values)
            return taken(cursor)


def _is_plain(connection: BaseDatabaseWrapper) -> bool:
    """Whether the connection is open and nothing besides is to be done for a statement."""
    connection.close_if_health_check_failed()
    return (
        connection.connection is not None
        and not connection.needs_rollback
        and not connection.force_debug_cursor
        and not connection.execute_wrappers
        and not settings.DEBUG
    )
