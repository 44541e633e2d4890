"""A response is found while it is published, and at no other time."""

import pytest

from comments.domain.desk_index import words_at_the_desk
from comments.domain.indexing import find_wrong_entries, recount_entries
from comments.domain.locking import lock
from comments.enums import Action, Status
from comments.models import Response
from comments.queries.scopes import Scope
from comments.queries.threads import thread_page
from essays.domain.search_query import parse_query
from essays.models import Block, SearchEntry, Work
from essays.queries.search import Filters, Page, search
from essays.queries.search.words import indexed_words
from tests.factories import (
    decide,
    make_debate,
    make_edit,
    make_link,
    make_position,
    make_question,
    make_response,
    make_voice,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def block():
    return Block.objects.get(work=make_work(make_debate()), number=1)


def found(word: str, work: Work | None = None) -> list[int]:
    hits = search(parse_query(word, {}).query, Filters(work=work.pk if work else None), Page())
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


@pytest.mark.parametrize("answered", ["pair", "link", "reply"])
def test_what_answers_two_texts_is_found_under_both_and_once_in_all(block, answered):
    far = make_work(block.work.debate, siglum="B")
    other, third = far.blocks.get(number=1), make_work(block.work.debate, siglum="C")
    about = make_link(other, block, "drinks from the well") if answered == "link" else (block, other)
    made = make_response(about, text="A hidden spring.", status=Status.PUBLISHED)
    if answered == "reply":
        decide(made, Action.REMOVE)
        made = make_response(about, text="A well.", status=Status.PUBLISHED)
        made = make_response(made, text="A hidden spring.", status=Status.PUBLISHED)
    assert found("spring") == found("spring", block.work) == found("spring", far) == [made.pk]
    assert found("spring", third) == []
    query = parse_query("spring", {}).query
    every = search(query, Filters(), Page())
    assert (every.total, set(every.works)) == (1, {(block.work, 1), (far, 1)})
    assert search(query, Filters(work=far.pk), Page()).works == ((far, 1),)
    assert list(find_wrong_entries()) == []


def test_what_answers_two_passages_of_one_text_counts_in_it_once(block):
    other = block.work.blocks.get(number=2)
    made = make_response((block, other), text="A hidden spring.", status=Status.PUBLISHED)
    assert found("spring", block.work) == [made.pk]
    assert search(parse_query("spring", {}).query, Filters(), Page()).works == ((block.work, 1),)


def test_what_answers_a_position_is_under_no_text_as_in_the_lists_of_responses(block):
    position = make_position(make_question(block.work.debate), make_voice(block.work))
    made = make_response(position, text="A hidden spring.", status=Status.PUBLISHED)
    reply = make_response(made, text="Another spring.", status=Status.PUBLISHED)
    assert sorted(found("spring")) == [made.pk, reply.pk]
    assert found("spring", block.work) == []
    assert not thread_page(Scope.of(block.work)).responses
    assert search(parse_query("spring", {}).query, Filters(), Page()).works == ()
    assert list(find_wrong_entries()) == []


@pytest.mark.parametrize("items", [1, 3])
def test_queries_of_the_proof(block, items, django_assert_num_queries):
    position = make_position(make_question(block.work.debate), make_voice(block.work))
    for _ in range(items):
        make_response(position, status=Status.PUBLISHED)
    with django_assert_num_queries(2):
        assert list(find_wrong_entries()) == []


def test_an_entry_under_one_of_its_two_texts_is_seen_and_mended(block):
    far = make_work(block.work.debate, siglum="B")
    made = make_response((block, far.blocks.get(number=1)), text="A spring.", status=Status.PUBLISHED)
    row = SearchEntry.objects.get(kind="response")
    SearchEntry.objects.update(facets=row.facets.replace(f" w{far.pk}", ""))
    assert list(find_wrong_entries()) == [
        f"response response-{made.pk}: the index of the search says something else"
    ]
    recount_entries()
    assert found("spring", far) == [made.pk]


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


@pytest.mark.django_db(transaction=True)
def test_recounting_begins_its_own_transaction():
    """PostgreSQL locks rows in none otherwise."""
    made = make_response(make_work(make_debate()).blocks.get(number=1), status=Status.PUBLISHED)
    SearchEntry.objects.all().delete()
    recount_entries()
    assert SearchEntry.objects.get(kind="response").key == f"response-{made.pk}"


@pytest.mark.parametrize(("language", "is_same"), [("", True), ("en", True), ("en-GB", True), ("fr", False)])
def test_the_words_of_the_desk_are_taken_where_they_are_the_same(block, language, is_same):
    made, _ = lock(make_response(block, text="Springs were flowing.").pk, with_ancestors=True)
    made.current.language = language
    known = words_at_the_desk(made)
    assert (known is not None) == is_same
    decide(made, Action.APPROVE)
    row = SearchEntry.objects.get(kind="response")
    assert (row.forms, row.stems) == indexed_words((row.title, row.body))
    assert known in (None, (row.forms, row.stems))


def test_words_that_are_only_proposed_are_not_taken_from_the_desk(block):
    made = make_response(block, text="A hidden spring.", status=Status.PUBLISHED)
    make_edit(made, "An open river runs by the village.")
    made, _ = lock(made.pk, with_ancestors=True)
    assert words_at_the_desk(made) is None
    decide(made, Action.HOLD)
    decide(Response.objects.get(), Action.APPROVE)
    assert found("spring") == [made.pk]
    assert found("river") == []
