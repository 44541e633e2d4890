"""The database itself refuses to change editors' decisions on links, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from comments.enums import Role
from essays.append_only import DECISIONS, install_triggers, remove_triggers
from essays.models import Link, LinkDecision
from tests.essays.domain.links.makers import block, decide, make_link
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TABLE = "essays_linkdecision"


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        yield


@pytest.fixture
def edda():
    return make_user("edda", Role.EDITOR)


@pytest.fixture
def decision(small_debate, edda):
    link = make_link(block("B", 4), "never seen", block("A", 3), "nobody has borrowed")
    return decide(link, edda)


def test_every_column_is_kept_or_forgotten():
    columns = {field.column for field in LinkDecision._meta.concrete_fields}
    assert columns == {*DECISIONS.keeps, *DECISIONS.forgets}


@pytest.mark.parametrize("column", DECISIONS.keeps)
def test_no_column_that_is_kept_can_be_written(decision, column):
    with refused(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET {column} = {column}")


@pytest.mark.parametrize("statement", [f"DELETE FROM {TABLE}", f"DELETE FROM {TABLE} WHERE id > 0"])
def test_rows_can_t_be_deleted(decision, statement):
    with refused(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_key_can_be_emptied_and_never_pointed_elsewhere(decision):
    other = Link.objects.get(slug="b2-a1")
    with refused():
        LinkDecision.objects.update(link=other)
    LinkDecision.objects.update(link=decision.link)
    LinkDecision.objects.update(link=None)
    with refused():
        LinkDecision.objects.update(link=other)
    with refused():
        LinkDecision.objects.update(by=make_user("egil", Role.EDITOR))


def test_a_decision_outlives_its_link_and_its_editor(decision, edda):
    decision.link.delete()
    edda.delete()
    kept = LinkDecision.objects.get()
    assert (kept.link, kept.by, kept.link_slug, kept.by_name) == (None, None, "b4-a3", "edda")


def test_a_row_can_neither_be_replaced_nor_the_table_emptied(decision):
    connection.check_constraints()  # PostgreSQL truncates no table that has deferred checks before it
    if connection.vendor == "postgresql":
        statement = f"TRUNCATE {TABLE} CASCADE"
    else:
        statement = f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}"
    with refused(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_without_the_triggers_a_row_can_be_deleted(decision):
    remove_triggers(connection)
    LinkDecision.objects.all().delete()
    assert LinkDecision.objects.count() == 0
    install_triggers(connection)
    install_triggers(connection)
