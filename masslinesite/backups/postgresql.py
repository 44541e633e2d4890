"""PostgreSQL: read in one snapshot, which ``pg_dump`` shares, and filled by COPY.

Every connection is one of its own, and direct: a pooler in transaction mode gives neither ``pg_dump`` nor a
session's settings what they need.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.extensions import connection as Connection

from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Columns, Kind, rearranger
from masslinesite.backups.stores import MIGRATIONS_TABLE, Migrations, Settings, Take

KINDS = {
    "bigint": Kind.WHOLE,
    "integer": Kind.WHOLE,
    "smallint": Kind.WHOLE,
    "double precision": Kind.FLOAT,
    "boolean": Kind.TRUTH,
    "character varying": Kind.TEXT,
    "text": Kind.TEXT,
    "bytea": Kind.BYTES,
    "date": Kind.DATE,
    "timestamp with time zone": Kind.TIME,
}
#: What libpq calls the parts of a Django setting.
PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
#: What of its OPTIONS is about the way to the server.
WAY = (
    "dbname",
    "user",
    "password",
    "host",
    "port",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "passfile",
)
#: Times as ``row_text`` has them; and a copy takes as long as it takes, whatever the site allows a page.
SESSION = "-c TimeZone=UTC -c DateStyle=ISO -c bytea_output=hex -c statement_timeout=0"
#: Seconds that a table may be held by somebody else until filling it gives up.
LOCK_SECONDS = 60


def way_to(settings: Settings) -> dict[str, str]:
    """How libpq reaches the database, in its own words."""
    options = settings.get("OPTIONS")
    given = {name: settings.get(part) for part, name in PARTS.items()}
    given |= {name: options.get(name) for name in WAY if isinstance(options, Mapping) and name in options}
    return {name: str(value) for name, value in given.items() if value}


def connect(settings: Settings) -> Connection:
    try:
        connection = psycopg2.connect(**way_to(settings), options=SESSION, connect_timeout=10)
    except psycopg2.OperationalError as error:
        raise BackupProblem(
            f"PostgreSQL: {str(error).strip()}\nThe address must be the server's own, not a pooler's: "
            "MASSLINE_DIRECT_URL names it where DATABASE_URL does not."
        ) from None
    connection.set_client_encoding("UTF8")
    return connection


class PostgresqlStore:
    engine = "postgresql"

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        number = connection.server_version
        self.version = f"{number // 10000}.{number % 10000}"

    def ask(self, query: str, values: tuple[object, ...] | None = None) -> list[tuple]:
        with self.connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def do(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def tables(self) -> dict[str, Columns]:
        rows = self.ask(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            " AND is_generated = 'NEVER' AND table_name <> %s",
            (MIGRATIONS_TABLE,),
        )
        found: dict[str, Columns] = {}
        for table, column, declared in sorted(rows):
            if declared not in KINDS:
                raise BackupProblem(f"{table}.{column} is of the type “{declared}”, which no copy can hold.")
            found.setdefault(table, {})[column] = KINDS[declared]
        return found

    def count(self, table: str) -> int:
        return self.ask(f'SELECT COUNT(*) FROM "{table}"')[0][0]  # noqa: S608

    def scan(self, table: str, columns: Columns, take: Take) -> None:
        lines = Lines(take, rearranger(list(columns), columns))
        with self.connection.cursor() as cursor:
            cursor.copy_expert(f'COPY (SELECT {names(columns)} FROM "{table}") TO STDOUT', lines)  # noqa: S608

    def migrations(self) -> Migrations:
        if not self.ask("SELECT to_regclass(%s)", (MIGRATIONS_TABLE,))[0][0]:
            return {}
        found: Migrations = {}
        for app, name in sorted(self.ask("SELECT app, name FROM django_migrations")):
            found.setdefault(app, []).append(name)
        return found

    def last_ids(self) -> dict[str, int]:
        given = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}"
        return {table: self.ask(given.format(name))[0][0] for table, name in self._sequences().items()}

    def _sequences(self) -> dict[str, str]:
        rows = self.ask(
            "SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), 'id')"
            " FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'id'"
        )
        return {table: name for table, name in sorted(rows) if name and table != MIGRATIONS_TABLE}


class PostgresqlSink(PostgresqlStore):
    """What refuses changes is off while the tables are emptied and filled, which only their owner can do and
    others see at no time; references are taken away and made anew, which checks them all at once instead of
    noting each row."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.references: list[tuple[str, str, str]] = []

    def clear(self) -> None:
        self.do(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        self.references = self.ask(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
        for table, name, _ in self.references:
            self.do(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        self._triggers("DISABLE")
        self.do(f"TRUNCATE {names(self.tables())}")

    def add(self, table: str, columns: Columns, lines: list[bytes]) -> None:
        statement = f'COPY "{table}" ({names(columns)}) FROM STDIN'
        try:
            with self.connection.cursor() as cursor:
                cursor.copy_expert(statement, io.BytesIO(b"\n".join(lines) + b"\n"))
        except psycopg2.DataError as error:
            # SQLite keeps to neither length nor type. What follows the first line is the row itself.
            said = str(error).partition("\n")[0]
            raise BackupProblem(f"{table}: a row does not fit: {said}. Nothing was changed.") from None

    def finish(self, last_ids: dict[str, int]) -> None:
        for table, name, definition in self.references:
            self.do(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        self._triggers("ENABLE")
        sequences = self._sequences()
        for table, last in last_ids.items():
            self.ask("SELECT setval(%s, %s, %s)", (sequences[table], max(last, 1), last > 0))
        self.connection.commit()
        self.do("ANALYZE")
        self.connection.commit()

    def _triggers(self, act: str) -> None:
        for table in self.tables():
            self.do(f'ALTER TABLE "{table}" {act} TRIGGER USER')


class Lines:
    """Where psycopg2 writes what COPY gives: each time one row."""

    def __init__(self, take: Take, rearrange: Take) -> None:
        self.take = take
        self.rearrange = rearrange

    def write(self, data: bytes) -> None:
        self.take(self.rearrange(data[:-1]))


def names(columns: Mapping[str, object]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


@contextmanager
def reading(settings: Settings) -> Iterator[PostgresqlStore]:
    connection = connect(settings)
    try:
        connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        yield PostgresqlStore(connection)
    finally:
        connection.close()


@contextmanager
def filling(settings: Settings) -> Iterator[PostgresqlSink]:
    """Closed before ``finish`` has ended, all is as it was."""
    connection = connect(settings)
    try:
        yield PostgresqlSink(connection)
    finally:
        connection.close()
