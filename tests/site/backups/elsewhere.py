"""Other databases than the test's own, for what is restored and moved."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import once
from tests.migrated import SUFFIX


@contextmanager
def used(name: str) -> Iterator[None]:
    """The site's database is the one of that name, as it would be on another machine."""
    before = connection.settings_dict["NAME"]
    use(name)
    try:
        yield
    finally:
        use(before)


def use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def empty_machine(folder: Path) -> Iterator[str]:
    """A database without tables; on SQLite not even a file. Its name."""
    name = str(folder / "elsewhere.sqlite3")
    if connection.vendor == "postgresql":
        name = f"{connection.settings_dict['NAME']}_elsewhere"
        on_server(f'CREATE DATABASE "{name}"')
    try:
        yield name
    finally:
        drop(name)


@contextmanager
def migrated_machine(folder: Path) -> Iterator[str]:
    """Another database with the site's tables, and nothing in them yet. Its name."""
    run, name = f"{connection.vendor}-{SUFFIX}", str(folder / "migrated.sqlite3")
    if connection.vendor == "postgresql":
        name = f"{connection.settings_dict['NAME']}_migrated"
    with once.locked(run):
        kept = once.common() / run
        is_there = kept.exists()
        if is_there:
            copy(kept.read_text("utf-8"), name)
        elif connection.vendor == "postgresql":
            on_server(f'CREATE DATABASE "{name}"')
    if not is_there:
        # The process that made the copy has ended before this one, and taken it along.
        with used(name):
            call_command("migrate", verbosity=0)
    try:
        yield name
    finally:
        drop(name)


def copy(source: str, name: str) -> None:
    if connection.vendor == "postgresql":
        on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    else:
        shutil.copyfile(source, name)


def drop(name: str) -> None:
    """Of what is in a folder of the test's, nothing need be removed."""
    connection.close()
    if connection.vendor == "postgresql":
        on_server(f'DROP DATABASE "{name}"')


def on_server(statement: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement)
