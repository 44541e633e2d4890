"""Moves a site from one engine to the other: every row of one snapshot, compared by the tables' hashes."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from masslinesite import env
from masslinesite.backups import postgresql, site, sqlite
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Columns, TableState
from masslinesite.backups.stores import (
    ENGINE_NAMES,
    Settings,
    Sink,
    Store,
    Take,
    differences,
    engine_of,
    held_at,
    named,
    reading,
    refuse_unknown,
    states,
)
from masslinesite.backups.telling import Tell

#: Rows that are written at once.
BATCH = 500
SCHEMES = ("postgres://", "postgresql://", "sqlite:///")


@dataclass(frozen=True)
class Moved:
    """``changed`` are tables that somebody has added rows to meanwhile, which stayed behind."""

    tables: dict[str, TableState]
    lost: str
    changed: list[str]


def transfer(*, url: str, replace: bool, tell: Tell, say: Callable[[str], None]) -> Moved:
    """Fills the database at ``url`` with what the site's holds; the site's own is only read.

    The target gets its tables by the migrations, and its searches' indexes from the rows that come in. All
    is one transaction on PostgreSQL and one new file on SQLite: stopped or failed, the target's rows are what
    they were, and the transfer can be run again. Constant memory. Raises BackupProblem.
    """
    source, target = site.database_settings(), _settings_at(url)
    lost = _refuse(source, target, replace)
    with reading(source) as store:
        _refuse_outdated(store)
        last_ids = store.last_ids()
        say(f"Bringing the tables on {ENGINE_NAMES[engine_of(target)]} up to date")
        with _ready(target, url, tell) as sink:
            sink.clear()
            moved = states(store, tell, partial(_writing, sink))
            found = states(sink, lambda part, done, total: tell(f"{part}, compared", done, total))
            if wrong := differences(moved, found):
                raise BackupProblem(
                    f"What arrived is not what was sent: {'; '.join(wrong[:3])}. Nothing was changed."
                )
            sink.finish(last_ids)
    with reading(source) as store:
        now = store.last_ids()
    return Moved(moved, lost, [table for table in last_ids if now.get(table) != last_ids[table]])


def _settings_at(url: str) -> Settings:
    if not url.startswith(SCHEMES):
        raise BackupProblem(
            "The target is an address such as postgres://user@host/name or sqlite:////path/to/file."
        )
    return env.database_at(url)


def _refuse(source: Settings, target: Settings, replace: bool) -> str:
    """What the target holds, to be lost. Raises BackupProblem if it must not be."""
    if engine_of(source) == engine_of(target):
        raise BackupProblem(
            f"Both are on {ENGINE_NAMES[engine_of(source)]}: use manage.py backup and manage.py restore."
        )
    lost = held_at(target, site.tables())
    if lost and not replace:
        raise BackupProblem(f"The target holds {lost}. Nothing was changed. With --replace that is lost.")
    if engine_of(target) == "postgresql":
        with reading(target) as store:
            refuse_unknown(store.migrations(), site.known_migrations(), "The target")
    return lost


def _refuse_outdated(store: Store) -> None:
    applied, known = store.migrations(), site.known_migrations()
    refuse_unknown(applied, known, "The site's database")
    if known - named(applied):
        raise BackupProblem("The site's database is older than its code: run manage.py migrate first.")


@contextmanager
def _ready(target: Settings, url: str, tell: Tell) -> Iterator[Sink]:
    """The target with all its tables. On SQLite a new file beside it, which takes its place at the end."""
    if engine_of(target) == "postgresql":
        _migrate(target, url)
        with postgresql.filling(target) as sink:
            yield sink
        return
    path = Path(str(target["NAME"])).resolve()
    if not path.parent.is_dir():
        raise BackupProblem(
            f"There is no folder {path.parent}. Make it, as the site's user: mkdir -m 700 {path.parent}"
        )
    with tempfile.TemporaryDirectory(prefix=".massline-unfinished-", dir=path.parent) as folder:
        draft = {**target, "NAME": f"{folder}/draft.sqlite3"}
        if path.is_file() and not held_at(target, site.tables()):
            # Its tables are made already, and they are all that it has.
            sqlite.copy(target, Path(draft["NAME"]), tell)
        _migrate(draft, f"sqlite:///{draft['NAME']}")
        with sqlite.filling(Path(draft["NAME"])) as sink:
            yield sink
        sqlite.put(Path(draft["NAME"]), target, tell)


def _migrate(target: Settings, url: str) -> None:
    """Where it is not done yet, in a process of its own: migrations speak to the default database."""
    if _has_tables(target):
        return
    done = subprocess.run(  # noqa: S603
        [sys.executable, env.BASE_DIR / "manage.py", "migrate", "--verbosity", "0", "--no-input"],
        env=os.environ | {"DATABASE_URL": url},
        cwd=env.BASE_DIR,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        last = (done.stderr.strip() or "failed").splitlines()[-1]
        raise BackupProblem(f"The target's tables could not be made: {last}")


def _has_tables(target: Settings) -> bool:
    if engine_of(target) == "sqlite" and not Path(str(target["NAME"])).is_file():
        return False
    with reading(target) as store:
        return named(store.migrations()) >= site.known_migrations()


@contextmanager
def _writing(sink: Sink, table: str, columns: Columns) -> Iterator[Take]:
    """Takes lines, and writes so many at once."""
    lines: list[bytes] = []

    def write() -> None:
        if lines:
            sink.add(table, columns, lines)
            lines.clear()

    def take(line: bytes) -> None:
        lines.append(line)
        if len(lines) == BATCH:
            write()

    yield take
    write()
