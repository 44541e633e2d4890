"""Which errors of the database pass by themselves, as the driver really raises them."""

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
    transaction,
)

from masslinesite.database_errors import is_away
from masslinesite.models import PageVersion


def internal(code: str) -> InternalError:
    cause = Exception()
    cause.pgcode = code
    error = InternalError()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error", [OperationalError(), InterfaceError(), internal("25006"), internal("25P03")], ids=repr
)
def test_who_asked_may_come_again(error):
    assert is_away(error) is True


@pytest.mark.parametrize(
    "error",
    [
        *(None, ValueError(), DatabaseError(), DataError(), IntegrityError()),
        # A statement after one that failed, in the same transaction: that is a fault of ours.
        *(InternalError(), internal("25P02")),
    ],
    ids=repr,
)
def test_nothing_is_gained_by_coming_again(error):
    assert is_away(error) is False


@pytest.mark.django_db(transaction=True)
def test_a_server_that_may_not_be_written_to_is_away():
    """As a leader is from the moment in which another takes its place."""
    said = "SET TRANSACTION READ ONLY" if connection.vendor == "postgresql" else "PRAGMA query_only = ON"
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(said)
        PageVersion.objects.create(key="any", version=1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    assert is_away(raised.value) is True
