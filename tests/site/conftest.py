"""Fixtures of the site's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import served_site
from tests.served_site import ServedSite

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.stocked import Databases


@pytest.fixture
def https(settings) -> None:
    """The settings of a site that readers reach by TLS."""
    for name, value in settings.HTTPS_SETTINGS.items():
        setattr(settings, name, value)


@pytest.fixture
def quiet_client() -> Client:
    """A client to which an exception in a view is a page, as it is to a reader."""
    return Client(raise_request_exception=False)


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A served site without texts, for what happens below and around the pages."""
    folder: Path = tmp_path_factory.mktemp("bare-site") / "var"
    served_site.copy_empty(folder)
    site = served_site.start(folder, served_site.environment_of(folder))
    yield site
    served_site.stop(site)


@pytest.fixture(scope="session")
def grown(databases: Databases, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a database in which each table that grows has thousands of rows."""
    from tests.site.many_rows import fill

    with django_db_blocker.unblock():
        databases.copies["grown"] = name = databases.copy("grown")
        databases.use(name)
        fill()
    return name
