"""SQLite: one file, copied by its backup API while others write to it, and put in place by the same."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Columns, Kind, TableState, decoder, encoder
from masslinesite.backups.stores import MIGRATIONS_TABLE, Migrations, Settings, Take, states
from masslinesite.backups.telling import Tell

#: By what stands first in a column's declared type.
KINDS = {
    "bigint": Kind.WHOLE,
    "integer": Kind.WHOLE,
    "smallint": Kind.WHOLE,
    "real": Kind.FLOAT,
    "bool": Kind.TRUTH,
    "varchar": Kind.TEXT,
    "text": Kind.TEXT,
    "blob": Kind.BYTES,
    "date": Kind.DATE,
    "datetime": Kind.TIME,
}
#: Pages, 16 MB as a rule: several reports a second.
STEP = 4000
#: Seconds to wait for somebody who writes, as the site does itself.
TIMEOUT = 20


class SqliteStore:
    engine = "sqlite"
    version = sqlite3.sqlite_version

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def tables(self) -> dict[str, Columns]:
        names = self.connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        ).fetchall()
        return {name: self._columns(name) for (name,) in names if name != MIGRATIONS_TABLE}

    def _columns(self, table: str) -> Columns:
        rows = self.connection.execute("SELECT name, type FROM pragma_table_info(?) ORDER BY name", [table])
        return {name: _kind(table, name, declared) for name, declared in rows}

    def count(self, table: str) -> int:
        return self.connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608

    def scan(self, table: str, columns: Columns, take: Take) -> None:
        names, encode = _names(columns), encoder(columns.values())
        for row in self.connection.execute(f'SELECT {names} FROM "{table}"'):  # noqa: S608
            take(encode(row))

    def migrations(self) -> Migrations:
        if not self._has(MIGRATIONS_TABLE):
            return {}
        found: Migrations = {}
        for app, name in self.connection.execute(
            "SELECT app, name FROM django_migrations ORDER BY app, name"
        ):
            found.setdefault(app, []).append(name)
        return found

    def last_ids(self) -> dict[str, int]:
        numbered = self.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
        ).fetchall()
        given = dict(self.connection.execute("SELECT name, seq FROM sqlite_sequence")) if numbered else {}
        return {name: given.get(name, 0) for (name,) in numbered if name != MIGRATIONS_TABLE}

    def _has(self, table: str) -> bool:
        rows = self.connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table]
        )
        return rows.fetchone() is not None


class SqliteSink(SqliteStore):
    """A new file that nobody else has open: without a journal, for one that is stopped is thrown away.

    What refuses changes would also refuse the emptying of what the migrations laid down, so these triggers
    are taken away and come back word for word. Those that keep the searches' indexes stay and fill them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.triggers: list[tuple[str, str]] = []

    def clear(self) -> None:
        self.connection.execute("PRAGMA foreign_keys=OFF")
        self.connection.execute("BEGIN IMMEDIATE")
        self.triggers = self.connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
        ).fetchall()
        for name, _ in self.triggers:
            self.connection.execute(f'DROP TRIGGER "{name}"')
        for table in self.tables():
            self.connection.execute(f'DELETE FROM "{table}"')  # noqa: S608

    def add(self, table: str, columns: Columns, lines: list[bytes]) -> None:
        marks, decode = ", ".join("?" * len(columns)), decoder(columns.values())
        self.connection.executemany(
            f'INSERT INTO "{table}" ({_names(columns)}) VALUES ({marks})',  # noqa: S608
            map(decode, lines),
        )

    def finish(self, last_ids: dict[str, int]) -> None:
        for table, last in last_ids.items():
            self.connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
            self.connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, last])
        for _, sql in self.triggers:
            self.connection.execute(sql)
        astray = self.connection.execute("PRAGMA foreign_key_check").fetchone()
        if astray:
            raise BackupProblem(f"A row of {astray[0]} refers to one of {astray[2]} that is not there.")
        self.connection.execute("COMMIT")


def _names(columns: Columns) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _kind(table: str, column: str, declared: str) -> Kind:
    kind = KINDS.get(declared.lower().partition("(")[0].split()[0] if declared else "")
    if kind is None:
        raise BackupProblem(f"{table}.{column} is of the type “{declared}”, which no copy can hold.")
    return kind


@contextmanager
def reading(settings: Settings) -> Iterator[SqliteStore]:
    """The file in the state of now: in WAL mode this keeps nobody from writing."""
    path = Path(str(settings["NAME"]))
    if not path.is_file():
        raise BackupProblem(
            f"There is no database at {path}. Is MASSLINE_VAR or DATABASE_URL that of the site?"
        )
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode=ro", uri=True, timeout=TIMEOUT, isolation_level=None
    )
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        yield SqliteStore(connection)
    finally:
        connection.close()


@contextmanager
def filling(path: Path) -> Iterator[SqliteSink]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA synchronous=OFF")
        yield SqliteSink(connection)
    finally:
        connection.close()


def copy(settings: Settings, to: Path, tell: Tell) -> tuple[dict[str, TableState], Migrations, str]:
    """The database in one state, in a single file of mode 0600; what the copy holds.

    The backup API copies pages, and begins anew whenever another process has written between two steps: on a
    busy site it would never end. Within a read transaction it has one state before it from the first step to
    the last, and writers go on meanwhile, into the journal.
    """
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with reading(settings) as store:
        target = sqlite3.connect(to, isolation_level=None)
        try:
            # Whoever made the file throws it away if this is stopped.
            target.execute("PRAGMA synchronous=OFF")
            _copy_pages(store.connection, target, "database", tell)
            # Without it the copy would want two more files beside it as soon as it is opened.
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
    with reading({"NAME": to}) as store:
        return states(store, tell), store.migrations(), store.version


def states_of_copy(copied: Path, wanted: dict[str, Columns], tell: Tell) -> dict[str, TableState]:
    """What the tables of a copy hold, once the file has passed SQLite's own check; ``wanted`` is for the
    other engine's. Raises BackupProblem if it has not."""
    with reading({"NAME": copied}) as store:
        found = store.connection.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupProblem(
                f"The copy fails SQLite's integrity check: {found}. If the next backup does too, the site's "
                "own database is damaged: stop the site and restore the latest good backup."
            )
        return states(store, lambda part, done, total: tell(f"{part}, verified", done, total))


def put(source: Path, settings: Settings, tell: Tell) -> None:
    """The site's database becomes what the file ``source`` holds, in one transaction: who has it open sees
    the old state or the new one, and a stopped or failed copy leaves the old one.

    Never by renaming: the journal of the old file would lie beside the new one.
    """
    path = Path(str(settings["NAME"]))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    with reading({"NAME": source}) as store:
        target = sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)
        try:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                target.execute(f"PRAGMA {pragma}")
            _copy_pages(store.connection, target, "restored", tell)
            target.execute("PRAGMA journal_mode=WAL")
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            target.close()


def _copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, part: str, tell: Tell) -> None:
    def report(status: int, remaining: int, total: int) -> None:
        tell(f"{part}, pages", total - remaining, total)

    source.backup(target, pages=STEP, progress=report)
