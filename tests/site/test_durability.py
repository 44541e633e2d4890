"""What is acknowledged after reading alone waits for what a commit waits for."""

import pytest
from django.db import connection

from masslinesite.durability import secure_what_was_read

WRITTEN = "SELECT pg_current_wal_insert_lsn()"


def written() -> str:
    """How far the log of changes has come; on SQLite nothing, for which there is nothing to wait."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_there_is_something_to_wait_for(django_assert_num_queries):
    """PostgreSQL waits for other machines only at the end of a transaction that has written something."""
    before = written()
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 0):
        secure_what_was_read()
    assert (written() != before) is (connection.vendor == "postgresql")
