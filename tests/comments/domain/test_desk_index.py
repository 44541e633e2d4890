"""The words of every response, for the desk alone: written with them, gone with them."""

import pytest
from django.db import connection

from comments.domain.anchors import make_anchor
from comments.domain.desk_index import (
    find_wrong_desk_entries,
    forget_for_desk,
    index_desk_anew,
    index_for_desk,
)
from comments.domain.drafts import make_draft
from comments.domain.posting import post_response, revise_response
from comments.enums import Action, Status
from comments.models import DeskEntry, Response, Revision
from comments.queries.desk_search import numbers_with
from comments.queries.stances import NONE
from comments.queries.subjects import work_subject
from essays.domain.search_query import parse_query
from essays.models import SearchEntry
from tests.factories import decide, make_debate, make_response, make_revision, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def found(words: str, before: int = 0, limit: int = 10) -> list[int]:
    return numbers_with(parse_query(words, {}).query, before=before, limit=limit)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.ERASED])
def test_words_are_found_in_every_state(work, status):
    response = make_response(work, name="Zoë", text="The bucket leaks.", status=status)
    assert found("buckets") == found("zoe") == found('"bucket leaks"') == found("buck*") == [response.pk]
    assert found("bucket -leaks") == found("nowhere") == []


def test_what_is_sent_is_found_at_once(work):
    anchor = make_anchor(subject=work_subject(work.slug))
    draft = make_draft(name="Ines", stance=NONE, text="The bucket leaks at both ends.", reserved=[])
    posted = post_response(anchor=anchor, draft=draft, form_key="key")
    assert found("bucket") == found("ines") == [posted.response.pk]


def test_what_is_erased_is_not_found(work):
    response = make_response(work, text="The bucket leaks.")
    assert found("bucket") == [response.pk]
    decide(response, Action.ERASE)
    assert found("bucket") == []
    forget_for_desk(response)
    assert list(find_wrong_desk_entries()) == []


def test_numbers_come_from_the_highest_down(work):
    first, second, third = (make_response(work, text=f"Bucket {n}.").pk for n in range(3))
    assert found("bucket") == [third, second, first]
    assert found("bucket", limit=2) == [third, second]
    assert found("bucket", before=third) == [second, first]
    assert found("bucket", before=2**70) == [third, second, first]
    assert found("-bucket") == found("") == []


def test_new_words_take_the_place_of_the_old(work):
    response = make_response(work, text="The bucket leaks.")
    draft = make_draft(name="Ines", stance=NONE, text="The rope is a hand too short.", reserved=[])
    revise_response(response_id=response.pk, seen_digest=response.current.digest, draft=draft)
    assert (found("bucket"), found("rope")) == ([], [response.pk])


def test_proposed_words_are_found_beside_those_in_sight_until_they_are_settled(work):
    response = make_response(work, text="The bucket leaks.", status=Status.PUBLISHED)
    shown = response.current
    edit = make_revision(response, text="The rope is short.")
    Response.objects.filter(pk=response.pk).update(current=shown, proposed=edit)
    index_for_desk(Response.objects.select_related("current", "proposed").get(pk=response.pk))
    assert found("bucket") == found("rope") == [response.pk]
    decide(response, Action.REFUSE)
    assert (found("bucket"), found("rope")) == ([response.pk], [])


def test_nothing_of_it_reaches_the_public_index(work):
    make_response(work, text="The bucket leaks.", status=Status.REJECTED)
    assert DeskEntry.objects.filter(forms__contains="bucket").count() == 1
    assert not SearchEntry.objects.filter(forms__contains="bucket").exists()


def test_faults_are_seen_and_mended(work):
    missing, wrong, gone = (make_response(work, text=f"Bucket {n}.") for n in range(3))
    DeskEntry.objects.filter(pk=missing.pk).delete()
    DeskEntry.objects.filter(pk=wrong.pk).update(forms="rope", stems="rope")
    Response.objects.filter(pk=gone.pk).update(status=Status.ERASED)
    assert list(find_wrong_desk_entries()) == [
        f"R {missing.pk}: the desk's search does not find it",
        f"R {wrong.pk}: the desk's search finds it by other words than its own",
        f"R {gone.pk}: the desk's search finds what is erased",
    ]
    index_desk_anew()
    assert list(find_wrong_desk_entries()) == []
    assert found("bucket") == [wrong.pk, missing.pk]
    assert found("rope") == []


def test_an_index_that_does_not_follow_its_rows_is_seen_and_mended(work):
    """PostgreSQL generates its index of each row itself; there is nothing that could differ."""
    response = make_response(work, text="The bucket leaks.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO comments_deskentry_index(comments_deskentry_index) VALUES ('delete-all')"
            )
        assert list(find_wrong_desk_entries()) == [
            "the desk's full-text index does not agree with its rows; verify --mend makes it anew"
        ]
    index_desk_anew()
    assert list(find_wrong_desk_entries()) == []
    assert found("bucket") == [response.pk]


@pytest.mark.parametrize("text", ["\N{ARABIC LIGATURE JALLAJALALOUHOU} bucket", "é" * 3000 + " bucket"])
def test_odd_words_do_no_harm(work, text):
    response = make_response(work, text="The well.")
    words = Revision.objects.create(
        response=response,
        number=2,
        text="odd",
        html=f"<p>{text.replace(chr(0), '')}</p>",
        renderer="test-1",
        digest="0" * 64,
        created_at=response.submitted_at,
    )
    Response.objects.filter(pk=response.pk).update(current=words)
    index_for_desk(Response.objects.select_related("current", "proposed").get(pk=response.pk))
    assert found("bucket") == [response.pk]
