"""Migrations run while the site is served, by nodes whose code is older: none may hold a table for long, or
take away what the older code reads or writes.

The SQL that each would run on PostgreSQL is given to squawk, a linter made for just this. What SQL doesn't
show is looked for here. On SQLite, where one machine runs everything and stops for an update, there is
nothing to ask.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, migrations, models
from django.db.migrations import operations as kinds
from django.db.migrations.loader import MigrationLoader

from masslinesite.quiet_operations import (
    AddConstraintQuietly,
    AddIndexQuietly,
    RemoveIndexQuietly,
    ValidateConstraintQuietly,
)

APPS = ("essays", "comments", "masslinesite")
#: The last migrations of before there was a site to run on several nodes: they and those before them are let
#: through. Later ones are never put here; what one of them must do all the same stands in ``ALLOWED``.
LET_THROUGH = {
    "essays": "0006_see_renumbered_link_decisions",
    "comments": "0030_salt_what_is_hashed",
    "masslinesite": "0001_keep_versions_of_pages",
}
#: By app and name of a migration: rules that it may break, each with the reason why nobody is hurt, such as
#: that the release before has stopped using the column.
ALLOWED: dict[tuple[str, str], dict[str, str]] = {}
#: Rules of style, and two that ask for limits which our connections have: ``masslinesite.time_limits``.
LEFT_OUT = (
    "prefer-bigint-over-int,prefer-bigint-over-smallint,prefer-identity,prefer-text-field,prefer-timestamptz,"
    "prefer-robust-stmts,ban-char-field,require-lock-timeout,require-statement-timeout"
)
#: Debian 12's.
POSTGRESQL = "15"
#: Operations that change rows, and so hold what a schema change in the same transaction has locked.
CHANGES_ROWS = (kinds.RunPython,)


def squawk() -> str:
    beside = Path(sys.executable).with_name("squawk")
    return str(beside) if beside.exists() else shutil.which("squawk")


def sql_of(migration: migrations.Migration, before) -> str:
    """What it would run on PostgreSQL; ``before`` is the state of the models. Runs nothing."""
    fresh = connection.copy("default")
    was_atomic, migration.atomic = migration.atomic, False
    try:
        with fresh.schema_editor(collect_sql=True, atomic=False) as editor:
            migration.apply(before.clone(), editor, collect_sql=True)
    finally:
        migration.atomic = was_atomic
        fresh.close()
    return "\n".join(editor.collected_sql)


def rules_broken(migration: migrations.Migration, before) -> set[str]:
    found = set()
    changes = {isinstance(each, CHANGES_ROWS) for each in migration.operations}
    if migration.atomic and changes == {True, False}:
        found.add("rows-and-tables-in-one-transaction")
    options = ["--reporter=json", f"--pg-version={POSTGRESQL}", f"--exclude={LEFT_OUT}"]
    if migration.atomic:
        options.append("--assume-in-transaction")
    done = subprocess.run(
        [squawk(), *options], input=sql_of(migration, before), capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    return found | {each["rule_name"] for each in json.loads(done.stdout)}


@pytest.mark.django_db
def test_no_migration_holds_a_table_or_breaks_an_older_node():
    if connection.vendor == "sqlite":
        return
    loader = MigrationLoader(connection)
    let_through = {node for last in LET_THROUGH.items() for node in loader.graph.forwards_plan(last)}
    found = {}
    for key, migration in loader.disk_migrations.items():
        if key[0] in APPS and key not in let_through:
            before = loader.project_state(key, at_end=False)
            found[key] = rules_broken(migration, before) - ALLOWED.get(key, {}).keys()
    assert {key: sorted(rules) for key, rules in found.items() if rules} == {}


@pytest.mark.django_db
def test_nothing_is_let_through_that_is_not_there():
    names = MigrationLoader(connection).disk_migrations.keys()
    assert LET_THROUGH.items() <= names
    assert ALLOWED.keys() <= names
    let_through = [key for key in names if key[0] in APPS and key[1] <= LET_THROUGH[key[0]]]
    assert len(let_through) == 37


PARENT = models.ForeignKey("essays.Work", models.CASCADE)
SHORTER = models.CheckConstraint(condition=models.Q(order__lt=900), name="short")
ONCE = models.UniqueConstraint(fields=["order"], name="once")
INDEX = models.Index(fields=["order"], name="by_order")


def nothing(apps, editor) -> None:
    """In place of what changes rows."""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "operations"),
    [
        # An older node writes rows without the column.
        ("ban-drop-default", [kinds.AddField("work", "note", models.CharField(max_length=9, default=""))]),
        ("adding-required-field", [kinds.AddField("work", "note", models.IntegerField())]),
        ("adding-foreign-key-constraint", [kinds.AddField("debate", "first", PARENT)]),
        (
            "changing-column-type",
            [kinds.AlterField("work", "order", models.CharField(max_length=9))],
        ),
        ("adding-not-nullable-field", [kinds.AlterField("work", "responds_to", PARENT)]),
        ("require-concurrent-index-creation", [kinds.AddIndex("work", INDEX)]),
        ("disallowed-unique-constraint", [kinds.AddConstraint("work", ONCE)]),
        ("require-concurrent-index-deletion", [migrations.RunSQL("DROP INDEX essays_shingle_hash")]),
        ("constraint-missing-not-valid", [kinds.AddConstraint("work", SHORTER)]),
        ("ban-drop-column", [kinds.RemoveField("work", "order")]),
        ("ban-drop-table", [kinds.DeleteModel("Shingle")]),
        ("renaming-column", [kinds.RenameField("work", "order", "place")]),
        ("renaming-table", [kinds.AlterModelTable("work", "texts")]),
        (
            "rows-and-tables-in-one-transaction",
            [kinds.AddField("work", "note", models.TextField(null=True)), kinds.RunPython(nothing)],
        ),
    ],
)
def test_a_danger_is_seen(rule, operations):
    if connection.vendor == "sqlite":
        return
    assert rule in rules_broken(*planned(operations))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("operations", "atomic"),
    [
        (
            [kinds.CreateModel("Note", [("id", models.BigAutoField(primary_key=True)), ("work", PARENT)])],
            True,
        ),
        ([kinds.AddField("work", "note", models.TextField(null=True))], True),
        ([kinds.AddField("work", "note", models.CharField(max_length=9, default="", db_default=""))], True),
        ([AddIndexQuietly("work", INDEX)], False),
        ([AddConstraintQuietly("work", SHORTER)], True),
        ([AddConstraintQuietly("work", SHORTER), ValidateConstraintQuietly("work", "short")], False),
        ([kinds.RunPython(nothing)], True),
    ],
)
def test_what_hurts_nobody_is_let_through(operations, atomic):
    if connection.vendor == "sqlite":
        return
    assert rules_broken(*planned(operations, atomic=atomic)) == set()


def planned(operations: list, *, atomic: bool = True):
    migration = migrations.Migration("0099_planned", "essays")
    migration.operations, migration.atomic = operations, atomic
    return migration, MigrationLoader(connection).project_state()


@pytest.mark.django_db(transaction=True)
def test_quiet_operations_do_their_work_and_undo_it_on_either_engine():
    before = MigrationLoader(connection).project_state()
    index, constraint = AddIndexQuietly("work", INDEX), AddConstraintQuietly("work", SHORTER)
    validate = ValidateConstraintQuietly("work", "short")
    state, found = before, [constraints()]
    for operation in (index, constraint, validate):
        after = state.clone()
        operation.state_forwards("essays", after)
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("essays", editor, state, after)
        state = after
    found.append(constraints())
    without = before.clone()
    index.state_forwards("essays", without)
    with connection.schema_editor(atomic=False) as editor:
        constraint.database_backwards("essays", editor, state, without)
    with connection.schema_editor(atomic=False) as editor:
        RemoveIndexQuietly("work", "by_order").database_forwards("essays", editor, without, before)
    found.append(constraints())
    assert found == [set(), {"short", "by_order"}, set()]


def constraints() -> set[str]:
    """Which of those of this test the table has."""
    with connection.cursor() as cursor:
        return {"short", "by_order"} & connection.introspection.get_constraints(cursor, "essays_work").keys()
