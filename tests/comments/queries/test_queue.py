"""The queue: what it lists, its pages, what comes next."""

import pytest

from comments.enums import Action, Stance, Status
from comments.models import Response, Revision
from comments.queries import queue
from comments.queries.queue import Choice, Show, counts, next_number, queue_page, same_rows
from essays.models import Block
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_question,
    make_response,
    make_revision,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def listed(choice: Choice, **place: int) -> list[int]:
    return [row.response.pk for row in queue_page(choice, **place).rows]


def make_many(work, number: int) -> list[int]:
    return [make_response(work, text=f"Words of response number {n}.").pk for n in range(number)]


@pytest.mark.parametrize(
    ("show", "statuses"),
    [
        (Show.WAITING, ["pending"]),
        (Show.HELD, ["held", "secured", "returned"]),
        (Show.DECIDED, ["erased", "removed", "withdrawn", "rejected", "published"]),
        (Show.ALL, [status.value for status in reversed(Status)]),
    ],
)
def test_each_list_has_its_states_in_its_order(work, show, statuses):
    for status in Status:
        make_response(work, status=status)
    assert [row.response.status for row in queue_page(Choice(show)).rows] == statuses


def test_what_waits_comes_oldest_first_by_number(work):
    numbers = make_many(work, 3)
    assert listed(Choice()) == numbers
    assert listed(Choice(Show.ALL)) == numbers[::-1]


