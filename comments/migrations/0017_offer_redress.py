"""A redaction has its reason; several urgent ones of a response can wait for its author at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0016_mark_the_words_in_question"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="redaction",
            name="comments_redaction_one_open",
        ),
        migrations.AddField(
            model_name="redaction",
            name="reason",
            field=models.CharField(
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
                default="endangers",
                max_length=20,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("response",),
                name="comments_redaction_one_proposed",
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
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
                name="comments_redaction_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["urgent", "accepted"]), _negated=True),
                    ("redacted__isnull", False),
                    _connector="OR",
                ),
                name="comments_redaction_in_effect",
            ),
        ),
    ]
