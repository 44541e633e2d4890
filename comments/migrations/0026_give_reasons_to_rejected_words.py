"""Words of the list that rejects have reasons of their own, prisons have a list; reading after a rule is an act.

What already waits and was held for what could identify somebody is filed under that, whatever else held it
first. SQLite makes a table anew where a constraint changes, without its triggers, so they are installed again.
"""

from django.db import migrations, models
from django.db.models import Exists, OuterRef

from masslinesite.append_only import AppendOnly, install_triggers

ACTS = AppendOnly(
    "comments_act",
    keeps=("id", "kind", "about", "said_digest", "role", "actor_id", "actor_name", "at", "seal"),
    empties=("said",),
)
TABLES = (ACTS, AppendOnly("comments_ruleword"))
PEOPLE = "people"


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, TABLES)


def file_under_people(apps, schema_editor):
    item, note = apps.get_model("comments", "Item"), apps.get_model("comments", "ScreeningNote")
    of_new = note.objects.filter(revision=OuterRef("response__current"), phase=PEOPLE, ruling="hold")
    of_edit = note.objects.filter(revision=OuterRef("response__proposed"), phase=PEOPLE, ruling="hold")
    for kind, held in (("new", of_new), ("edit", of_edit)):
        item.objects.filter(Exists(held), kind=kind, closed_at=None).update(held_by=PEOPLE)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0025_erase_what_acts_say"),
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
        migrations.AddField(
            model_name="ruleword",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "no reason needed"),
                    ("person", "about a person, not the argument"),
                    ("endangers", "endangers someone"),
                    ("off-topic", "off topic"),
                    ("repeats", "repeats an earlier response"),
                    ("source", "source or quotation not found"),
                    ("advertising", "advertising"),
                    ("unreadable", "cannot be read"),
                    ("unlawful", "against the law"),
                ],
                default="",
                help_text="Of a rejected word; empty: that of the list.",
                max_length=20,
            ),
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
                    ("read", "read after a rule decided"),
                ],
                max_length=13,
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
                    ("place", "name of a prison"),
                ],
                max_length=10,
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
                    ("kind__in", ["hold", "reject", "violence", "abuse", "self-harm", "hate", "place"])
                ),
                name="comments_ruleword_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "",
                            "person",
                            "endangers",
                            "off-topic",
                            "repeats",
                            "source",
                            "advertising",
                            "unreadable",
                            "unlawful",
                        ],
                    )
                ),
                name="comments_ruleword_reason",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunPython(file_under_people, migrations.RunPython.noop),
    ]
