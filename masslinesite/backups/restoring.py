"""Puts a backup back: everything that can be refused is refused before anything is touched."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from masslinesite.backups import archive, site
from masslinesite.backups.archive import DATABASES, SECRET_KEY, Manifest
from masslinesite.backups.making import make_backup, unpack_checked
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.stores import (
    ENGINE_NAMES,
    Settings,
    differences,
    engine_of,
    held_at,
    named,
    reading,
    refuse_unknown,
    states,
)
from masslinesite.backups.telling import Tell
from masslinesite.page_versions import ALL, touch


@dataclass(frozen=True)
class Restored:
    """``lost`` is what the database held before, kept in the backup ``safety``; ``advice`` what is to be done
    about the secret key, if anything is."""

    manifest: Manifest
    lost: str
    safety: Path | None
    migrated: int
    advice: str


def restore_backup(*, path: Path, replace: bool, tell: Tell, say: Callable[[str], None]) -> Restored:
    """Makes the site's database and secret key those of the backup, and brings the tables up to this code.

    A database that holds something is replaced only if ``replace``, after a safety copy of it was made in
    ``before-restore`` in the site's folder. Its replacement is one transaction, on both engines. Raises
    BackupProblem.
    """
    database = site.database_settings()
    with archive.opened(path) as (opened, manifest):
        _refuse_foreign(manifest, database)
        key = opened.read(SECRET_KEY).decode() if manifest.has_key else None
        lost = held_at(database, site.tables())
        if lost and not replace:
            raise BackupProblem(
                f"The site's database holds {lost}. Nothing was changed. With --replace it is replaced, "
                "after a safety copy was made."
            )
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.VAR_DIR) as folder:
            unpacked = Path(folder) / DATABASES[manifest.engine]
            unpack_checked(opened, manifest, unpacked, tell)
            safety = _keep_what_is_there(lost, say, tell)
            connection.close()
            with _told_if_stopped():
                site.copier(manifest.engine).put(unpacked, database, tell)
    with _told_if_stopped():
        _compare(manifest, database, safety, tell)
        advice = _restore_key(key, manifest)
        return Restored(manifest, lost, safety, _bring_up_to_date(manifest), advice)


@contextmanager
def _told_if_stopped() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise BackupProblem(
            "Stopped. The database is as it was, or replaced already: run the same again, with --replace, to "
            "see it through."
        ) from None


def _refuse_foreign(manifest: Manifest, database: Settings) -> None:
    made, here = ENGINE_NAMES[manifest.engine], ENGINE_NAMES[engine_of(database)]
    if made != here:
        raise BackupProblem(
            f"The backup was made on {made}, and this site is on {here}. Restore it with a DATABASE_URL that "
            f"names {made}, then move it with manage.py transfer."
        )
    refuse_unknown(manifest.migrations, site.known_migrations(), "The backup")


def _keep_what_is_there(lost: str, say: Callable[[str], None], tell: Tell) -> Path | None:
    if not lost:
        return None
    folder = Path(settings.VAR_DIR) / "before-restore"
    folder.mkdir(mode=0o700, exist_ok=True)
    safety = make_backup(target=folder, tell=tell).path
    say(f"To be replaced: {lost}. It is kept in {safety}")
    return safety


def _compare(manifest: Manifest, database: Settings, safety: Path | None, tell: Tell) -> None:
    with reading(database) as store:
        found = states(store, lambda part, done, total: tell(f"{part}, compared", done, total))
    if wrong := differences(manifest.tables, found):
        back = f" What was there before: manage.py restore --replace {safety}" if safety else ""
        raise BackupProblem(
            f"What was restored is not what the backup holds: {'; '.join(wrong[:3])}. Is the site running? "
            f"Stop it, then restore again with --replace.{back}"
        )


def _restore_key(key: str | None, manifest: Manifest) -> str:
    """Puts the key into the site's folder; what is left to do, as sentences."""
    if key is not None:
        site.store_key(key)
    if manifest.key_mark == site.key_mark(settings.SECRET_KEY):
        return ""
    if key is None:
        return (
            "The backup has no secret key and was made under another one than this site's. Without that "
            "nobody's second factor works and no waiting e-mail can be sent: put it into SECRET_KEY or "
            f"{site.key_file()}."
        )
    if site.key_is_from_environment():
        return (
            f"SECRET_KEY is set and is not the backup's: take it out, for that is in {site.key_file()} now."
        )
    return "The secret key is the backup's: restart the site, if it runs."


def _bring_up_to_date(manifest: Manifest) -> int:
    """Runs what the backup's tables lack of this code's migrations; how many. Raises BackupProblem if the
    database would not refuse changes of its logs."""
    connection.close()
    missing_migrations = site.known_migrations() - named(manifest.migrations)
    if missing_migrations:
        call_command("migrate", verbosity=0, interactive=False)
    if missing := site.missing_triggers():
        raise BackupProblem(
            f"{missing[0]}. The backup itself lacks it: run manage.py verify_log before you go on."
        )
    with transaction.atomic():
        # No page that was kept before, here or in a browser, is taken for one of this state.
        touch([ALL])
    return len(missing_migrations)
