"""What stands in the index, and that it follows the records."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.domain.loading.load import load_debate
from essays.domain.searching.checking import check_engine, check_text_entries, rebuild_index
from essays.domain.searching.entries import Entry, columns_of, index_entries
from essays.domain.searching.texts import index_debate
from essays.enums import EntryKind
from essays.models import Block, Definition, PositionEvidence, SearchEntry, Work
from tests.essays.folders import Folder
from tests.factories import make_debate, make_work

pytestmark = pytest.mark.django_db


def bodies(kind: EntryKind) -> set[str]:
    return set(SearchEntry.objects.filter(kind=kind).values_list("body", flat=True))


def test_everything_of_the_texts_is_indexed(small_debate):
    assert bodies(EntryKind.PARAGRAPH) == set(Block.objects.values_list("text", flat=True))
    evidence = [*Definition.objects.all(), *PositionEvidence.objects.all()]
    assert bodies(EntryKind.EVIDENCE) == {row.exact for row in evidence}
    works = SearchEntry.objects.filter(kind=EntryKind.WORK)
    assert {row.title for row in works} == {work.title for work in Work.objects.all()}
    assert not SearchEntry.objects.filter(kind=EntryKind.RESPONSE).exists()


def test_an_entry_says_where_it_stands(small_debate):
    row = SearchEntry.objects.get(kind="paragraph", work__slug="on-weeding", number=1)
    assert (row.url, row.by, row.author_id, row.place) == (
        "/works/on-weeding/#p1",
        row.work.author.name,
        row.work.author_id,
        Block.objects.get(work=row.work, number=1).order,
    )
    definition = SearchEntry.objects.get(key__startswith="definition-")
    assert definition.title == "Definition of “unread”"
    assert definition.url == "/debates/library-shelves/terms/unread/"


def test_the_columns_of_an_entry():
    columns = columns_of(
        Entry(
            kind=EntryKind.PARAGRAPH,
            key="block-1",
            debate=2,
            work=3,
            author=4,
            year=1999,
            url="/x/",
            place=1,
            title="Été\x00",
            body="Masses isolated",
        )
    )
    assert columns["title"] == "Été"
    assert columns["forms"] == "ete masses isolated"
    assert columns["stems"] == "et mass isol"
    assert columns["facets"] == "kparagraph d2 w3 a4 y1999"
    assert set(columns) == {field.attname for field in SearchEntry._meta.concrete_fields} - {"id"}


def test_a_load_writes_only_the_entries_that_changed(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    before = {row.pk: row for row in SearchEntry.objects.all()}
    folder.edit("for-the-window.md", "Only the second kind is unread", "Only the second sort is unread")
    for file in ("terms.yaml", "positions.yaml"):
        folder.edit(file, "Only the second kind is unread", "Only the second sort is unread")
    load_debate(folder=folder.path, revise=True)
    after = {row.pk: row for row in SearchEntry.objects.all()}
    assert set(before) == set(after)
    changed = [row for pk, row in after.items() if row.body != before[pk].body]
    assert sorted(row.kind for row in changed) == ["evidence", "evidence", "paragraph"]
    assert all("sort" in row.forms.split() for row in changed)
    assert list(check_text_entries()) == []
    assert list(check_engine()) == []


@pytest.mark.parametrize("items", [1, 3])
def test_indexing_a_debate_again_costs_five_queries_and_writes_nothing(items):
    debate = make_debate()
    make_work(debate, blocks=items)
    with CaptureQueriesContext(connection) as captured:
        index_debate(debate)
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 5
    assert all(sql.startswith("SELECT") for sql in statements)


@pytest.mark.parametrize("items", [1, 3])
def test_entries_are_written_in_one_query(items, django_assert_num_queries):
    debate = make_debate()
    entries = [
        Entry(kind=EntryKind.RESPONSE, key=str(n), debate=debate.pk, url="/x/", place=n) for n in range(items)
    ]
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            index_entries(entries)
        assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) == 1
    assert SearchEntry.objects.count() == items


def test_faults_are_seen_and_mended(small_debate):
    first, second, third = SearchEntry.objects.filter(kind="paragraph")[:3]
    SearchEntry.objects.filter(pk=first.pk).delete()
    SearchEntry.objects.filter(pk=second.pk).update(forms="nothing of it")
    SearchEntry.objects.filter(pk=third.pk).update(key="block-99999")
    assert sorted(check_text_entries()) == sorted(
        [
            f"paragraph {first.key}: it is not in the index of the search",
            f"paragraph {second.key}: the index of the search says something else",
            f"paragraph {third.key}: it is not in the index of the search",
            "paragraph block-99999: it is in the index of the search and nowhere else",
        ]
    )
    rebuild_index()
    assert list(check_text_entries()) == []


def test_an_engine_s_index_of_other_words_is_seen_and_mended(small_debate):
    """On PostgreSQL it is generated and cannot be of other words, which is tried instead."""
    row = SearchEntry.objects.filter(kind="paragraph").first()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT is_generated FROM information_schema.columns WHERE table_name = 'essays_searchentry' "
                "AND column_name IN ('forms_index', 'stems_index')"
            )
            assert cursor.fetchall() == [("ALWAYS",), ("ALWAYS",)]
            return
        cursor.execute(
            "INSERT INTO essays_searchentry_index(essays_searchentry_index, rowid, forms, stems, facets) "
            "VALUES ('delete', %s, %s, %s, %s)",
            [row.pk, row.forms, row.stems, row.facets],
        )
    assert list(check_engine()) == [
        "the full-text index does not agree with its rows; verify --mend makes it anew"
    ]
    rebuild_index()
    assert list(check_engine()) == []
