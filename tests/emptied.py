"""Empties the database after a test that commits, in the place of Django's flush.

The flush empties every table there is, on PostgreSQL by a file or more for each, makes anew what Django
keeps of models and permissions, and needs every trigger taken away before and put back after: half a second,
two hundred times a run. Here the tables that have rows are emptied, and the others left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

#: What the migrations lay down of models and permissions, which the flush would write again.
KEPT = frozenset({"auth_permission", "django_content_type"})
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*_no_delete'"


def empty(connection: BaseDatabaseWrapper) -> None:
    """Deletes all rows but those of ``KEPT``, past the triggers that forbid it; numbers go on from where they
    are. A trigger that the test has taken away is put back."""
    from django.db import transaction

    import comments.append_only
    import essays.append_only

    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        filled = _filled(cursor, sorted(set(names) - KEPT), connection.ops.quote_name)
        with _unguarded(cursor, connection.vendor):
            for name in filled:
                cursor.execute(f"DELETE FROM {name}")
    for tables in (comments.append_only, essays.append_only):
        if any(tables.find_missing_triggers(connection)):
            tables.install_triggers(connection)


def _filled(cursor: CursorWrapper, names: list[str], quote: Callable[[str], str]) -> list[str]:
    """Those of the tables that have rows, quoted. One query."""
    asked = (f"SELECT '{quote(name)}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in names)
    cursor.execute(" UNION ALL ".join(asked))
    return [name for (name,) in cursor.fetchall()]


@contextmanager
def _unguarded(cursor: CursorWrapper, vendor: str) -> Iterator[None]:
    """Within a transaction. PostgreSQL asks no trigger then, nor whether what a row points at is there."""
    if vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        return
    cursor.execute(GUARDS)
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _, statement in guards:
        cursor.execute(statement)
