"""What the copies need to know of the site they run in."""

import os
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.crypto import salted_hmac

from masslinesite import env
from masslinesite.backups.stores import Settings

#: Apps with tables whose rows are never changed.
GUARDED = ("essays", "comments")
#: By engine, what copies a database to a file and back.
COPIERS = {"sqlite": "sqlite", "postgresql": "postgresql_dump"}


def database_settings() -> Settings:
    """Of the site's database, by its direct address if one is named."""
    return env.direct_database() or connection.settings_dict


def copier(engine: str) -> ModuleType:
    return import_module(f"masslinesite.backups.{COPIERS[engine]}")


def site_version() -> str:
    return tomllib.loads((env.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def known_migrations() -> set[tuple[str, str]]:
    """App and name of each that the code has, or has replaced by others."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {*on_disk} | {old for migration in on_disk.values() for old in migration.replaces}


def tables() -> set[str]:
    """Of the site, by this code."""
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def missing_triggers() -> list[str]:
    """What would not refuse changes of the logs in the site's database, as sentences. Four queries."""
    guards = [import_module(f"{app}.append_only") for app in GUARDED]
    return [fault for guard in guards for fault in guard.find_missing_triggers(connection)]


def key_mark(key: str) -> str:
    return salted_hmac("masslinesite.backups", "mark", secret=key, algorithm="sha256").hexdigest()[:16]


def key_file() -> Path:
    return Path(settings.VAR_DIR) / "secret_key"


def stored_key() -> str | None:
    """The secret key that the site keeps in its folder, if that is the one it uses."""
    path = key_file()
    if not path.is_file():
        return None
    key = path.read_text("ascii").strip()
    return key if key == settings.SECRET_KEY else None


def key_is_from_environment() -> bool:
    return bool(os.environ.get("SECRET_KEY"))


def store_key(key: str) -> None:
    """Replaces the file at once, mode 0600."""
    path = key_file()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
