"""The database refuses to change or delete an editor's decision on a link."""

from django.db import migrations

from essays import append_only


def install(apps, schema_editor):
    append_only.install_triggers(schema_editor.connection)


def remove(apps, schema_editor):
    append_only.remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("essays", "0003_index_texts_for_search")]

    operations = [migrations.RunPython(install, remove)]
