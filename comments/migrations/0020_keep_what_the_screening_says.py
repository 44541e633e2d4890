"""What the phases measured, what texts are found to be alike by, and the rules in all their versions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers, remove_triggers

TABLES = tuple(AppendOnly(f"comments_{name}") for name in ("ruleset", "rulevalue", "ruleword", "ruletrust"))


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, TABLES)


def remove(apps, schema_editor):
    remove_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0019_find_and_filter_what_waits"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Learning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published", models.PositiveIntegerField(help_text="Responses that moderators published.")),
                (
                    "rejected",
                    models.PositiveIntegerField(help_text="Responses that they rejected or removed."),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="screeningnote",
            name="figure",
            field=models.PositiveIntegerField(
                help_text="What was measured, where a threshold decides; other thresholds are tried on it.",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="From 1.", unique=True)),
                ("said", models.TextField(help_text="Why it was changed.")),
                (
                    "changed",
                    models.TextField(help_text="What differs from the version before, a change a line."),
                ),
                (
                    "reject_reason",
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
                        help_text="What authors are told of what the list rejects.",
                        max_length=20,
                    ),
                ),
                ("by_id", models.BigIntegerField(help_text="The user id of who changed it.")),
                ("by_name", models.CharField(max_length=150)),
                (
                    "by_role",
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
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said", ""), _negated=True), name="comments_ruleset_reasoned"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reject_reason__in",
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
                            models.Q(("reject_reason", ""), _negated=True),
                        ),
                        name="comments_ruleset_reject_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="screened",
                        serialize=False,
                        to="comments.revision",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="The writer's name as it looks at a glance; empty: none given.",
                        max_length=60,
                    ),
                ),
                (
                    "rules",
                    models.PositiveIntegerField(
                        help_text="Version of the rules; 0: those that the site comes with."
                    ),
                ),
                ("sent_at", models.DateTimeField(help_text="When the revision came.")),
                ("at", models.DateTimeField(help_text="When it was screened.")),
                (
                    "debate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="essays.debate",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screenings",
                        to="comments.response",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LikenessKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="comments.screening",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrustRestored",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LearntWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=30)),
                ("published", models.PositiveIntegerField()),
                ("rejected", models.PositiveIntegerField()),
                (
                    "learning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="comments.learning",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("learning", "word"), name="comments_learntword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleTrust",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "needed",
                    models.PositiveIntegerField(
                        help_text="Published responses that an account must have in it."
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="essays.debate",
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trusting",
                        to="comments.ruleset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("rules", "debate"), name="comments_ruletrust_once"),
                    models.CheckConstraint(
                        condition=models.Q(("needed__gte", 1)), name="comments_ruletrust_earned"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30)),
                ("value", models.PositiveIntegerField()),
                (
                    "rules",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="comments.ruleset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("rules", "name"), name="comments_rulevalue_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=[("hold", "held"), ("reject", "rejected")], max_length=6)),
                ("order", models.PositiveIntegerField()),
                ("words", models.CharField(help_text="“*” at the end: any ending.", max_length=100)),
                (
                    "rules",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="comments.ruleset",
                    ),
                ),
            ],
            options={
                "ordering": ["rules", "kind", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rules", "kind", "order"), name="comments_ruleword_order_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["hold", "reject"])), name="comments_ruleword_kind"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                condition=models.Q(("name", ""), _negated=True),
                fields=["debate", "name", "-sent_at"],
                name="screening_name",
            ),
        ),
        migrations.AddIndex(
            model_name="likenesskey",
            index=models.Index(fields=["key", "screening"], name="likenesskey_key"),
        ),
        migrations.AddConstraint(
            model_name="trustrestored",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="comments_trustrestored_reasoned"
            ),
        ),
        migrations.RunPython(install, remove),
    ]
