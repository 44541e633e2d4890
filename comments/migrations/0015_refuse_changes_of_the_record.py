"""Every decision is sealed, and the database refuses to change the record: all but what erasure empties."""

from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers, remove_triggers

#: The tables of the record that are there by now.
RECORDS = (
    AppendOnly("comments_decision"),
    AppendOnly("comments_act"),
    AppendOnly("comments_policyversion"),
    AppendOnly("comments_policyreason"),
    AppendOnly(
        "comments_revision",
        keeps=(
            *("id", "response_id", "number", "stance", "stance_formulation_id"),
            *("renderer", "digest", "language", "created_at"),
        ),
        empties=("name", "text", "html"),
    ),
    AppendOnly("comments_decisionnote", keeps=("id", "decision_id"), empties=("text",)),
)


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, RECORDS)


def remove(apps, schema_editor):
    remove_triggers(schema_editor.connection, RECORDS)


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_seal_the_log_and_open_the_items")]

    operations = [
        migrations.RemoveField(model_name="decision", name="note"),
        migrations.AlterField(
            model_name="decision", name="seal", field=models.CharField(max_length=64, unique=True)
        ),
        migrations.RunPython(install, remove),
    ]