def test_pages_go_on_where_the_last_one_ended(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    numbers = make_many(work, 7)
    first = queue_page(Choice())
    second = queue_page(Choice(), after=first.next_after)
    third = queue_page(Choice(), after=second.next_after)
    assert [[row.response.pk for row in page.rows] for page in (first, second, third)] == [
        numbers[:3],
        numbers[3:6],
        numbers[6:],
    ]
    assert third.next_after is None
    assert queue_page(Choice(), after=numbers[-1]).rows == []


def test_a_page_has_no_next_when_it_ends_with_the_last(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    make_many(work, 3)
    assert queue_page(Choice()).next_after is None


def test_a_page_begins_with_the_open_response_where_it_would_be_missing(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    numbers = make_many(work, 7)
    assert listed(Choice(), holding=numbers[1]) == numbers[:3]
    assert listed(Choice(), holding=numbers[4]) == numbers[4:7]
    assert listed(Choice(Show.ALL), holding=numbers[2]) == numbers[2::-1]
    published = make_response(work, status=Status.PUBLISHED).pk
    assert listed(Choice(), holding=published) == numbers[:3]


def test_the_same_rows_stay_whatever_has_become_of_them(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    numbers = make_many(work, 4)
    decide(Response.objects.get(pk=numbers[0]), Action.APPROVE)
    page = same_rows(Choice(), queue_page(Choice(Show.ALL), after=numbers[3]).numbers)
    assert [row.response.pk for row in page.rows] == numbers[2::-1]
    assert page.rows[-1].response.status == Status.PUBLISHED
    assert page.rows[-1].decision.action == "approve"
    assert same_rows(Choice(), f"{numbers[0]}.{numbers[1]}").next_after == numbers[1]
    assert same_rows(Choice(), f"{numbers[3]}").next_after is None


def test_next_is_the_following_one_then_the_oldest_then_none(work):
    first, second, third = make_many(work, 3)
    assert next_number(Choice(), first, 0) == second
    assert next_number(Choice(), third, 0) == first
    assert next_number(Choice(Show.ALL), third, 0) == second
    assert next_number(Choice(Show.HELD), second, 0) == 0


def test_a_choice_narrows_to_a_text_with_its_whole_threads(work):
    other = make_work(work.debate, siglum="B")
    make_response(work)
    top = make_response(Block.objects.get(work=other, number=1), status=Status.PUBLISHED)
    reply = make_response(top)
    assert listed(Choice(work="wells-b")) == [reply.pk]
    assert listed(Choice(work="nowhere")) == []


def test_a_choice_narrows_to_a_stance_of_the_latest_words(work):
    formulation = make_formulation(work.debate)
    asks, holds = make_response(work), make_response(work)
    for response, stance, held in ((asks, Stance.ASKS, None), (holds, Stance.HOLDS, formulation)):
        last = make_revision(response, text="The latest words of all.")
        # A new revision with a stance, since none is ever changed.
        revision = Revision.objects.create(
            response=response,
            number=3,
            stance=stance,
            stance_formulation=held,
            text=last.text,
            html=last.html,
            renderer="test-1",
            digest="0" * 64,
            created_at=last.created_at,
        )
        type(response).objects.filter(pk=response.pk).update(current=revision)
    assert listed(Choice(stance="asks")) == [asks.pk]
    assert listed(Choice(stance="holds-dig")) == [holds.pk]
    assert listed(Choice(stance="holds-other")) == []
    assert listed(Choice(stance="informs")) == []


def test_a_search_finds_number_name_and_text(work):
    first = make_response(work, name="Ines", text="Who pays for the rope?").pk
    second = make_response(work, name="Rope-maker", text="Nobody has said so.", status=Status.REJECTED).pk
    assert listed(Choice(Show.ALL, search="rope")) == [second, first]
    assert listed(Choice(Show.ALL, search=f"R {second}")) == [second]
    assert listed(Choice(Show.ALL, search=f"r{first}")) == [first]
    assert listed(Choice(Show.ALL, search="100%")) == []
    assert listed(Choice(Show.ALL, search="99999999999")) == []


def test_a_search_goes_through_the_latest_words_only(work):
    response = make_response(work, text="The word that was taken back.")
    make_revision(response, text="Another sentence altogether.")
    assert listed(Choice(Show.ALL, search="taken back")) == []


def test_rows_say_what_is_answered(work):
    block = Block.objects.get(work=work, number=2)
    top = make_response(block, status=Status.PUBLISHED)
    make_response(top)
    make_response(make_formulation(work.debate))
    make_response(make_question(work.debate))
    make_response(work)
    assert [row.on for row in queue_page(Choice()).rows] == [
        f"R\N{NO-BREAK SPACE}{top.pk}",
        "“dig together”",
        "“Who digs?”",
        "Wells 1",
    ]


def test_counts_by_state_and_since_when_the_oldest_waits(work):
    assert (counts().total, counts().oldest) == (0, None)
    first = make_response(work)
    make_response(work)
    for status in Status:
        make_response(work, status=status)
    found = counts()
    assert (found.waiting, found.held, found.decided, found.total) == (3, 3, 5, 11)
    assert found.oldest == first.submitted_at


def test_an_address_shows_the_choice_again():
    choice = Choice(Show.HELD, work="wells-a", stance="holds-dig", search="a&b")
    assert choice.address(after=7) == "?show=held&work=wells-a&stance=holds-dig&search=a%26b&after=7"
    assert Choice().address(after=0) == "?show=waiting"


def test_choices_are_the_works_and_the_contested_formulations(work):
    make_formulation(work.debate)
    assert queue.works_to_choose() == [("wells-a", "A: Wells 1")]
    assert queue.stances_to_choose() == [
        ("holds-dig", "Holds with “dig together”"),
        ("neither", "Holds with neither"),
        ("asks", "Question"),
        ("informs", "Adds evidence"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_a_page_does_not_grow(work, number, django_assert_num_queries):
    block = Block.objects.get(work=work, number=1)
    top = make_response(block, status=Status.PUBLISHED)
    for _ in range(number):
        make_response(block, quote="whoever drinks")
        make_response(top)
        make_response(make_formulation(work.debate, slug=f"dig-{make_response(work).pk}"))
    with django_assert_num_queries(2):
        page = queue_page(Choice())
        assert len([row.on for row in page.rows]) == number * 4
    with django_assert_num_queries(3):
        same_rows(Choice(), page.numbers)
    with django_assert_num_queries(2):
        counts()
