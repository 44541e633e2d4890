"""Statements without Django's cursors give what these give, and leave to them what is theirs."""

import pytest
from django.db import (
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test.utils import CaptureQueriesContext

from masslinesite.asking import count_of, rows_of

INSERT = "INSERT INTO masslinesite_pageversion (key, version) VALUES (%s, %s)"
SELECT = "SELECT key, version FROM masslinesite_pageversion WHERE key LIKE %s ORDER BY key"


@pytest.mark.django_db
class TestRowsAndCounts:
    def test_values_stand_for_their_places(self):
        assert count_of(connection, INSERT, ("a:1", 5)) == 1
        assert rows_of(connection, f"{INSERT} RETURNING version", ["a:2", 6]) == [(6,)]
        assert rows_of(connection, SELECT, ("a:%",)) == [("a:1", 5), ("a:2", 6)]
        assert count_of(connection, "UPDATE masslinesite_pageversion SET version = %s", (7,)) == 2

    def test_a_doubled_sign_is_one_and_no_place(self):
        assert rows_of(connection, "SELECT 'a%%s', '100 %%', %s", ("b%s",)) == [("a%s", "100 %", "b%s")]

    def test_without_values(self):
        assert rows_of(connection, "SELECT 1 WHERE 1 = 2") == []

    @pytest.mark.parametrize("ask", [rows_of, count_of])
    def test_a_failure_is_one_of_djangos(self, ask):
        count_of(connection, INSERT, ("a", 1))
        with pytest.raises(IntegrityError), transaction.atomic():
            ask(connection, INSERT, ("a", 2))
        with pytest.raises((OperationalError, ProgrammingError)), transaction.atomic():
            ask(connection, "SELECT nothing FROM nowhere")

    @pytest.mark.parametrize("ask", [rows_of, count_of])
    def test_nothing_is_asked_in_a_broken_transaction(self, ask):
        with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
            transaction.set_rollback(True)
            ask(connection, "SELECT 1")

    @pytest.mark.parametrize("ask", [rows_of, count_of])
    def test_who_counts_the_queries_sees_them(self, ask):
        with CaptureQueriesContext(connection) as queries:
            ask(connection, SELECT, ("a%",))
        assert [query["sql"].split(" WHERE")[0] for query in queries] == [SELECT.split(" WHERE")[0]]

    @pytest.mark.parametrize("ask", [rows_of, count_of])
    def test_who_wraps_the_queries_is_asked(self, ask):
        seen = []

        def wrapper(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(wrapper):
            ask(connection, "SELECT 1")
        assert seen == ["SELECT 1"]


@pytest.mark.django_db(transaction=True)
class TestAConnection:
    @pytest.mark.parametrize("ask", [rows_of, count_of])
    def test_is_opened_where_it_is_closed(self, ask):
        connection.close()
        ask(connection, "SELECT 1")
        assert connection.connection is not None

    def test_is_tried_once_where_it_is_to_be(self):
        rows_of(connection, "SELECT 1")
        connection.health_check_enabled, connection.health_check_done = True, False
        tried = connection.connection
        connection.errors_occurred = False
        assert rows_of(connection, "SELECT 2") == [(2,)]
        assert connection.health_check_done
        assert connection.connection is tried

    def test_a_value_that_no_column_holds_is_refused(self):
        with pytest.raises((DataError, OverflowError)):
            rows_of(connection, f"{INSERT} RETURNING key", ("a", 2**70))
