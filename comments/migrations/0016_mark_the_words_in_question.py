"""A decision can mark the words that it is about; the marks are as final as the decision."""

import django.db.models.deletion
from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers, remove_triggers

TABLES = (AppendOnly("comments_decisionmark"),)


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, TABLES)


def remove(apps, schema_editor):
    remove_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0015_refuse_changes_of_the_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="marks",
                        to="comments.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="comments_decisionmark_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("decision", "start"), name="comments_decisionmark_start_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]
