"""The database itself refuses to change decisions and revisions, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from comments.append_only import RECORDS, TABLES, find_missing_triggers, install_triggers, remove_triggers
from comments.domain.screening.settings import Rules
from comments.enums import Action, Reason
from comments.models import (
    Act,
    Decision,
    DecisionMark,
    DecisionNote,
    PolicyReason,
    PolicyVersion,
    Revision,
    RuleSet,
    RuleTrust,
    RuleValue,
    RuleWord,
)
from tests.factories import decide, make_debate, make_response, make_rules, make_work

pytestmark = pytest.mark.django_db


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        yield


@pytest.fixture
def rows():
    """A row of each table."""
    response = make_response(make_work(make_debate()))
    decision = decide(response, Action.REJECT, note="About somebody.")
    policy = PolicyVersion.objects.create(
        version="7", text="Rules.", html="<p>Rules.</p>", changed="All.", adopted_at=timezone.now()
    )
    make_rules(Rules(hold=("well",), trusting={response.debate_id: 3}))
    return {
        "comments_decision": decision,
        "comments_decisionnote": decision.written,
        "comments_decisionmark": DecisionMark.objects.create(decision=decision, start=0, end=3),
        "comments_revision": response.current,
        "comments_policyversion": policy,
        "comments_policyreason": PolicyReason.objects.create(
            policy=policy, reason=Reason.PERSON, text="It is about a person."
        ),
        "comments_act": Act.objects.get(),
        "comments_ruleset": RuleSet.objects.get(),
        "comments_rulevalue": RuleValue.objects.first(),
        "comments_ruleword": RuleWord.objects.first(),
        "comments_ruletrust": RuleTrust.objects.get(),
    }


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {table} SET id = id", "UPDATE {table} SET id = {id}", "DELETE FROM {table} WHERE id = {id}"],
)
def test_plain_sql_can_neither_change_nor_delete(rows, table, statement):
    with refused(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, id=rows[table].pk))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", ["id", "rowid", "_rowid_", "oid"])
def test_no_row_can_be_given_another_number_by_whatever_name(rows, table, name):
    if connection.vendor == "postgresql":
        name = "id"
    with refused(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {name} = {name} + 100")


def altered(table: str, trigger: str) -> str:
    """SQL that leaves the trigger there, by its name, and takes its effect."""
    if connection.vendor == "postgresql":
        return f"ALTER TABLE {table} DISABLE TRIGGER {trigger}"
    return f"CREATE TRIGGER {trigger} BEFORE DELETE ON {table} BEGIN SELECT 1; END"


@pytest.mark.parametrize("table", TABLES)
def test_a_trigger_that_is_gone_is_missed(table):
    assert list(find_missing_triggers(connection)) == []
    kinds = ["update", "delete"]
    if connection.vendor == "postgresql":
        kinds.append("truncate")
    if next(record for record in RECORDS if record.name == table).empties:
        kinds.append("reword")
    for kind in kinds:
        with connection.cursor() as cursor:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_no_{kind}{on}")
        (fault,) = find_missing_triggers(connection)
        assert fault == f"{table}: the trigger {table}_no_{kind} is gone, or does not refuse changes"
        install_triggers(connection)


@pytest.mark.parametrize("table", ["comments_decision", "comments_revision"])
def test_a_trigger_without_effect_is_missed(table):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
        cursor.execute(altered(table, f"{table}_no_delete"))
    (fault,) = find_missing_triggers(connection)
    assert fault.startswith(f"{table}: the trigger {table}_no_delete is gone")


def test_a_function_that_refuses_nothing_is_missed():
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RETURN NEW; END $$"
        )
    assert len(list(find_missing_triggers(connection))) > len(TABLES)


@pytest.mark.parametrize(
    "model", [Act, Decision, DecisionMark, DecisionNote, PolicyReason, PolicyVersion, Revision]
)
def test_the_orm_can_neither_change_nor_delete(rows, model):
    before = model.objects.count()
    with refused():
        model.objects.update(id=1)
    with refused():
        model.objects.all()._raw_delete("default")
    assert model.objects.count() == before > 0


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
    DecisionMark.objects.all().delete()
    DecisionNote.objects.all().delete()
    Decision.objects.all().delete()
    assert Decision.objects.count() == 0
    install_triggers(connection)


def test_installing_twice_does_no_harm(rows):
    install_triggers(connection)
    with refused():
        Decision.objects.update(reason="")


def test_erasure_may_empty_words_and_nothing_more(rows):
    revision, note = rows["comments_revision"], rows["comments_decisionnote"]
    with refused():
        Revision.objects.update(text="Other words.")
    with refused():
        Revision.objects.update(text="", html="", name="Somebody")
    with refused():
        DecisionNote.objects.update(text="Nothing was said.")
    with refused():
        Act.objects.update(said="Something else.")
    with refused():
        Act.objects.update(said="", about="nothing")
    with refused():
        Revision.objects.update(name_digest="f" * 64)
    Act.objects.update(said="", said_salt="")
    emptied = dict.fromkeys(("text", "html", "name", "salt", "name_digest"), "")
    Revision.objects.update(**emptied, erased_at=timezone.now())
    DecisionNote.objects.update(text="", salt="")
    digest = revision.digest
    revision.refresh_from_db()
    note.refresh_from_db()
    assert (revision.text, revision.html, revision.name, revision.digest) == ("", "", "", digest)
    assert note.text == ""
    with refused():
        Revision.objects.update(text="Back again.", html="<p>Back again.</p>", erased_at=None)
