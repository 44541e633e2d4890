"""Tables whose rows are added and never changed: the database itself refuses, on both engines.

Each app that has such tables names them in a module ``append_only`` of its own, for its migration and for
the tests' flush, which alone removes the triggers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class AppendOnly:
    """A table. ``forgets`` are keys that may be emptied, because what they point at may go, and
    ``empties`` texts that may be, because erasure takes them; then ``keeps`` are the columns that
    never change."""

    name: str
    keeps: tuple[str, ...] = ()
    forgets: tuple[str, ...] = ()
    empties: tuple[str, ...] = ()


POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
TRIGGERS = ("update", "delete", "truncate", "repoint", "reword")


def install_triggers(connection: BaseDatabaseWrapper, tables: Iterable[AppendOnly]) -> None:
    """From now on UPDATE, DELETE and TRUNCATE of the tables raise IntegrityError.

    On SQLite ``INSERT OR REPLACE`` is refused only with ``PRAGMA recursive_triggers=ON``, which the
    settings give to every connection. An UPDATE that matches no row is no change and passes, and so
    does one that empties a key or a text which the table lets go. May be called again.
    """
    tables = tuple(tables)
    remove_triggers(connection, tables)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in tables:
            for name, when in _refused(table, connection.vendor):
                cursor.execute(_statement(table.name, name, when, connection.vendor))


def remove_triggers(connection: BaseDatabaseWrapper, tables: Iterable[AppendOnly]) -> None:
    """The tables can be emptied. No error where the triggers are not there."""
    with connection.cursor() as cursor:
        for table in tables:
            for trigger in TRIGGERS:
                on = f" ON {table.name}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table.name}_no_{trigger}{on}")


def _refused(table: AppendOnly, vendor: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name of each trigger, with the event that it refuses and the condition."""
    yield "update", (f"UPDATE OF {', '.join(table.keeps)}" if table.keeps else "UPDATE", "")
    yield "delete", ("DELETE", "")
    if vendor == "postgresql":
        yield "truncate", ("TRUNCATE", "")
    if table.forgets:
        # True for another key; neither for the same one nor, since NULL is not true, for none.
        repointed = " OR ".join(f"NEW.{column} <> COALESCE(OLD.{column}, -1)" for column in table.forgets)
        yield "repoint", (f"UPDATE OF {', '.join(table.forgets)}", f"WHEN ({repointed}) ")
    if table.empties:
        reworded = " OR ".join(f"NEW.{column} NOT IN ('', OLD.{column})" for column in table.empties)
        yield "reword", (f"UPDATE OF {', '.join(table.empties)}", f"WHEN ({reworded}) ")


def _statement(table: str, name: str, refused: tuple[str, str], vendor: str) -> str:
    event, condition = refused
    if vendor == "postgresql":
        each = "STATEMENT" if name == "truncate" else "ROW"
        does = f"FOR EACH {each} {condition}EXECUTE FUNCTION refuse_change()"
    else:
        does = f"{condition}BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
    return f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} {does}"
