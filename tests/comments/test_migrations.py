"""What the migrations promise of the tables, on both engines."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from comments.domain.desk_index import find_wrong_desk_entries
from comments.domain.recounting import find_wrong_items
from comments.enums import Status
from comments.models import DeskEntry, Item, Response
from comments.paths import MAX_PATH_LENGTH
from tests.factories import make_debate, make_response, make_screened, make_work

pytestmark = pytest.mark.django_db


def test_paths_are_compared_by_bytes():
    work = make_work(make_debate())
    for path in ("a", "B", "b", "A", "0", "~"):
        Response.objects.filter(pk=make_response(work).pk).update(path=path)
    assert list(Response.objects.order_by("path").values_list("path", flat=True)) == [
        "0",
        "A",
        "B",
        "a",
        "b",
        "~",
    ]


def test_the_path_column_says_so_and_keeps_its_length():
    with connection.cursor() as cursor:
        columns = {
            column.name: column
            for column in connection.introspection.get_table_description(cursor, "comments_response")
        }
    path = columns["path"]
    assert path.collation == ("C" if connection.vendor == "postgresql" else None)
    assert int(path.display_size or path.internal_size) == MAX_PATH_LENGTH


def test_what_was_there_before_is_found_and_filtered():
    migration = import_module("comments.migrations.0019_find_and_filter_what_waits")
    work = make_work(make_debate())
    pair = make_response(tuple(work.blocks.filter(number__in=(1, 2))), text="The bucket leaks.")
    make_response(work, status=Status.ERASED)
    Item.objects.update(work=None, other_work=None)
    DeskEntry.objects.all().delete()
    migration.note_works(apps, None)
    migration.index_responses(apps, None)
    assert [*find_wrong_items(), *find_wrong_desk_entries()] == []
    assert Item.objects.get(response=pair).other_work == work


def test_what_could_identify_somebody_is_filed_under_that():
    migration = import_module("comments.migrations.0025_give_reasons_to_rejected_words")
    work = make_work(make_debate())
    rows = [make_response(work, text=f"{text} for all to see.") for text in ("P.O. Box 000", "The well")]
    rows.append(make_response(work, text="P.O. Box 001 for all to see.", status=Status.PUBLISHED))
    for row in rows:
        make_screened(row)
    Item.objects.update(held_by="length")
    migration.file_under_people(apps, None)
    assert [Item.objects.get(response=row).held_by for row in rows] == ["people", "length", "length"]


def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
