"""A database of its own for all races: they commit, and nothing needs to be emptied between them."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, databases, django_db_blocker: DjangoDbBlocker) -> Iterator:
    """What is left in the end is proved as ``manage.py verify`` proves it: counts, indices, items, records,
    seals, revisions."""
    from comments.domain.verifying import CHECKS
    from tests.comments.races.acts import Stage

    with django_db_blocker.unblock():
        databases.use_copy("races", request)
        stage = Stage()
    yield stage
    with django_db_blocker.unblock():
        databases.use_copy("races", request)
        faults = [fault for _, find in CHECKS for fault in find()]
        databases.use(databases.empty)
    assert [(fault, stage.cases.get(fault.split(":")[0])) for fault in faults] == []


@pytest.fixture
def _django_db_helper(
    request: pytest.FixtureRequest, stage: object, databases, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In the place of the transaction, or the flush, of other tests that ask for a database."""
    with django_db_blocker.unblock():
        databases.use_copy("races", request)
        yield
