"""The one file of a backup: a ZIP archive of the database's copy, the secret key and a manifest.

Any ``unzip`` opens it. Its comment, which is its end, is the hash of all that stands before, so that not a
byte can be changed or missing unseen.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Kind, TableState
from masslinesite.backups.stores import Migrations

#: Raised when an older restore could not read what is written.
FORMAT = 1
MANIFEST, SECRET_KEY = "manifest.json", "secret_key"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
#: A dump is compressed already.
COMPRESSION = {"sqlite": zipfile.ZIP_DEFLATED, "postgresql": zipfile.ZIP_STORED}
#: The fastest: the next one takes half as long again and saves a twentieth.
LEVEL = 1
SEAL_LENGTH = 64
CHUNK = 2**20


@dataclass(frozen=True)
class Manifest:
    """What is in the archive. ``made_at`` is in UTC, as ISO 8601 has it. ``key_mark`` tells one secret key
    from another and gives neither away."""

    made_at: str
    site_version: str
    engine: str
    engine_version: str
    migrations: Migrations
    tables: dict[str, TableState]
    key_mark: str
    has_key: bool
    format: int = FORMAT


def write(path: Path, manifest: Manifest, database: Path, secret_key: str | None) -> None:
    """Writes the archive, mode 0600, and waits until the disk has it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    name, method = DATABASES[manifest.engine], COMPRESSION[manifest.engine]
    with zipfile.ZipFile(path, "w", method, compresslevel=LEVEL) as archive:
        archive.write(database, name)
        if secret_key is not None:
            archive.writestr(SECRET_KEY, secret_key)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))
        archive.comment = b"0" * SEAL_LENGTH
    with path.open("rb+") as file:
        file.seek(-SEAL_LENGTH, os.SEEK_END)
        end = file.tell()
        seal = _seal(path, end)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def _seal(path: Path, end: int) -> bytes:
    """The hash of the file up to ``end``, in hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as file:
        while end and (chunk := file.read(min(CHUNK, end))):
            digest.update(chunk)
            end -= len(chunk)
    return digest.hexdigest().encode()


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A whole archive with its manifest. Raises BackupProblem if a byte is not as it was written."""
    if not path.is_file():
        raise BackupProblem(f"There is no file {path}.")
    end = max(path.stat().st_size - SEAL_LENGTH, 0)
    with path.open("rb") as file:
        file.seek(end)
        if file.read() != _seal(path, end):
            raise BackupProblem(
                f"{path.name} is damaged, not whole, or no backup of this site. Nothing was changed. Take "
                "another backup, or copy this one anew from where it came."
            )
    with zipfile.ZipFile(path) as archive:
        yield archive, _manifest(json.loads(archive.read(MANIFEST)), path)


def _manifest(stored: dict, path: Path) -> Manifest:
    if stored["format"] > FORMAT:
        raise BackupProblem(f"{path.name} was made by a newer version of the site. Update the code first.")
    tables = {
        table: TableState(
            {name: Kind(kind) for name, kind in sorted(state["columns"].items())}, *_sums(state)
        )
        for table, state in stored["tables"].items()
    }
    return Manifest(**stored | {"tables": tables})


def _sums(state: dict) -> tuple[int, str]:
    return state["rows"], state["sha256"]


def unpack(archive: zipfile.ZipFile, name: str, to: Path) -> None:
    """Mode 0600."""
    handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with archive.open(name) as source, os.fdopen(handle, "wb") as target:
        shutil.copyfileobj(source, target, CHUNK)
