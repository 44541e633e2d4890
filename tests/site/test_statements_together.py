"""Statements that go to the database together, and rows that are changed in their order."""

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from comments.models import Tally
from masslinesite.statements import in_order, insert, rows, rows_after
from tests.at_once import at_once

ADD = "INSERT INTO comments_tally (scope, responses, threads) VALUES (%s, %s, 0)"
RAISE = "UPDATE comments_tally SET responses = responses + %s WHERE {which} RETURNING scope"


def number_of(scope: str) -> int:
    return Tally.objects.get(pk=scope).responses


@pytest.mark.django_db
def test_all_are_asked_in_their_order_and_the_last_one_answers():
    sent = []

    def listen(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        raising = RAISE.format(which=in_order("comments_tally", "scope", ["work:1"]))
        before = [(ADD, ["work:1", 3]), (RAISE.format(which="scope = %s"), [4, "work:1"])]
        assert rows_after(before, raising, [5, "work:1"]) == [("work:1",)]
    assert number_of("work:1") == 12
    assert len(sent) == (1 if connection.vendor == "postgresql" else 3)


@pytest.mark.django_db
def test_each_is_a_query_to_who_counts_them(django_assert_num_queries):
    with django_assert_num_queries(3):
        rows_after([(ADD, ["work:1", 1]), (ADD, ["work:2", 2])], "SELECT 1")
    assert (number_of("work:1"), number_of("work:2")) == (1, 2)


@pytest.mark.django_db
def test_nothing_is_left_where_one_of_them_fails():
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_after([(ADD, ["work:1", 1]), (ADD, ["work:1", 2])], "SELECT 1")
    assert not Tally.objects.exists()


@pytest.mark.django_db
def test_a_row_with_a_key_of_its_own_is_stored_after_the_others():
    insert(Tally(scope="work:2"), before=[(ADD, ["work:1", 1])])
    assert set(Tally.objects.values_list("scope", flat=True)) == {"work:1", "work:2"}


@pytest.mark.django_db
def test_only_the_rows_of_the_keys_are_changed_and_told():
    Tally.objects.bulk_create(Tally(scope=f"work:{number}") for number in (1, 2, 3))
    which = in_order("comments_tally", "scope", ["work:3", "work:1", "work:9"])
    raised = rows(RAISE.format(which=which), [1, "work:3", "work:1", "work:9"])
    assert sorted(raised) == [("work:1",), ("work:3",)]
    assert [number_of(f"work:{number}") for number in (1, 2, 3)] == [1, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_the_order_of_their_keys():
    """They stand in the table the other way round, and two who lock them in two orders wait in a circle."""
    for scope in ("work:2", "work:1"):
        Tally.objects.create(scope=scope)

    def raise_both() -> None:
        keys = ["work:2", "work:1"]
        for _ in range(100):
            with transaction.atomic():
                rows(RAISE.format(which=in_order("comments_tally", "scope", keys)), [1, *keys])

    def raise_one_by_one() -> None:
        for _ in range(100):
            with transaction.atomic():
                for scope in ("work:1", "work:2"):
                    rows(RAISE.format(which="scope = %s"), [1, scope])

    assert at_once(raise_both, raise_one_by_one, refusals=OperationalError) == [None, None]
    assert (number_of("work:1"), number_of("work:2")) == (200, 200)
