"""What is said of a link has to agree: its ground with its direction, its reason with its status.

On SQLite a constraint makes its table anew, which drops the triggers of the decisions: they are made again,
whichever way the migration goes.
"""

from django.db import migrations, models
from django.db.models import Q

from essays import append_only


def install(apps, schema_editor):
    append_only.install_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("essays", "0004_refuse_changes_of_link_decisions")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=Q(status="dismissed") | Q(reason=""), name="essays_link_reason_only_if_dismissed"
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=Q(direction="quotes", ground__in=("named", "answers", "set-off", "editor"))
                | Q(direction="not-shown", ground__in=("both-plain", "both-quote", "same-work", "editor")),
                name="essays_link_ground_of_its_direction",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=~Q(ground="editor") | ~Q(ground_note=""),
                name="essays_link_editors_ground_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkdecision",
            constraint=models.CheckConstraint(
                condition=Q(old_status="") | Q(old_status__in=["suggested", "confirmed", "dismissed"]),
                name="essays_linkdecision_old_status",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
