"""Tables whose rows are added and never changed: the database itself refuses, on both engines.

Each app that has such tables names them in a module ``append_only`` of its own, for its migration and for
the tests' flush, which alone removes the triggers.
"""

import re
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
TRIGGERS = ("update", "renumber", "delete", "truncate", "repoint", "reword")
#: As ``pg_trigger.tgtype`` tells them: one for each row, before which event; TRUNCATE is of the statement.
ROW, BEFORE, DELETE, UPDATE, TRUNCATE = 1, 2, 8, 16, 32


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


def find_missing_triggers(connection: BaseDatabaseWrapper, tables: Iterable[AppendOnly]) -> Iterator[str]:
    """A sentence for each trigger of the tables that is not there, or does not do what it should: another
    condition, another event, switched off. One query on SQLite, two on PostgreSQL."""
    if connection.vendor == "postgresql":
        there, declared = _there_on_postgresql(connection), _declared_on_postgresql
    else:
        there, declared = _there_on_sqlite(connection), _declared_on_sqlite
    for table in tables:
        for name, (event, condition) in _refused(table, connection.vendor):
            if there.get(f"{table.name}_no_{name}") != declared(table.name, name, event, condition):
                yield f"{table.name}: the trigger {table.name}_no_{name} is gone, or does not refuse changes"


def _there_on_sqlite(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _declared_on_sqlite(table: str, name: str, event: str, condition: str) -> str:
    return _statement(table, name, (event, condition), "sqlite")


PostgresqlTrigger = tuple[str, int, tuple[str, ...], tuple[str, ...]]


def _there_on_postgresql(connection: BaseDatabaseWrapper) -> dict[str, PostgresqlTrigger]:
    """Of those that are on and whose function refuses: the table, type, columns of the event and columns that
    the condition compares, in order. The condition's wording is the server's own, so it is not compared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'refuse_change'")
        bodies = [body.split() for (body,) in cursor.fetchall()]
        if bodies != [POSTGRESQL_FUNCTION.split("$$")[1].split()]:
            return {}
        cursor.execute(
            "SELECT t.tgname, c.relname, t.tgtype, pg_get_triggerdef(t.oid), ARRAY("
            "SELECT a.attname::text FROM pg_attribute a"
            " WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr))"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND p.proname = 'refuse_change'"
        )
        return {
            name: (table, kind, tuple(sorted(columns)), _compared(definition.partition(" WHEN ")[2]))
            for name, table, kind, definition, columns in cursor.fetchall()
        }


def _declared_on_postgresql(table: str, name: str, event: str, condition: str) -> PostgresqlTrigger:
    event, _, columns = event.partition(" OF ")
    bits = {"UPDATE": ROW | UPDATE, "DELETE": ROW | DELETE, "TRUNCATE": TRUNCATE}[event] | BEFORE
    return table, bits, tuple(sorted(columns.split(", ") if columns else ())), _compared(condition)


def _compared(condition: str) -> tuple[str, ...]:
    """Each once, however often the server compares it."""
    return tuple(dict.fromkeys(re.findall(r"new\.(\w+)", condition.lower())))


def _refused(table: AppendOnly, vendor: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name of each trigger, with the event that it refuses and the condition."""
    yield "update", (f"UPDATE OF {', '.join(table.keeps)}" if table.keeps else "UPDATE", "")
    if table.keeps and vendor == "sqlite":
        # There a row's id has other names, rowid among them, which "UPDATE OF id" does not see.
        yield "renumber", ("UPDATE", "WHEN (NEW.id IS NOT OLD.id) ")
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
