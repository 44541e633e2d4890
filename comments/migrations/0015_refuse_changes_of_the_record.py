"""Every decision is sealed, and the database refuses to change the record: all but what erasure empties."""

from django.db import migrations, models

from comments import append_only


def install(apps, schema_editor):
    append_only.install_triggers(schema_editor.connection)


def remove(apps, schema_editor):
    append_only.remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_seal_the_log_and_open_the_items")]

    operations = [
        migrations.RemoveField(model_name="decision", name="note"),
        migrations.AlterField(
            model_name="decision", name="seal", field=models.CharField(max_length=64, unique=True)
        ),
        migrations.RunPython(install, remove),
    ]
