"""Words that an author changes keep the marks of what is withheld, tied to their redaction; and a quotation
with words withheld has no verdict on how it stands in the texts."""

import django.db.models.deletion
from django.db import migrations, models

from masslinesite.append_only import AppendOnly, install_triggers

REVISIONS = AppendOnly(
    "comments_revision",
    keeps=(
        *("id", "response_id", "number", "stance", "stance_formulation_id"),
        *("renderer", "digest", "language", "carries_id", "created_at"),
    ),
    empties=("name", "text", "html"),
)
BEFORE = AppendOnly(
    "comments_revision",
    keeps=tuple(column for column in REVISIONS.keeps if column != "carries_id"),
    empties=REVISIONS.empties,
)


def install(apps, schema_editor):
    install_triggers(schema_editor.connection, [REVISIONS])


def install_before(apps, schema_editor):
    install_triggers(schema_editor.connection, [BEFORE])


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0026_give_reasons_to_rejected_words"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install_before),
        migrations.RemoveConstraint(
            model_name="quotationcheck",
            name="comments_quotationcheck_verdict",
        ),
        migrations.RemoveConstraint(
            model_name="quotationcheck",
            name="comments_quotationcheck_found_somewhere",
        ),
        migrations.AddField(
            model_name="revision",
            name="carries",
            field=models.ForeignKey(
                db_index=False,
                help_text="The redaction whose marks these words still have, where it did not put them there itself.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.redaction",
            ),
        ),
        migrations.AlterField(
            model_name="quotationcheck",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("verbatim", "word for word"),
                    ("elided", "words left out"),
                    ("altered", "differs"),
                    ("not-found", "not found"),
                    ("not-judged", "not judged: words are withheld"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="quotationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["verbatim", "elided", "altered", "not-found", "not-judged"])
                ),
                name="comments_quotationcheck_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("block", None),
                        ("block_end", None),
                        ("block_start", None),
                        ("verdict__in", ("not-found", "not-judged")),
                    ),
                    models.Q(
                        models.Q(("verdict__in", ("not-found", "not-judged")), _negated=True),
                        ("block__isnull", False),
                        ("block_start__lt", models.F("block_end")),
                    ),
                    _connector="OR",
                ),
                name="comments_quotationcheck_found_somewhere",
            ),
        ),
        migrations.RunPython(install, install_before),
    ]
