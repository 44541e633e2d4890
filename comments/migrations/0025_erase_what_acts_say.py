"""An act is sealed over the hash of what it says, so that its words can be erased; an appeal can end undecided.

The seals of acts are made anew for that, after they have been found whole; note the last one anew.
"""

import hashlib
import json
from datetime import UTC

from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers, remove_triggers

BEFORE = AppendOnly("comments_act")
AFTER = AppendOnly(
    "comments_act",
    keeps=("id", "kind", "about", "said_digest", "role", "actor_id", "actor_name", "at", "seal"),
    empties=("said",),
)


def seal_of(before, act, said):
    """As acts are sealed, over ``said``: their words until now, from now on the hash of these."""
    at = act.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [before, act.kind, act.about, said, act.role, act.actor_id, act.actor_name, at]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def seal_over_hashes(apps, schema_editor):
    """Raises ValueError where the log is broken: new seals must not make it look whole."""
    connection = schema_editor.connection
    remove_triggers(connection, [BEFORE])
    act_model = apps.get_model("comments", "Act")
    old = new = ""
    for act in act_model.objects.order_by("id").iterator(chunk_size=2000):
        if act.seal != seal_of(old, act, act.said):
            raise ValueError(
                f"act {act.pk} does not carry its seal: see to that before the database is changed"
            )
        old = act.seal
        digest = hashlib.sha256(act.said.encode()).hexdigest() if act.said else ""
        new = seal_of(new, act, digest)
        act_model.objects.filter(pk=act.pk).update(said_digest=digest, seal=new)
    if new:
        apps.get_model("comments", "LogHead").objects.filter(pk="acts").update(seal=new)
    install_triggers(connection, [AFTER])


def seal_over_words(apps, schema_editor):
    """Back again, where no words have been erased; otherwise the seals would say that they were others."""
    connection = schema_editor.connection
    remove_triggers(connection, [AFTER])
    act_model = apps.get_model("comments", "Act")
    if act_model.objects.filter(said="").exclude(said_digest="").exists():
        raise ValueError("words of acts have been erased, so that they cannot be sealed over any more")
    seal = ""
    for act in act_model.objects.order_by("id").iterator(chunk_size=2000):
        seal = seal_of(seal, act, act.said)
        act_model.objects.filter(pk=act.pk).update(seal=seal)
    if seal:
        apps.get_model("comments", "LogHead").objects.filter(pk="acts").update(seal=seal)
    install_triggers(connection, [BEFORE])


class Migration(migrations.Migration):
    dependencies = [("comments", "0024_record_findings_and_cover_by_words")]

    operations = [
        migrations.AddField(
            model_name="act",
            name="said_digest",
            field=models.CharField(
                blank=True, default="", help_text="SHA-256 of what it says; empty: nothing.", max_length=64
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="act",
            name="said",
            field=models.TextField(
                blank=True, help_text="What was done and why, without names of readers; can be erased."
            ),
        ),
        migrations.RunPython(seal_over_hashes, seal_over_words),
        migrations.RemoveConstraint(model_name="appeal", name="comments_appeal_state"),
        migrations.AlterField(
            model_name="appeal",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("upheld", "the decision stands"),
                    ("reversed", "the decision is reversed"),
                    ("erased", "closed undecided, for the response is erased"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "upheld", "reversed", "erased"])),
                name="comments_appeal_state",
            ),
        ),
    ]
