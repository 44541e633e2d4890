"""The database refuses to change or delete a decision or a revision."""

from django.db import migrations

from masslinesite.append_only import AppendOnly, install_triggers, remove_triggers

TABLES = (AppendOnly("comments_decision"), AppendOnly("comments_revision"))


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, TABLES)


def remove(apps, schema_editor):
    remove_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
