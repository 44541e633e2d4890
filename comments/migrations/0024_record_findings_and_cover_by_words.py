"""Findings on flags and proposals of redactions are recorded; lists of words cover texts at the desk.

SQLite makes a table anew where a constraint changes, without its triggers, so they are installed again.
"""

from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers

TABLES = (AppendOnly("comments_act"), AppendOnly("comments_ruleword"))


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0023_tell_authors_by_mail"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install),
        migrations.RemoveConstraint(
            model_name="act",
            name="comments_act_kind",
        ),
        migrations.RemoveConstraint(
            model_name="ruleword",
            name="comments_ruleword_kind",
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
                    ("erasure", "person erased"),
                    ("trust", "trust changed"),
                    ("flags", "flags looked at"),
                    ("proposal", "proposal to withhold words"),
                ],
                max_length=13,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="new_status",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held"),
                    ("secured", "held for safety"),
                    ("returned", "sent back to its author"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn by its author"),
                    ("removed", "removed after publication"),
                    ("erased", "erased"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="old_status",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held"),
                    ("secured", "held for safety"),
                    ("returned", "sent back to its author"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn by its author"),
                    ("removed", "removed after publication"),
                    ("erased", "erased"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held"),
                    ("secured", "held for safety"),
                    ("returned", "sent back to its author"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn by its author"),
                    ("removed", "removed after publication"),
                    ("erased", "erased"),
                ],
                help_text="The response's status.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held"),
                    ("secured", "held for safety"),
                    ("returned", "sent back to its author"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn by its author"),
                    ("removed", "removed after publication"),
                    ("erased", "erased"),
                ],
                default="pending",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="ruleword",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hold", "held"),
                    ("reject", "rejected"),
                    ("violence", "covered: violence or torture"),
                    ("abuse", "covered: sexual violence or abuse"),
                    ("self-harm", "covered: self-harm or suicide"),
                    ("hate", "covered: hatred of a group"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="statuscount",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held"),
                    ("secured", "held for safety"),
                    ("returned", "sent back to its author"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn by its author"),
                    ("removed", "removed after publication"),
                    ("erased", "erased"),
                ],
                max_length=10,
                primary_key=True,
                serialize=False,
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
                        ],
                    )
                ),
                name="comments_act_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["hold", "reject", "violence", "abuse", "self-harm", "hate"])
                ),
                name="comments_ruleword_kind",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
