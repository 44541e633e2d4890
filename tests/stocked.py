"""Databases that hold a debate from the start, for the many tests that ask for one.

The first test of a process that needs a debate has it stored in a copy of the test database. Every later
one works in that copy, within its own transaction as always, and finds the debate there: storing it anew
each time was a third of the run. Tests that commit have a copy too, which is flushed after each: what the
migrations lay down stays in the empty one for those that run after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

#: By the name of the fixture that gives a debate, that of the one that gives its records.
RECORDS = {"mass_line": "mass_line_record", "small_debate": "small_debate_record"}


class Databases:
    """The empty test database, and what was copied from it so far."""

    def __init__(self) -> None:
        from django.db import connection

        self.empty: str = connection.settings_dict["NAME"]
        self.copies: dict[str, str] = {}

    def use(self, name: str) -> None:
        from django.conf import settings
        from django.db import connection

        if connection.settings_dict["NAME"] != name:
            connection.close()
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name

    def use_copy(self, suffix: str, request: pytest.FixtureRequest) -> None:
        """Works in the copy of that name, made and stocked if it is the first time."""
        if suffix in self.copies:
            self.use(self.copies[suffix])
            return
        from tests.fixtures import store

        name = self.copy(suffix)
        self.use(name)
        if suffix in RECORDS:
            store(request.getfixturevalue(RECORDS[suffix]))
        self.copies[suffix] = name

    def copy(self, suffix: str) -> str:
        """Copies the empty database, which takes that nobody has it open; the name of the copy."""
        from django.db import connection

        self.use(self.empty)
        connection.close()
        connection.creation.clone_test_db(suffix=suffix, verbosity=0, autoclobber=True)
        return connection.creation.get_test_db_clone_settings(suffix)["NAME"]

    def destroy(self) -> None:
        from django.db import connection

        self.use(self.empty)
        connection.close()
        for suffix in self.copies:
            connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


@pytest.fixture(scope="session")
def databases(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases()
    yield made
    with django_db_blocker.unblock():
        made.destroy()


@pytest.fixture
def database(
    request: pytest.FixtureRequest, databases: Databases, django_db_blocker: DjangoDbBlocker
) -> None:
    """Chooses where the test works, before its transaction begins."""
    debates = [name for name in RECORDS if name in request.fixturenames]
    with django_db_blocker.unblock():
        if commits(request):
            databases.use_copy("committed", request)
        elif len(debates) == 1:
            databases.use_copy(debates[0], request)
        else:
            databases.use(databases.empty)


def commits(request: pytest.FixtureRequest) -> bool:
    """Whether the test is one of those after which the database is flushed."""
    marker = request.node.get_closest_marker("django_db")
    asked = marker is not None and (marker.args[:1] == (True,) or marker.kwargs.get("transaction", False))
    return asked or "transactional_db" in request.fixturenames or "live_server" in request.fixturenames


@pytest.fixture
def _django_db_helper(database: None, _django_db_helper: None) -> None:
    """What pytest-django begins the test's transaction with, after the database has been chosen."""
