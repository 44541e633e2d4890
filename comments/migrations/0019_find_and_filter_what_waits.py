"""The queue by age and by text, filters kept by name, and an index of the desk's own for its search.

The search's index is as that of ``essays`` (its migration 0003): on SQLite an external-content FTS5 table,
kept by three triggers, which a later migration that makes ``comments_deskentry`` anew has to make again; on
PostgreSQL two generated columns with GIN indexes.
"""

from itertools import islice

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from comments.markup.excerpts import plain_text
from essays.queries.search.words import indexed_words

SQLITE = (
    """CREATE VIRTUAL TABLE comments_deskentry_index USING fts5(
        forms, stems, content='comments_deskentry', content_rowid='response_id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3')""",
    """CREATE TRIGGER comments_deskentry_added AFTER INSERT ON comments_deskentry BEGIN
        INSERT INTO comments_deskentry_index(rowid, forms, stems)
        VALUES (new.response_id, new.forms, new.stems); END""",
    """CREATE TRIGGER comments_deskentry_deleted AFTER DELETE ON comments_deskentry BEGIN
        INSERT INTO comments_deskentry_index(comments_deskentry_index, rowid, forms, stems)
        VALUES ('delete', old.response_id, old.forms, old.stems); END""",
    """CREATE TRIGGER comments_deskentry_changed AFTER UPDATE ON comments_deskentry BEGIN
        INSERT INTO comments_deskentry_index(comments_deskentry_index, rowid, forms, stems)
        VALUES ('delete', old.response_id, old.forms, old.stems);
        INSERT INTO comments_deskentry_index(rowid, forms, stems)
        VALUES (new.response_id, new.forms, new.stems); END""",
)
POSTGRESQL = (
    """ALTER TABLE comments_deskentry
        ADD COLUMN forms_index tsvector
        GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple'::regconfig, forms)) STORED,
        ADD COLUMN stems_index tsvector
        GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple'::regconfig, stems)) STORED""",
    "CREATE INDEX comments_deskentry_forms ON comments_deskentry USING gin (forms_index)",
    "CREATE INDEX comments_deskentry_stems ON comments_deskentry USING gin (stems_index)",
)
#: What does not go with the table itself.
SQLITE_REMOVE = ("DROP TABLE comments_deskentry_index",)
BATCH = 500


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    for statement in SQLITE_REMOVE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement)


def note_works(apps, schema_editor):
    Item, Response = apps.get_model("comments", "Item"), apps.get_model("comments", "Response")
    answered = Response.objects.filter(pk=OuterRef("response_id"))
    Item.objects.update(
        work_id=Subquery(answered.values("work_id")), other_work_id=Subquery(answered.values("other_work_id"))
    )


def index_responses(apps, schema_editor):
    Response, DeskEntry = apps.get_model("comments", "Response"), apps.get_model("comments", "DeskEntry")
    rows = (
        Response.objects.exclude(status="erased")
        .exclude(current=None)
        .select_related("current")
        .order_by("pk")
    )
    entries = (
        DeskEntry(response=row, **dict(zip(("forms", "stems"), _words(row.current), strict=True)))
        for row in rows.iterator(BATCH)
    )
    while batch := list(islice(entries, BATCH)):
        DeskEntry.objects.bulk_create(batch)


def _words(revision):
    return indexed_words((revision.name, plain_text(revision.html)), revision.language or "en")


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0018_lay_down_the_first_policy_and_count_by_month"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskEntry",
            fields=[
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="desk_entry",
                        serialize=False,
                        to="comments.response",
                    ),
                ),
                (
                    "forms",
                    models.TextField(blank=True, help_text="Its words, folded: case and diacritics gone."),
                ),
                ("stems", models.TextField(blank=True, help_text="The same words, cut to their stems.")),
            ],
            options={
                "verbose_name_plural": "desk entries",
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("address", models.CharField(help_text="The query string that shows it.", max_length=700)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_open",
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_open_kind",
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_open_state",
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_open_debate",
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_open_held_by",
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_open_language",
        ),
        migrations.AddField(
            model_name="item",
            name="other_work",
            field=models.ForeignKey(
                db_index=False,
                help_text="Of a response to two passages: the second one's.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="essays.work",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="work",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="essays.work",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["ends_at"], name="claim_ends"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["opened_at", "id"], name="item_open_since"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["kind", "opened_at", "id"],
                name="item_open_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["state", "opened_at", "id"],
                name="item_open_state",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["debate", "opened_at", "id"],
                name="item_open_debate",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["held_by", "opened_at", "id"],
                name="item_open_held_by",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["language", "opened_at", "id"],
                name="item_open_language",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("work__isnull", False)),
                fields=["work", "opened_at", "id"],
                name="item_open_work",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("other_work__isnull", False)),
                fields=["other_work", "opened_at", "id"],
                name="item_open_other_work",
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="savedfilter",
            index=models.Index(fields=["owner", "id"], name="savedfilter_owner"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("owner", "name"), name="comments_savedfilter_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="comments_savedfilter_named"
            ),
        ),
        migrations.RunPython(make_index, remove_index),
        migrations.RunPython(note_works, migrations.RunPython.noop),
        migrations.RunPython(index_responses, migrations.RunPython.noop),
    ]
