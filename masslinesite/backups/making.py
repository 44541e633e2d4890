"""Makes a backup: copied, hashed, packed, and unpacked again to see that it holds what was hashed."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from masslinesite.backups import archive, keeping, site
from masslinesite.backups.archive import DATABASES, Manifest
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.stores import differences, engine_of
from masslinesite.backups.telling import Tell

#: Begins the names of folders with what is not finished yet.
DRAFT = ".massline-unfinished-"


@dataclass(frozen=True)
class Made:
    path: Path
    manifest: Manifest
    removed: list[str]


def make_backup(
    *, target: Path, with_key: bool = True, keep: int | None = None, keep_daily: int = 0, tell: Tell
) -> Made:
    """Writes a backup to ``target``: a folder that is there, in which it gets a name by its time, or the path
    of a file that is not there. With ``keep`` older ones in the folder are removed once the new one is
    verified.

    Raises BackupProblem; then, and when it is stopped, no part of a backup is left and no older one is gone.
    One backup at a time in a folder: a second one waits.
    """
    folder = target if target.is_dir() else target.parent
    if target.exists() and not target.is_dir():
        raise BackupProblem(f"{target} is there already: name a folder, or a file that is not there.")
    if not folder.is_dir():
        raise BackupProblem(
            f"There is no folder {folder}. Make it, as the site's user: mkdir -m 700 {folder}"
        )
    with _only_one(folder):
        _sweep(folder)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
        try:
            packed, manifest = _pack(draft, with_key, tell)
            _verify(packed, draft, tell)
            path = _name(packed, target)
        finally:
            shutil.rmtree(draft)
        removed = [] if keep is None else _remove_old(folder, keep, keep_daily)
        _sync(folder)
    return Made(path, manifest, removed)


def _pack(draft: Path, with_key: bool, tell: Tell) -> tuple[Path, Manifest]:
    database = site.database_settings()
    engine = engine_of(database)
    copied, packed = draft / DATABASES[engine], draft / "archive.zip"
    made_at = datetime.now(UTC)
    tables, migrations, version = site.copier(engine).copy(database, copied, tell)
    if not migrations:
        raise BackupProblem("The database has no tables yet: run manage.py migrate, or name another one.")
    key = site.stored_key() if with_key else None
    manifest = Manifest(
        made_at=made_at.isoformat(timespec="seconds"),
        site_version=site.site_version(),
        engine=engine,
        engine_version=version,
        migrations=migrations,
        tables=tables,
        key_mark=site.key_mark(settings.SECRET_KEY),
        has_key=key is not None,
    )
    archive.write(packed, manifest, copied, key)
    copied.unlink()
    return packed, manifest


def _verify(packed: Path, draft: Path, tell: Tell) -> None:
    """From the file alone, as a restore would read it."""
    with archive.opened(packed) as (opened, manifest):
        unpack_checked(opened, manifest, draft / "verified", tell)


def unpack_checked(opened: object, manifest: Manifest, to: Path, tell: Tell) -> None:
    """Unpacks the database and compares what it holds with the manifest. Raises BackupProblem."""
    archive.unpack(opened, DATABASES[manifest.engine], to)
    columns = {table: state.columns for table, state in manifest.tables.items()}
    found = site.copier(manifest.engine).states_of_copy(to, columns, tell)
    if wrong := differences(manifest.tables, found):
        raise BackupProblem(
            f"The archive does not hold what was hashed: {'; '.join(wrong[:3])}. Nothing was changed. "
            "Take another backup."
        )


def _name(packed: Path, target: Path) -> Path:
    """Gives the verified archive its name, which no other file has."""
    path = target
    while target.is_dir() and (path := target / keeping.name_at(datetime.now(UTC))).exists():
        time.sleep(0.1)  # one was made within this second
    packed.rename(path)
    return path


def _remove_old(folder: Path, keep: int, keep_daily: int) -> list[str]:
    names = [entry.name for entry in folder.iterdir() if entry.is_file()]
    old = keeping.to_remove(names, keep=max(keep, 1), keep_daily=keep_daily, today=datetime.now(UTC))
    for name in old:
        (folder / name).unlink()
    return old


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """What a backup that was killed outright has left; whoever holds the lock is the only one at work."""
    for left in folder.glob(f"{DRAFT}*"):
        shutil.rmtree(left)


def _sync(folder: Path) -> None:
    """So that the new name outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
