"""Keys, what not to be shown unasked, and break reminders of each moderator; what others wrote under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("comments", "0021_prove_who_signs_in"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakReminder",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_off", models.BooleanField(default=False)),
                ("put_off_on", models.DateField(help_text="Not shown again on this day, UTC.", null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DeskKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("next", "next response of the list"),
                            ("previous", "previous response of the list"),
                            ("approve", "approve"),
                            ("hold", "hold for a question"),
                            ("secure", "hold for safety"),
                            ("return", "send back"),
                            ("release", "release what was held"),
                            ("reject", "reject, or remove what was published"),
                            ("undo", "undo the last decision"),
                            ("extend", "keep the response at your desk for ten minutes more"),
                            ("help", "show the keys"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=1)),
            ],
        ),
        migrations.CreateModel(
            name="Unasked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "distress",
                    models.CharField(
                        choices=[
                            ("", "nothing of the kind"),
                            ("violence", "violence or torture"),
                            ("abuse", "sexual violence or abuse"),
                            ("self-harm", "self-harm or suicide"),
                            ("hate", "hatred of a group"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("distress", ""), _negated=True),
                fields=["distress", "response"],
                name="item_distress",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("name", ""), _negated=True),
                fields=["name", "response"],
                name="revision_name",
            ),
        ),
        migrations.AddField(
            model_name="deskkey",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="unasked",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="deskkey",
            constraint=models.UniqueConstraint(fields=("user", "act"), name="comments_deskkey_act_once"),
        ),
        migrations.AddConstraint(
            model_name="deskkey",
            constraint=models.UniqueConstraint(fields=("user", "key"), name="comments_deskkey_key_once"),
        ),
        migrations.AddConstraint(
            model_name="deskkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        [
                            "next",
                            "previous",
                            "approve",
                            "hold",
                            "secure",
                            "return",
                            "release",
                            "reject",
                            "undo",
                            "extend",
                            "help",
                        ],
                    )
                ),
                name="comments_deskkey_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="unasked",
            constraint=models.UniqueConstraint(fields=("user", "distress"), name="comments_unasked_once"),
        ),
        migrations.AddConstraint(
            model_name="unasked",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("distress__in", ["", "violence", "abuse", "self-harm", "hate"]),
                    models.Q(("distress", ""), _negated=True),
                ),
                name="comments_unasked_distress",
            ),
        ),
    ]
