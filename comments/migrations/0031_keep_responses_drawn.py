"""Responses are kept drawn, as threads show them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0030_salt_what_is_hashed")]

    operations = [
        migrations.CreateModel(
            name="Rendering",
            fields=[
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rendering",
                        serialize=False,
                        to="comments.response",
                    ),
                ),
                (
                    "html",
                    models.TextField(
                        help_text="With slots for what depends on the page; see ``masslinesite.moulds``."
                    ),
                ),
                (
                    "texts",
                    models.BigIntegerField(help_text="Version of the debate's texts that it was drawn from."),
                ),
                (
                    "drawn_by",
                    models.CharField(help_text="Hash of the templates that drew it.", max_length=16),
                ),
            ],
        ),
    ]
