"""A response is found while it is published, and at no other time."""

import pytest

from comments.domain.indexing import find_wrong_entries, recount_entries
from comments.enums import Action, Status
from comments.models import Response
from essays.domain.search_query import parse_query
from essays.models import Block, SearchEntry
from essays.queries.search import Filters, Page, search
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def block():
    return Block.objects.get(work=make_work(make_debate()), number=1)


def found(word: str) -> list[int]:
    hits = search(parse_query(word, {}).query, Filters(), Page())
    return [entry.number for entry in hits.entries if entry.kind == "response"]


@pytest.mark.parametrize("status", Status)
def test_only_what_is_published_is_found(block, status):
    made = make_response(block, text="A hidden spring.", status=status)
    assert found("spring") == ([made.pk] if status == Status.PUBLISHED else [])


def test_each_decision_takes_effect_at_once(block):
    made = make_response(block, text="A hidden spring.")
    for action, there in (
        (Action.APPROVE, True),
        (Action.UNDO, False),
        (Action.APPROVE, True),
        (Action.REMOVE, False),
        (Action.UNDO, True),
    ):
        decide(made, action)
        assert found("spring") == ([made.pk] if there else []), action


def test_an_entry_has_the_words_as_they_are_shown(block):
    made = make_response(block, text="One & <two>", name="Ines", status=Status.PUBLISHED)
    row = SearchEntry.objects.get(kind="response")
    assert (row.title, row.body, row.by, row.number) == ("Ines", "One & <two>", "Ines", made.pk)
    assert (row.debate_id, row.work_id, row.author_id) == (made.debate_id, made.work_id, None)
    assert row.url == f"/responses/{made.pk}/"
    assert row.year == Response.objects.get(pk=made.pk).published_at.year


def test_faults_are_seen_and_mended(block):
    lost = make_response(block, text="A lost spring.", status=Status.PUBLISHED)
    hidden = make_response(block, text="A hidden spring.", status=Status.PUBLISHED)
    changed = make_response(block, text="A changed spring.", status=Status.PUBLISHED)
    SearchEntry.objects.filter(key=f"response-{lost.pk}").delete()
    SearchEntry.objects.filter(key=f"response-{changed.pk}").update(body="Other words.")
    Response.objects.filter(pk=hidden.pk).update(status=Status.REMOVED)
    assert list(find_wrong_entries()) == [
        f"response response-{lost.pk}: it is not in the index of the search",
        f"response response-{changed.pk}: the index of the search says something else",
        f"response response-{hidden.pk}: it is in the index of the search and nowhere else",
    ]
    recount_entries()
    assert list(find_wrong_entries()) == []
    assert sorted(found("spring")) == [lost.pk, changed.pk]
