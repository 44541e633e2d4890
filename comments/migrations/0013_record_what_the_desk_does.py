import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0012_note_where_quotations_stand_now"),
        ("essays", "0004_refuse_changes_of_link_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "policy changed"),
                            ("rules", "rules of screening changed"),
                            ("exception", "exception from the conflict of interest"),
                            ("account", "account changed"),
                            ("second-factor", "second factor changed"),
                            ("export", "log exported"),
                            ("erasure", "person erased"),
                            ("trust", "trust changed"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        help_text="What it was done to: “R 12”, “policy 3”, an account.", max_length=200
                    ),
                ),
                (
                    "said",
                    models.TextField(
                        blank=True, help_text="What was done and why, without names of readers."
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "its author"),
                            ("rule", "a rule"),
                            ("reader", "reader"),
                            ("moderator", "moderator"),
                            ("editor", "editor"),
                            ("administrator", "administrator"),
                        ],
                        max_length=13,
                    ),
                ),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(blank=True, max_length=150)),
                ("at", models.DateTimeField()),
                ("seal", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("upheld", "the decision stands"),
                            ("reversed", "the decision is reversed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AppealMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "its author"),
                            ("rule", "a rule"),
                            ("reader", "reader"),
                            ("moderator", "moderator"),
                            ("editor", "editor"),
                            ("administrator", "administrator"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "actor_id",
                    models.BigIntegerField(help_text="The moderator's; empty for the author.", null=True),
                ),
                ("actor_name", models.CharField(blank=True, help_text="For the desk only.", max_length=150)),
                ("text", models.TextField(blank=True, help_text="Empty once erased.")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DecisionNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="DeskNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("note", "note"),
                            ("asks", "asks for a second reader"),
                            ("reads", "second reading"),
                        ],
                        default="note",
                        max_length=5,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_by_name", models.CharField(max_length=150)),
                (
                    "granted_as",
                    models.CharField(
                        choices=[
                            ("author", "its author"),
                            ("rule", "a rule"),
                            ("reader", "reader"),
                            ("moderator", "moderator"),
                            ("editor", "editor"),
                            ("administrator", "administrator"),
                        ],
                        max_length=13,
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("endangers", "it endangers somebody"),
                            ("person", "it is about a person, not the argument"),
                            ("source", "a source or a quotation is wrong"),
                            ("advertising", "it advertises"),
                            ("off-topic", "it is off topic"),
                            ("other", "something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("sender", models.CharField(max_length=64)),
                ("across", models.CharField(max_length=64)),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("open", "not looked at yet"),
                            ("founded", "founded"),
                            ("unfounded", "not founded"),
                            ("abuse", "misuse of flags"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "new response"),
                            ("edit", "edit"),
                            ("flags", "flagged by readers"),
                            ("appeal", "appeal"),
                            ("redaction", "redaction to settle"),
                            ("erasure", "erasure asked for"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for a moderator"),
                            ("published", "published"),
                            ("held", "held for a question"),
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
                (
                    "held_by",
                    models.CharField(
                        blank=True, help_text="The first phase of screening that held it.", max_length=30
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=8)),
                (
                    "distress",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "nothing of the kind"),
                            ("violence", "violence or torture"),
                            ("abuse", "sexual violence or abuse"),
                            ("self-harm", "self-harm or suicide"),
                            ("hate", "hatred of a group"),
                        ],
                        default="",
                        help_text="Blurred until opened.",
                        max_length=10,
                    ),
                ),
                (
                    "wants_second",
                    models.BooleanField(
                        default=False, help_text="A second reader was asked for, and none has read."
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ItemCount",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "new response"),
                            ("edit", "edit"),
                            ("flags", "flagged by readers"),
                            ("appeal", "appeal"),
                            ("redaction", "redaction to settle"),
                            ("erasure", "erasure asked for"),
                        ],
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="LogHead",
            fields=[
                (
                    "log",
                    models.CharField(
                        help_text="“decisions” or “acts”.", max_length=20, primary_key=True, serialize=False
                    ),
                ),
                ("rows", models.PositiveBigIntegerField(default=0)),
                ("seal", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="PolicyReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
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
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["policy", "id"],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(help_text="“1”, “2”, …", max_length=20, unique=True)),
                ("text", models.TextField(help_text="Markdown.")),
                ("html", models.TextField(help_text="The text rendered and sanitised at write time.")),
                ("changed", models.TextField(help_text="What is new in it and why, for readers.")),
                (
                    "adopted_by",
                    models.CharField(
                        blank=True, help_text="The account; empty: came with the site.", max_length=150
                    ),
                ),
                ("adopted_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RedactedSpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["redaction", "start"],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed to its author"),
                            ("urgent", "in effect, for its author to accept"),
                            ("accepted", "accepted by its author"),
                            ("refused", "refused by its author"),
                            ("lifted", "taken back"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("was_urgent", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, help_text="To the author.")),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ScreeningNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(help_text="Of the phase, from 1.")),
                ("phase", models.CharField(help_text="“links”, “word lists”, …", max_length=30)),
                (
                    "ruling",
                    models.CharField(
                        choices=[
                            ("pass", "nothing found"),
                            ("off", "not applied"),
                            ("note", "something to know"),
                            ("hold", "to be read first"),
                            ("reject", "to be rejected"),
                            ("trust", "may be published at once"),
                            ("failed", "could not be applied"),
                        ],
                        max_length=6,
                    ),
                ),
                ("rule", models.CharField(blank=True, help_text="The rule that matched.", max_length=120)),
                (
                    "words",
                    models.TextField(blank=True, help_text="The words that it matched, one match a line."),
                ),
                ("said", models.TextField(blank=True, help_text="Why, in a sentence.")),
            ],
            options={
                "ordering": ["revision", "order"],
            },
        ),
        migrations.CreateModel(
            name="StatusCount",
            fields=[
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for a moderator"),
                            ("published", "published"),
                            ("held", "held for a question"),
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
                ("number", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AlterModelOptions(
            name="decision",
            options={"base_manager_name": "objects", "ordering": ["id"]},
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="comments_decision_old_status",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="comments_decision_new_status",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="comments_decision_action",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="comments_decision_role",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="comments_decision_actor",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="comments_decision_reasoned",
        ),
        migrations.RemoveConstraint(
            model_name="response",
            name="comments_response_status",
        ),
        migrations.RemoveConstraint(
            model_name="revision",
            name="comments_revision_text_not_empty",
        ),
        migrations.AddField(
            model_name="decision",
            name="note_digest",
            field=models.CharField(
                blank=True, help_text="SHA-256 of the note to the author; empty: none.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="rule",
            field=models.CharField(
                blank=True, help_text="What acted, where a rule did: “flags”, “word list: …”.", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="seal",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="response",
            name="edited_at",
            field=models.DateTimeField(
                help_text="When other words than the first published ones came.", null=True
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="proposed",
            field=models.ForeignKey(
                help_text="Its author's edit of a published response, waiting; ``current`` goes on being shown.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.revision",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="erased_at",
            field=models.DateTimeField(help_text="When its name and words were emptied for good.", null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="language",
            field=models.CharField(
                blank=True, help_text="ISO 639-1, guessed; empty: not told.", max_length=8
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="action",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("hold", "held"),
                    ("secure", "held for safety"),
                    ("return", "sent back"),
                    ("release", "released"),
                    ("reject", "rejected"),
                    ("remove", "removed"),
                    ("undo", "undone"),
                    ("revise", "changed by its author"),
                    ("withdraw", "withdrawn by its author"),
                    ("edit", "edited by its author"),
                    ("accept", "edit accepted"),
                    ("refuse", "edit refused"),
                    ("redact", "redacted"),
                    ("appeal", "appealed against"),
                    ("uphold", "upheld on appeal"),
                    ("reverse", "reversed on appeal"),
                    ("erase", "erased"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="new_status",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held for a question"),
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
                    ("held", "held for a question"),
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
            name="role",
            field=models.CharField(
                choices=[
                    ("author", "its author"),
                    ("rule", "a rule"),
                    ("reader", "reader"),
                    ("moderator", "moderator"),
                    ("editor", "editor"),
                    ("administrator", "administrator"),
                ],
                max_length=13,
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="published_at",
            field=models.DateTimeField(help_text="The first time; an undone approval empties it.", null=True),
        ),
        migrations.AlterField(
            model_name="response",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "published"),
                    ("held", "held for a question"),
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
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "old_status__in",
                        [
                            "pending",
                            "published",
                            "held",
                            "secured",
                            "returned",
                            "rejected",
                            "withdrawn",
                            "removed",
                            "erased",
                        ],
                    )
                ),
                name="comments_decision_old_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "new_status__in",
                        [
                            "pending",
                            "published",
                            "held",
                            "secured",
                            "returned",
                            "rejected",
                            "withdrawn",
                            "removed",
                            "erased",
                        ],
                    )
                ),
                name="comments_decision_new_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "approve",
                            "hold",
                            "secure",
                            "return",
                            "release",
                            "reject",
                            "remove",
                            "undo",
                            "revise",
                            "withdraw",
                            "edit",
                            "accept",
                            "refuse",
                            "redact",
                            "appeal",
                            "uphold",
                            "reverse",
                            "erase",
                        ],
                    )
                ),
                name="comments_decision_action",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["author", "rule", "reader", "moderator", "editor", "administrator"])
                ),
                name="comments_decision_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor_id", None), ("actor_name", ""), ("role__in", ["author", "rule"])),
                    models.Q(
                        models.Q(("role__in", ["author", "rule"]), _negated=True),
                        ("actor_id__isnull", False),
                        models.Q(("actor_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="comments_decision_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "rule"), models.Q(("rule", ""), _negated=True)),
                    models.Q(models.Q(("role", "rule"), _negated=True), ("rule", "")),
                    _connector="OR",
                ),
                name="comments_decision_rule_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action__in", ["hold", "redact", "refuse", "reject", "remove", "return", "secure"]),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="comments_decision_reasoned",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "pending",
                            "published",
                            "held",
                            "secured",
                            "returned",
                            "rejected",
                            "withdrawn",
                            "removed",
                            "erased",
                        ],
                    )
                ),
                name="comments_response_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposed", None), ("status", "published"), _connector="OR"),
                name="comments_response_proposed_to_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("text", ""), _negated=True), ("erased_at", None)),
                    models.Q(("erased_at__isnull", False), ("html", ""), ("name", ""), ("text", "")),
                    _connector="OR",
                ),
                name="comments_revision_text_or_erased",
            ),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["kind", "-id"], name="act_kind"),
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
                        ],
                    )
                ),
                name="comments_act_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["author", "rule", "reader", "moderator", "editor", "administrator"])
                ),
                name="comments_act_role",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decision",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="appeal",
                to="comments.decision",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="appeals", to="comments.response"
            ),
        ),
        migrations.AddField(
            model_name="appealmessage",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="comments.appeal"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="response",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="claim", to="comments.response"
            ),
        ),
        migrations.AddField(
            model_name="decisionnote",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="written", to="comments.decision"
            ),
        ),
        migrations.AddField(
            model_name="desknote",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="desknote",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="desk_notes", to="comments.response"
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="moderator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="exemptions", to="comments.response"
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="comments.response"
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.revision"
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="debate",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="essays.debate",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="comments.response"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["new", "edit", "flags", "appeal", "redaction", "erasure"])),
                name="comments_itemcount_kind",
            ),
        ),
        migrations.AddField(
            model_name="policyreason",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reasons",
                to="comments.policyversion",
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="redacted",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="redaction",
                to="comments.revision",
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="redactions", to="comments.response"
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="comments.revision"
            ),
        ),
        migrations.AddField(
            model_name="redactedspan",
            name="redaction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="spans", to="comments.redaction"
            ),
        ),
        migrations.AddField(
            model_name="screeningnote",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="screening", to="comments.revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="statuscount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "pending",
                            "published",
                            "held",
                            "secured",
                            "returned",
                            "rejected",
                            "withdrawn",
                            "removed",
                            "erased",
                        ],
                    )
                ),
                name="comments_statuscount_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "upheld", "reversed"])),
                name="comments_appeal_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                    _connector="OR",
                ),
                name="comments_appeal_closed_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="appealmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["author", "rule", "reader", "moderator", "editor", "administrator"])
                ),
                name="comments_appealmessage_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["note", "asks", "reads"])), name="comments_desknote_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.UniqueConstraint(
                fields=("response", "moderator"), name="comments_exemption_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="comments_exemption_reasoned"
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["across"], name="flag_across"),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("revision", "sender"), name="comments_flag_sender_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["endangers", "person", "source", "advertising", "off-topic", "other"])
                ),
                name="comments_flag_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(("finding__in", ["open", "founded", "unfounded", "abuse"])),
                name="comments_flag_finding",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(condition=models.Q(("closed_at", None)), fields=["id"], name="item_open"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["kind", "id"], name="item_open_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["state", "id"], name="item_open_state"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["debate", "id"], name="item_open_debate"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["held_by", "id"], name="item_open_held_by"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["language", "id"], name="item_open_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("response", "kind"),
                name="comments_item_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["new", "edit", "flags", "appeal", "redaction", "erasure"])),
                name="comments_item_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "pending",
                            "published",
                            "held",
                            "secured",
                            "returned",
                            "rejected",
                            "withdrawn",
                            "removed",
                            "erased",
                        ],
                    )
                ),
                name="comments_item_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("distress__in", ["", "violence", "abuse", "self-harm", "hate"])),
                name="comments_item_distress",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyreason",
            constraint=models.UniqueConstraint(
                fields=("policy", "reason"), name="comments_policyreason_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyreason",
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
                    ),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="comments_policyreason_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="comments_policyreason_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "urgent", "accepted", "refused", "lifted"])),
                name="comments_redaction_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "urgent"])),
                fields=("response",),
                name="comments_redaction_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="redactedspan",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="comments_redactedspan_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="redactedspan",
            constraint=models.UniqueConstraint(
                fields=("redaction", "start"), name="comments_redactedspan_start_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningnote",
            constraint=models.UniqueConstraint(
                fields=("revision", "order"), name="comments_screeningnote_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ruling__in", ["pass", "off", "note", "hold", "reject", "trust", "failed"])
                ),
                name="comments_screeningnote_ruling",
            ),
        ),
    ]
