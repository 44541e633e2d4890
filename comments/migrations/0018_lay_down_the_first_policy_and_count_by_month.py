"""Figures of the months that are over; the house rules become their first version."""

import django.db.models.deletion
from django.db import migrations, models

from comments.domain.policy import lay_down_policy


def lay_down(apps, schema_editor):
    lay_down_policy(
        versions=apps.get_model("comments", "PolicyVersion").objects,
        reasons=apps.get_model("comments", "PolicyReason").objects,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0017_offer_redress"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                            ("returned", "sent back"),
                            ("removed", "removed"),
                            ("withdrawn", "withdrawn"),
                            ("reversed", "reversed on appeal"),
                            ("median-wait", "median wait"),
                            ("longest-wait", "longest wait"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
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
                        max_length=20,
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="As it is, also where it is not shown; waits in hours."
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        choices=[("shown", "shown"), ("under", "under 5"), ("withheld", "withheld")],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="FigureMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.", unique=True)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["month"],
            },
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["actor_id", "-id"], name="act_actor"),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["at"], name="act_at"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["action", "-id"], name="decision_action"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["at"], name="decision_at"),
        ),
        migrations.AddField(
            model_name="figure",
            name="debate",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.debate"
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="month",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="comments.figuremonth"
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("debate__isnull", False)),
                fields=("month", "debate", "measure", "reason"),
                name="comments_figure_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("debate", None)),
                fields=("month", "measure", "reason"),
                name="comments_figure_of_all_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "measure__in",
                        [
                            "received",
                            "published",
                            "rejected",
                            "returned",
                            "removed",
                            "withdrawn",
                            "reversed",
                            "median-wait",
                            "longest-wait",
                        ],
                    )
                ),
                name="comments_figure_measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("shown__in", ["shown", "under", "withheld"])),
                name="comments_figure_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason", ""),
                    models.Q(
                        ("measure", "rejected"),
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
                    ),
                    _connector="OR",
                ),
                name="comments_figure_reason_of_rejected",
            ),
        ),
        migrations.RunPython(lay_down, migrations.RunPython.noop),
    ]
