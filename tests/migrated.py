"""The empty test database of each process, migrated once a run.

The migrations take a process longer than any of its tests. On PostgreSQL the first one that needs a database
runs them and keeps a copy, in which nobody works; the others begin with a copy of that. On SQLite all begin
with a copy of the file that the served sites begin with too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import once
from tests.served_site import DATABASE, make_tables

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

SUFFIX = "migrated"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In place of pytest-django's, which migrates in every process."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    run = f"{connection.vendor}-{SUFFIX}"
    with django_db_blocker.unblock():
        made_here = set_up(run)
    yield
    with django_db_blocker.unblock():
        if made_here:
            # A process that begins only now finds no copy, and makes one.
            with once.locked(run):
                (once.common() / run).unlink()
                connection.creation.destroy_test_db(suffix=SUFFIX, verbosity=0)
        connection.creation.destroy_test_db(before, verbosity=0)


def set_up(run: str) -> bool:
    """Makes this process's database; whether it was by the migrations."""
    from django.db import connection

    creation, kept = connection.creation, once.common() / run
    if connection.vendor == "sqlite":
        copy(str(once.made_once("tables", make_tables) / DATABASE), creation._get_test_db_name())
        return False
    with once.locked(run):
        if kept.exists():
            copy(kept.read_text("utf-8"), creation._get_test_db_name())
            return False
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        creation.clone_test_db(suffix=SUFFIX, verbosity=0, autoclobber=True)
        kept.write_text(creation.get_test_db_clone_settings(SUFFIX)["NAME"], "utf-8")
    return True


def copy(source: str, name: str) -> None:
    """Makes the database ``name``, which is used from now on."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        quote = connection.ops.quote_name
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(source)}")
    else:
        shutil.copyfile(source, name)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
