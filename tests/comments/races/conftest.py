"""A database of its own for all races: they commit, and nothing needs to be emptied between them."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def stage(request: pytest.FixtureRequest, databases, django_db_blocker: DjangoDbBlocker) -> Iterator:
    from tests.comments.races.acts import Stage

    with django_db_blocker.unblock():
        databases.use_copy("races", request)
        yield Stage()
        databases.use(databases.empty)


@pytest.fixture
def _django_db_helper(stage: object, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In the place of the transaction, or the flush, of other tests that ask for a database."""
    with django_db_blocker.unblock():
        yield
