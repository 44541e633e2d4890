"""A response writes the indexes that can find it, and no others.

Each wrote into 25 indexes, of which twelve held that it names no formulation, no question, no other response,
no edit and no account, or began like another one. What is mostly empty is indexed where there is something,
which both engines take for a search by a value; what begins like another index goes. Nothing needs the
beginnings of hashes, which Django makes an index for on PostgreSQL.

Two paragraphs of one work were in the index by the second one's work, too: whoever read what else answers that
work went through all of them, for none.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from masslinesite.quiet_operations import AddIndexQuietly, RemoveIndexQuietly

#: By name: the table and the column of an index that Django made of itself.
OF_FIELDS = {
    "comments_response_author_id_d025d00c": ("comments_response", "author_id"),
    "comments_response_block_id_eaa3e528": ("comments_response", "block_id"),
    "comments_response_debate_id_cfd9d4fe": ("comments_response", "debate_id"),
    "comments_response_formulation_id_2fc8d5fe": ("comments_response", "formulation_id"),
    "comments_response_parent_id_b79e19f3": ("comments_response", "parent_id"),
    "comments_response_proposed_id_adfec880": ("comments_response", "proposed_id"),
    "comments_response_question_id_112ce820": ("comments_response", "question_id"),
    "comments_response_work_id_4dbf1d1a": ("comments_response", "work_id"),
    "comments_revision_response_id_8fb1f69c": ("comments_revision", "response_id"),
    "comments_revision_stance_formulation_id_c04b8ee8": ("comments_revision", "stance_formulation_id"),
    "comments_screeningnote_revision_id_b3793f69": ("comments_screeningnote", "revision_id"),
}
ON_POSTGRESQL = {
    "comments_response_form_key_09898057_like": ("comments_response", "form_key varchar_pattern_ops"),
    "comments_response_receipt_hash_4ab0c135_like": ("comments_response", "receipt_hash varchar_pattern_ops"),
}


def drop(apps, editor):
    is_postgresql = editor.connection.vendor == "postgresql"
    for name in OF_FIELDS | (ON_POSTGRESQL if is_postgresql else {}):
        editor.execute(f"DROP INDEX {'CONCURRENTLY ' if is_postgresql else ''}IF EXISTS {name}")


def make(apps, editor):
    is_postgresql = editor.connection.vendor == "postgresql"
    for name, (table, column) in (OF_FIELDS | (ON_POSTGRESQL if is_postgresql else {})).items():
        quietly = "CONCURRENTLY " if is_postgresql else ""
        editor.execute(f"CREATE INDEX {quietly}{name} ON {table} ({column})")


def where_there_is(field, *rest, name, model="response"):
    there = models.Q(**{f"{field}__isnull": False})
    return AddIndexQuietly(model, models.Index(fields=[field, *rest], condition=there, name=name))


def of_another_work(*rest, name):
    there = models.Q(other_work__isnull=False) & ~models.Q(other_work=models.F("work"))
    return AddIndexQuietly("response", models.Index(fields=["other_work", *rest], condition=there, name=name))


class Migration(migrations.Migration):
    # No index is made concurrently in a transaction. What stands of one that was broken off is to be dropped.
    atomic = False
    dependencies = [
        ("comments", "0032_order_threads_by_their_scope_alone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        where_there_is("formulation", "path", name="response_to_formulation_path"),
        where_there_is("formulation", "-root", "path", name="response_to_formulation_newest"),
        where_there_is("question", "path", name="response_to_question_path"),
        where_there_is("question", "-root", "path", name="response_to_question_newest"),
        where_there_is("parent", name="response_parent"),
        where_there_is("proposed", name="response_proposed"),
        where_there_is("author", name="response_author"),
        where_there_is("stance_formulation", name="revision_stance", model="revision"),
        RemoveIndexQuietly("response", "response_formulation_path"),
        RemoveIndexQuietly("response", "response_formulation_newest"),
        RemoveIndexQuietly("response", "response_question_path"),
        RemoveIndexQuietly("response", "response_question_newest"),
        of_another_work("path", name="response_second_work_path"),
        of_another_work("-root", "path", name="response_second_work_newest"),
        RemoveIndexQuietly("response", "response_other_work_path"),
        RemoveIndexQuietly("response", "response_other_work_newest"),
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop, make)],
            [
                migrations.AlterField(
                    "response",
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Who sent it while signed in, so that nobody decides on their own response; never shown.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "block",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="essays.block",
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "debate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="essays.debate",
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "formulation",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="essays.formulation",
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="comments.response",
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "proposed",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Its author's edit of a published response, waiting; ``current`` goes on being shown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.revision",
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="essays.question",
                    ),
                ),
                migrations.AlterField(
                    "response",
                    "work",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="essays.work",
                    ),
                ),
                migrations.AlterField(
                    "revision",
                    "response",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="comments.response",
                    ),
                ),
                migrations.AlterField(
                    "revision",
                    "stance_formulation",
                    models.ForeignKey(
                        db_index=False,
                        help_text="With the stance ``holds``.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="essays.formulation",
                    ),
                ),
                migrations.AlterField(
                    "screeningnote",
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screening",
                        to="comments.revision",
                    ),
                ),
            ],
        ),
    ]
