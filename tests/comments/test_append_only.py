"""The database itself refuses to change decisions and revisions, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from comments.append_only import TABLES, install_triggers, remove_triggers
from comments.enums import Action
from comments.models import Decision, Revision
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        yield


@pytest.fixture
def rows():
    response = make_response(make_work(make_debate()))
    return {"comments_decision": decide(response, Action.APPROVE), "comments_revision": response.current}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {table} SET id = id", "UPDATE {table} SET id = {id}", "DELETE FROM {table} WHERE id = {id}"],
)
def test_plain_sql_can_neither_change_nor_delete(rows, table, statement):
    with refused(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, id=rows[table].pk))


@pytest.mark.parametrize("model", [Decision, Revision])
def test_the_orm_can_neither_change_nor_delete(rows, model):
    with refused():
        model.objects.update(id=1)
    with refused():
        model.objects.all()._raw_delete("default")
    assert model.objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_a_row_can_neither_be_replaced_nor_the_table_emptied(rows, table):
    connection.check_constraints()  # PostgreSQL truncates no table that has deferred checks before it
    if connection.vendor == "postgresql":
        statement = f"TRUNCATE {table} CASCADE"
    else:
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    with refused(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_without_the_triggers_a_row_can_be_deleted(rows):
    remove_triggers(connection)
    Decision.objects.all().delete()
    assert Decision.objects.count() == 0
    install_triggers(connection)


def test_installing_twice_does_no_harm(rows):
    install_triggers(connection)
    with refused():
        Decision.objects.update(note="")
