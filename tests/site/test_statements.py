"""What is written and read without the ORM is what the ORM writes and reads."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comments.enums import ItemKind, Status
from comments.models import DeskEntry, Item, LogHead, Response, Revision, StatusCount, Throttle
from masslinesite import statements
from tests.factories import make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def response() -> Response:
    return make_response(make_work(make_debate()))


def columns(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("model", [Response, Revision, Item])
def test_rows_are_loaded_as_by_the_manager(response, model):
    (row,) = statements.load(model, "WHERE id = %s", [model.objects.get().pk])
    assert columns(row) == columns(model.objects.get())
    assert (row._state.adding, row._state.db) == (False, "default")


def test_a_row_is_stored_as_it_was_made(response):
    Item.objects.all().delete()
    at = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
    made = Item(
        response=response,
        kind=ItemKind.FLAGS,
        debate_id=response.debate_id,
        state=Status.PENDING,
        opened_at=at,
        wants_second=True,
    )
    statements.insert(made)
    assert columns(made) == columns(Item.objects.get())
    assert Item.objects.get().opened_at == at
    made.language = "de"
    made.save()
    assert Item.objects.get().language == "de"


def test_what_the_database_refuses_is_refused(response):
    with pytest.raises(IntegrityError), transaction.atomic():
        statements.insert(Item(response=response, kind="nothing", debate_id=1, state="pending"))


def test_an_id_that_is_taken_beforehand_is_the_rows(response):
    ids = statements.new_ids(Response, Item)
    assert ids > (response.pk, Item.objects.get().pk) or connection.vendor == "postgresql"
    row = Item(pk=ids[1], response=response, kind=ItemKind.FLAGS, debate_id=response.debate_id)
    row.state, row.opened_at = Status.PENDING, response.submitted_at
    statements.insert(row)
    assert (row.pk, Item.objects.latest("pk").pk) == (ids[1], ids[1])
    assert make_response(response.work).items.get().pk > ids[1]


def test_several_rows_are_one_query_and_none_is_none(django_assert_num_queries):
    with django_assert_num_queries(1):
        statements.insert_all(Throttle(key=f"k{number}", window=number) for number in range(3))
        statements.insert_all([])
        statements.insert_rows(Throttle, ("key",), [])
    assert list(Throttle.objects.order_by("window").values_list("key", "hits")) == [
        ("k0", 1),
        ("k1", 1),
        ("k2", 1),
    ]


def test_a_row_that_is_there_becomes_as_the_new_one(response):
    DeskEntry.objects.all().delete()
    for words in ("one", "another"):
        statements.insert_all([DeskEntry(response=response, forms=words, stems="s")], unique=["response_id"])
    assert list(DeskEntry.objects.values_list("forms", "stems")) == [("another", "s")]


def test_columns_are_changed_where_the_condition_holds(response):
    words = {"status": Status.PUBLISHED, "published_at": response.submitted_at, "proposed": None}
    args = ("id = %s AND status = %s", [response.pk, "held"])
    assert statements.update(Response, words, *args) == 0
    assert statements.update(Response, words | {"current": response.current}, "id = %s", [response.pk]) == 1
    changed = Response.objects.get()
    assert (changed.status, changed.published_at) == (Status.PUBLISHED, response.submitted_at)
    assert changed.current_id == response.current_id


def test_rows_that_are_asked_for_with_a_lock_are_locked(response):
    with CaptureQueriesContext(connection) as asked:
        statements.load(LogHead, f"WHERE log = %s{statements.locked(no_key=True)}", ["decisions"])
    is_locked = asked.captured_queries[0]["sql"].endswith("FOR NO KEY UPDATE")
    assert is_locked == (connection.vendor == "postgresql")


@pytest.mark.django_db(transaction=True)
def test_what_may_be_forgotten_is_committed_at_once_and_the_rest_stays_durable():
    ask = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    before = statements.first(ask)
    with pytest.raises(ZeroDivisionError), statements.forgettable() as forgotten:
        assert forgotten("INSERT INTO comments_statuscount VALUES (%s, 5) RETURNING number", ["held"]) == [
            (5,)
        ]
        assert not connection.in_atomic_block
        _ = 1 / 0
    assert StatusCount.objects.get().number == 5
    assert statements.first(ask) == before
    assert connection.vendor == "postgresql" or before == (2,)


def unheard(sql: str, values: list[object]) -> list[tuple]:
    """While nobody counts the queries."""
    return statements.rows(sql, values)


def heard(sql: str, values: list[object]) -> list[tuple]:
    with CaptureQueriesContext(connection):
        return statements.rows(sql, values)


def overheard(sql: str, values: list[object]) -> list[tuple]:
    with connection.execute_wrapper(lambda execute, *asked: execute(*asked)):
        return statements.rows(sql, values)


@pytest.mark.parametrize("ask", [unheard, heard, overheard])
@pytest.mark.parametrize(
    ("sql", "values", "found"),
    [
        ("SELECT '100 %%', %s", ["?"], [("100 %", "?")]),
        ("SELECT CAST(%s AS int) UNION SELECT CAST(%s AS int) ORDER BY 1", [2, 1], [(1,), (2,)]),
        ("SELECT id FROM comments_response WHERE form_key = %s", ["none"], []),
    ],
)
def test_a_statement_finds_the_same_whoever_listens(ask, sql, values, found):
    assert ask(sql, values) == found


@pytest.mark.parametrize("ask", [unheard, heard, overheard])
def test_a_fault_is_the_same_whoever_listens(ask):
    with pytest.raises(DatabaseError), transaction.atomic():
        ask("SELECT %s FROM nowhere", [1])
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        ask("SELECT %s", [1])


def test_who_listens_hears_every_statement():
    asked = []
    with connection.execute_wrapper(lambda execute, sql, *rest: asked.append(sql) or execute(sql, *rest)):
        statements.first("SELECT 1")
        statements.change("UPDATE comments_statuscount SET number = number WHERE status = %s", ["pending"])
    assert [sql[:6] for sql in asked] == ["SELECT", "UPDATE"]
