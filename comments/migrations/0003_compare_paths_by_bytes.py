"""On PostgreSQL thread paths are compared by bytes, whatever the database's collation.

A range of paths is a branch of a thread only in this order, and only so can an index serve it.
SQLite compares by bytes already.
"""

from django.db import migrations

FORWARD = 'ALTER TABLE comments_response ALTER COLUMN path TYPE varchar(%d) COLLATE "C"'
BACKWARD = "ALTER TABLE comments_response ALTER COLUMN path TYPE varchar(%d)"
LENGTH = 1400


def compare_by_bytes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORWARD % LENGTH)


def compare_by_collation(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACKWARD % LENGTH)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_refuse_changes_of_decisions_and_revisions")]

    operations = [migrations.RunPython(compare_by_bytes, compare_by_collation)]
