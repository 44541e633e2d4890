"""What a search looks through, with the full-text index of either engine.

SQLite: an external-content FTS5 table, kept by three triggers. A later migration that makes
``essays_searchentry`` anew drops the triggers with the old table and has to make them again.
PostgreSQL: two generated columns with GIN indexes. The columns hold words that
``essays.domain.searching`` has folded and stemmed already, so neither engine stems: ``simple`` and
``unicode61`` only cut at spaces.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE essays_searchentry_index USING fts5(
        forms, stems, facets, content='essays_searchentry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3')""",
    """CREATE TRIGGER essays_searchentry_added AFTER INSERT ON essays_searchentry BEGIN
        INSERT INTO essays_searchentry_index(rowid, forms, stems, facets)
        VALUES (new.id, new.forms, new.stems, new.facets); END""",
    """CREATE TRIGGER essays_searchentry_deleted AFTER DELETE ON essays_searchentry BEGIN
        INSERT INTO essays_searchentry_index(essays_searchentry_index, rowid, forms, stems, facets)
        VALUES ('delete', old.id, old.forms, old.stems, old.facets); END""",
    """CREATE TRIGGER essays_searchentry_changed AFTER UPDATE ON essays_searchentry BEGIN
        INSERT INTO essays_searchentry_index(essays_searchentry_index, rowid, forms, stems, facets)
        VALUES ('delete', old.id, old.forms, old.stems, old.facets);
        INSERT INTO essays_searchentry_index(rowid, forms, stems, facets)
        VALUES (new.id, new.forms, new.stems, new.facets); END""",
)
POSTGRESQL = (
    """ALTER TABLE essays_searchentry
        ADD COLUMN forms_index tsvector
        GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple'::regconfig, forms)) STORED,
        ADD COLUMN stems_index tsvector
        GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple'::regconfig, stems)) STORED""",
    "CREATE INDEX essays_searchentry_forms ON essays_searchentry USING gin (forms_index)",
    "CREATE INDEX essays_searchentry_stems ON essays_searchentry USING gin (stems_index)",
)
#: The columns, indexes and triggers go with the table itself.
SQLITE_REMOVE = ("DROP TABLE essays_searchentry_index",)


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    for statement in SQLITE_REMOVE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement)


def compare_files_again(apps, schema_editor):
    """The next load of each debate reads its files anew, and so enters its texts into the index."""
    apps.get_model("essays", "Debate").objects.update(source_hash="")


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0002_record_quotation_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
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
                            ("work", "text"),
                            ("paragraph", "paragraph"),
                            ("evidence", "evidence"),
                            ("response", "response"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Names the thing among its kind, for good: block-12.", max_length=60
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        blank=True, help_text="Who wrote it, as shown; empty: not stated.", max_length=200
                    ),
                ),
                (
                    "title",
                    models.TextField(blank=True, help_text="Searched with the body and shown above it."),
                ),
                ("body", models.TextField(blank=True, help_text="Plain text; excerpts are cut from it.")),
                ("url", models.CharField(help_text="Its address on this site.", max_length=300)),
                (
                    "language",
                    models.CharField(default="en", help_text="BCP 47 tag of the body.", max_length=35),
                ),
                (
                    "place",
                    models.PositiveIntegerField(help_text="Order in its work; of a response, its number."),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The number that cites it: K 16, R 6; none: it is not numbered.",
                        null=True,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="What it is if not numbered: heading.", max_length=20
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, help_text="None: not stated.", null=True),
                ),
                (
                    "forms",
                    models.TextField(
                        help_text="The words of title and body, folded: case and diacritics gone."
                    ),
                ),
                (
                    "stems",
                    models.TextField(
                        help_text="The same words, cut to their stems where the language has some."
                    ),
                ),
                (
                    "facets",
                    models.TextField(help_text="What it can be filtered by, a word each: w12 kparagraph."),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the work.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="essays.author",
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.debate"
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="essays.work",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "search entries",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["kind", "debate"], name="essays_searchentry_kind")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="essays_searchentry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["work", "paragraph", "evidence", "response"])),
                        name="essays_searchentry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        name="essays_searchentry_url_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "paragraph"), _negated=True),
                            ("work__isnull", False),
                            _connector="OR",
                        ),
                        name="essays_searchentry_paragraph_of_a_work",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_index, remove_index),
        migrations.RunPython(compare_files_again, migrations.RunPython.noop),
    ]
