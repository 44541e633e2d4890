"""One database as the copies see it: its tables as lines of ``row_text``, on either engine.

``Store`` is what both modules, ``sqlite`` and ``postgresql``, give; nothing here asks the ORM, for a database
may be older than the code, or that of another site.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Protocol

from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Columns, Fingerprint, TableState
from masslinesite.backups.telling import Tell

#: Of Django's, told apart from content: the names of the migrations are compared, not their times.
MIGRATIONS_TABLE = "django_migrations"
ENGINE_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
#: What is told of a database that would be lost: everything else hangs on a row of these.
HELD = {
    "essays_debate": ("debate", "debates"),
    "comments_response": ("response", "responses"),
    "comments_decision": ("decision", "decisions"),
    "auth_user": ("account", "accounts"),
}
#: Rows between two reports.
STEP = 2000

Migrations = dict[str, list[str]]
#: Name of the engine, and what it takes to reach the database: of a Django setting.
Settings = dict[str, object]
Take = Callable[[bytes], None]
Into = Callable[[str, Columns], AbstractContextManager[Take | None]]


class Store(Protocol):
    """A database read in one snapshot: what is written meanwhile is not seen."""

    engine: str
    version: str

    def tables(self) -> dict[str, Columns]:
        """All with content of their own: no index of a search, and not Django's list of migrations."""

    def count(self, table: str) -> int: ...

    def scan(self, table: str, columns: Columns, take: Take) -> None:
        """Hands each row over as a line, without its end."""

    def migrations(self) -> Migrations:
        """Names of those applied, by app; empty in an empty database."""

    def last_ids(self) -> dict[str, int]:
        """The highest id ever given, of each table that gives some out; 0 for none."""


class Sink(Store, Protocol):
    """A migrated database that is being filled, in one transaction."""

    def clear(self) -> None:
        """Empties every table; until ``finish`` rows may come in any order."""

    def add(self, table: str, columns: Columns, lines: list[bytes]) -> None: ...

    def finish(self, last_ids: dict[str, int]) -> None:
        """What refers to other rows is checked, and the next ids follow on those given."""


def engine_of(settings: Settings) -> str:
    return "sqlite" if str(settings["ENGINE"]).endswith("sqlite3") else "postgresql"


@contextmanager
def reading(settings: Settings) -> Iterator[Store]:
    """The database of a Django setting. Raises BackupProblem where there is none."""
    with import_module(f"masslinesite.backups.{engine_of(settings)}").reading(settings) as store:
        yield store


def nowhere(table: str, columns: Columns) -> AbstractContextManager[Take | None]:
    return nullcontext()


def states(store: Store, tell: Tell, into: Into = nowhere) -> dict[str, TableState]:
    """What each table holds. Reads all; ``into`` may open something that gets the lines of a table as well.

    Constant memory.
    """
    found = {}
    for table, columns in sorted(store.tables().items()):
        with into(table, columns) as also:
            found[table] = _state(store, table, columns, tell, also)
    return found


def _state(store: Store, table: str, columns: Columns, tell: Tell, also: Take | None) -> TableState:
    fingerprint, total = Fingerprint(), store.count(table)

    def take(line: bytes) -> None:
        fingerprint.take(line)
        if also:
            also(line)
        if fingerprint.rows % STEP == 0 and fingerprint.rows < total:
            tell(table, fingerprint.rows, total)

    store.scan(table, columns, take)
    if total:
        tell(table, fingerprint.rows, total)
    return fingerprint.state(columns)


def differences(wanted: dict[str, TableState], found: dict[str, TableState]) -> list[str]:
    """A few words for each table that is not the same in both."""
    told = []
    for table in sorted(wanted | found):
        one, other = wanted.get(table), found.get(table)
        if one == other:
            continue
        if one is None or other is None:
            told.append(f"{table} is {'new' if one is None else 'missing'}")
        elif one.columns != other.columns:
            told.append(f"{table} has other columns")
        else:
            rows = "other rows" if one.rows == other.rows else f"{other.rows:,} rows for {one.rows:,}"
            told.append(f"{table} has {rows}")
    return told


def held(store: Store, own: set[str]) -> str:
    """What would be lost with it, as “1 debate, 12 responses”; empty if nothing. ``own`` are the site's
    tables: a database may be somebody else's, named by mistake. 5 queries."""
    tables = store.tables()
    counts = {table: store.count(table) for table in HELD if table in tables}
    told = [f"{number:,} {HELD[table][number != 1]}" for table, number in counts.items() if number]
    if strange := tables.keys() - own:
        told.append(
            "1 table of something else" if len(strange) == 1 else f"{len(strange)} tables of something else"
        )
    return ", ".join(told)


def held_at(settings: Settings, own: set[str]) -> str:
    """The same of a database that need not be there."""
    if engine_of(settings) == "sqlite" and not Path(str(settings["NAME"])).is_file():
        return ""
    with reading(settings) as store:
        return held(store, own)


def named(migrations: Migrations) -> set[tuple[str, str]]:
    """App and name of each."""
    return {(app, name) for app, names in migrations.items() for name in names}


def refuse_unknown(migrations: Migrations, known: set[tuple[str, str]], what: str) -> None:
    """Raises BackupProblem if any of the migrations is not in this site's code."""
    strange = [f"{app}.{name}" for app, name in sorted(named(migrations) - known)]
    if strange:
        raise BackupProblem(
            f"{what} is newer than this site's code, which does not know {', '.join(strange[:3])}"
            f"{f' and {len(strange) - 3} more' if len(strange) > 3 else ''}. Nothing was changed. Update the "
            "code, then run this again."
        )
