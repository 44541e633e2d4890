"""Covers and responses taken over are recorded; the queue is narrowed to what is marked.

SQLite makes a table anew where a constraint changes, without its triggers, so they are installed again.
"""

from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers

TABLES = (
    AppendOnly(
        "comments_act",
        keeps=("id", "kind", "about", "said_digest", "role", "actor_id", "actor_name", "at", "seal"),
        empties=("said",),
    ),
)


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0027_carry_marks_through_changes"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install),
        migrations.RemoveConstraint(
            model_name="act",
            name="comments_act_kind",
        ),
        migrations.AlterField(
            model_name="act",
            name="kind",
            field=models.CharField(
                choices=[
                    ("policy", "policy changed"),
                    ("rules", "rules of screening changed"),
                    ("exception", "exception from the conflict of interest"),
                    ("account", "account changed"),
                    ("second-factor", "second factor changed"),
                    ("export", "log exported"),
                    ("erasure", "erasure settled"),
                    ("trust", "trust changed"),
                    ("flags", "flags looked at"),
                    ("proposal", "proposal to withhold words"),
                    ("read", "read after a rule decided"),
                    ("cover", "cover over a text"),
                    ("take-over", "response taken over"),
                ],
                max_length=13,
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("wants_second", True)),
                fields=["opened_at", "id"],
                name="item_open_second",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None), models.Q(("distress", ""), _negated=True)),
                fields=["opened_at", "id"],
                name="item_open_covered",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "policy",
                            "rules",
                            "exception",
                            "account",
                            "second-factor",
                            "export",
                            "erasure",
                            "trust",
                            "flags",
                            "proposal",
                            "read",
                            "cover",
                            "take-over",
                        ],
                    )
                ),
                name="comments_act_kind",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
