"""What is hashed is hashed with a salt from now on, and acts that adopt a policy are sealed over it.

Rows that are there keep their digests and have no salt. Versions of the policy that were adopted before are
sealed by an act of their own, as they are now. The triggers are made anew, since SQLite's saw no row that is
given another number by one of the number's other names.
"""

import hashlib
import json
from datetime import UTC

from django.db import migrations, models
from django.utils import timezone

from masslinesite.append_only import AppendOnly, install_triggers, remove_triggers

REVISION = (
    *("id", "response_id", "number", "stance", "stance_formulation_id"),
    *("renderer", "digest", "language", "carries_id", "created_at"),
)
NOTE = ("id", "decision_id")
ACT = ("id", "kind", "about", "said_digest", "role", "actor_id", "actor_name", "at", "seal")
BEFORE = (
    AppendOnly("comments_act", keeps=ACT, empties=("said",)),
    AppendOnly("comments_revision", keeps=REVISION, empties=("name", "text", "html")),
    AppendOnly("comments_decisionnote", keeps=NOTE, empties=("text",)),
)
AFTER = (
    AppendOnly("comments_act", keeps=(*ACT, "content_digest"), empties=("said", "said_salt")),
    AppendOnly("comments_revision", keeps=REVISION, empties=("name", "text", "html", "salt", "name_digest")),
    AppendOnly("comments_decisionnote", keeps=NOTE, empties=("text", "salt")),
)


def sha256(*parts):
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def seal_policies(apps, schema_editor):
    """One act for all versions, where any was adopted: its hash is over the newest and those before it."""
    policies = apps.get_model("comments", "PolicyVersion").objects.order_by("id")
    if policies.count() < 2:
        return
    digest = ""
    for policy in policies:
        reasons = sorted(policy.reasons.values_list("reason", "text"))
        digest = sha256(digest, policy.version, policy.text, policy.changed, policy.adopted_by, reasons)
    head = apps.get_model("comments", "LogHead").objects.select_for_update().get_or_create(pk="acts")[0]
    said, at = "Sealed as it is, with the versions before it.", timezone.now()
    values = {
        "kind": "policy",
        "about": f"policy {policy.version}",
        "said_digest": hashlib.sha256(said.encode()).hexdigest(),
        "role": "rule",
        "actor_id": None,
        "actor_name": "",
    }
    written = at.astimezone(UTC).isoformat(timespec="microseconds")
    seal = sha256(head.seal, *values.values(), written, digest)
    acts = apps.get_model("comments", "Act").objects
    acts.create(**values, said=said, at=at, content_digest=digest, seal=seal)
    head.rows, head.seal = head.rows + 1, seal
    head.save()


def guard(apps, schema_editor):
    remove_triggers(schema_editor.connection, BEFORE)
    install_triggers(schema_editor.connection, AFTER)


def guard_as_before(apps, schema_editor):
    """Raises ValueError where anything was hashed with a salt, which would be lost."""
    for model, column in (("Act", "said_salt"), ("Revision", "salt"), ("DecisionNote", "salt")):
        if apps.get_model("comments", model).objects.exclude(**{column: ""}).exists():
            raise ValueError("there are digests that cannot be proved without their salt")
    remove_triggers(schema_editor.connection, AFTER)
    install_triggers(schema_editor.connection, BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0029_tell_authors_that_something_is_asked"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="revision",
            name="comments_revision_text_or_erased",
        ),
        migrations.AddField(
            model_name="act",
            name="content_digest",
            field=models.CharField(
                blank=True,
                help_text="SHA-256 of the policy that was adopted and of all before it; empty: no policy.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="said_salt",
            field=models.CharField(
                blank=True, help_text="What that hash is made with; emptied with what it says.", max_length=32
            ),
        ),
        migrations.AddField(
            model_name="decisionnote",
            name="salt",
            field=models.CharField(
                blank=True,
                help_text="What the decision's hash of it is made with; emptied with the text. Empty: made without.",
                max_length=32,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="name_digest",
            field=models.CharField(
                blank=True,
                help_text="SHA-256 over salt and name; empty: erased, or the digest is over the name itself.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="salt",
            field=models.CharField(
                blank=True,
                help_text="What the name is hashed with; empty: none, or taken off.",
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="digest",
            field=models.CharField(help_text="SHA-256 over the name's hash, stance and text.", max_length=64),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("text", ""), _negated=True), ("erased_at", None)),
                    models.Q(
                        ("erased_at__isnull", False),
                        ("html", ""),
                        ("name", ""),
                        ("name_digest", ""),
                        ("salt", ""),
                        ("text", ""),
                    ),
                    _connector="OR",
                ),
                name="comments_revision_text_or_erased",
            ),
        ),
        migrations.RunPython(seal_policies, migrations.RunPython.noop),
        migrations.RunPython(guard, guard_as_before),
    ]
