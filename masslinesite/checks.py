"""System checks: what would make a running site unsafe without anything looking wrong.

``manage.py check`` runs the first group at each start; ``check --deploy`` adds the second.
"""

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from masslinesite.time_limits import statement_limits

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


@register(Tags.database)
def check_driver(app_configs: object, **options: object) -> list[CheckMessage]:
    """Django prefers psycopg 3 as soon as it can import it; the site is tested with psycopg2."""
    if importlib.util.find_spec("psycopg") is None:
        return []
    return [Error("psycopg 3 is installed: pip uninstall psycopg.", id="masslinesite.E001")]


@register(Tags.database)
def check_replica(app_configs: object, **options: object) -> list[CheckMessage]:
    """What a page asks is put in the words of the database's engine."""
    engines = {database["ENGINE"] for database in settings.DATABASES.values()}
    if len(engines) == 1:
        return []
    return [Error("MASSLINE_REPLICA_URL names another engine than DATABASE_URL.", id="masslinesite.E003")]


@register(Tags.database, deploy=True)
def check_time_limits(
    app_configs: object, databases: Iterable[str] | None = None, **options: object
) -> list[CheckMessage]:
    """Asks each database on a connection as requests have it; for ``check --deploy --database default``."""
    return [
        Warning(
            f"A statement of a request may take for ever ({alias}).",
            hint="Set MASSLINE_STATEMENT_SECONDS, or behind a pooler what deploy/README.md says of it.",
            id="masslinesite.W003",
        )
        for alias in statement_limits(databases or ())
    ]


@register(Tags.security)
def check_proxies(app_configs: object, **options: object) -> list[CheckMessage]:
    if settings.PROXIES >= 0:
        return []
    return [Error("MASSLINE_PROXIES counts proxies and can't be below 0.", id="masslinesite.E002")]


@register(Tags.security, deploy=True)
def check_transport(app_configs: object, **options: object) -> list[CheckMessage]:
    """Without TLS everyone on the way reads who reads and writes what."""
    public = set(settings.ALLOWED_HOSTS) - LOOPBACK
    if settings.HTTPS or not public:
        return []
    return [
        Warning(
            f"The site answers to {', '.join(sorted(public))} without TLS.",
            hint="Put a proxy with TLS in front and set MASSLINE_HTTPS=1 and MASSLINE_PROXIES=1.",
            id="masslinesite.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_modes(app_configs: object, **options: object) -> list[CheckMessage]:
    """Key and database are for the site's own user: drafts and receipts lie in them."""
    return [
        Warning(
            f"{path.name} can be read by other users of this machine.",
            hint=f"chmod 600 {path}",
            id="masslinesite.W002",
        )
        for path in kept_files()
        if path.is_file() and path.stat().st_mode & 0o077
    ]


def kept_files() -> Iterable[Path]:
    yield Path(settings.VAR_DIR) / "secret_key"
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield Path(settings.DATABASES["default"]["NAME"])
