"""The database refuses to change or delete a decision or a revision."""

from django.db import migrations

from comments import append_only


def install(apps, schema_editor):
    append_only.install_triggers(schema_editor.connection)


def remove(apps, schema_editor):
    append_only.remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
