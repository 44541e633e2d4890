"""Tables whose rows are added and never changed: the database itself refuses, on both engines.

``install_triggers`` and ``remove_triggers`` take a connection or a migration's schema editor's
connection; both may be called again. Removing is for the tests' flush alone.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

#: Decisions are the record of moderation; revisions are what was decided on.
TABLES = ("comments_decision", "comments_revision")

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION comments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """From now on UPDATE, DELETE and TRUNCATE of the tables raise IntegrityError.

    On SQLite ``INSERT OR REPLACE`` is refused only with ``PRAGMA recursive_triggers=ON``, which the
    settings give to every connection. An UPDATE that matches no row is no change and passes.
    """
    remove_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for statement in _create_statements(connection.vendor):
            cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """The tables can be emptied. No error where the triggers are not there."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for event in ("update", "delete", "truncate"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")


def _create_statements(vendor: str) -> list[str]:
    statements = []
    for table in TABLES:
        if vendor == "postgresql":
            statements += [
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"FOR EACH {'STATEMENT' if event == 'truncate' else 'ROW'} "
                "EXECUTE FUNCTION comments_refuse_change()"
                for event in ("update", "delete", "truncate")
            ]
        else:
            statements += [
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
                for event in ("update", "delete")
            ]
    return statements
