"""The queue: what it lists, its pages, what comes next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.domain.items import close_item, open_item
from comments.domain.screening.answers import Answer
from comments.domain.screening.phases import Note
from comments.domain.screening.running import Screened, follow_screening
from comments.enums import Action, ItemKind, Reason, Ruling, Stance, Status
from comments.models import Claim, Item, Response, Revision
from comments.queries import queue, queue_listing
from comments.queries.queue import next_entry, queue_page, same_rows
from comments.queries.queue_choice import Choice, Show
from essays.domain.search_query import parse_query
from essays.models import Block
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_question,
    make_response,
    make_revision,
    make_user,
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


def searching(text: str, **more: str) -> Choice:
    return Choice(Show.ALL, search=text, query=parse_query(text, {}).query, **more)


def item_of(response: int, kind: ItemKind = ItemKind.NEW) -> Item:
    return Item.objects.get(response=response, kind=kind)


def wait(response: int, **time: int) -> None:
    """Its item has been open for that long."""
    Item.objects.filter(response=response).update(opened_at=timezone.now() - timedelta(**time))


def next_number(choice: Choice, response: int) -> int:
    entry = next_entry(choice, response, 0)
    return entry.response if entry else 0


def claim(response: int, holder, *, minutes: int = 10) -> None:
    now = timezone.now()
    Claim.objects.create(
        response_id=response, holder=holder, taken_at=now, ends_at=now + timedelta(minutes=minutes)
    )


@pytest.mark.parametrize(
    ("show", "statuses"),
    [
        (Show.WAITING, ["pending", "held", "secured", "returned"]),
        (Show.DECIDED, ["erased", "removed", "withdrawn", "rejected", "published"]),
        (Show.ALL, [status.value for status in reversed(Status)]),
    ],
)
def test_each_list_has_its_states_in_its_order(work, show, statuses):
    for status in Status:
        make_response(work, status=status)
    assert [row.response.status for row in queue_page(Choice(show)).rows] == statuses


def test_what_is_open_comes_by_how_long_it_waits(work):
    numbers = make_many(work, 3)
    assert listed(Choice()) == numbers
    wait(numbers[2], days=1)
    assert listed(Choice()) == [numbers[2], *numbers[:2]]
    assert listed(Choice(Show.ALL)) == numbers[::-1]


def test_each_open_matter_of_a_response_is_a_row(work):
    first = make_response(work, status=Status.PUBLISHED)
    for kind in ItemKind:
        open_item(first, kind)
    second = make_response(work)
    page = queue_page(Choice())
    assert [(row.response.pk, row.item.kind) for row in page.rows] == [
        *((first.pk, kind.value) for kind in ItemKind),
        (second.pk, "new"),
    ]
    assert [row.is_one_of_several for row in page.rows] == [True] * 6 + [False]
    appeal = item_of(first.pk, ItemKind.APPEAL).pk
    assert page.row_of(first.pk) == page.rows[0].number
    assert page.row_of(first.pk, appeal) == appeal
    assert page.row_of(second.pk, appeal) == page.rows[-1].number
    assert page.row_of(second.pk + 1) == 0
    assert next_number(Choice(), first.pk) == second.pk
    assert next_entry(Choice(), first.pk, page.rows[0].number).response == second.pk


@pytest.mark.parametrize(("looked_at", "is_found"), [(2, False), (3, True)])
def test_the_next_one_is_looked_for_among_a_page_of_rows(work, monkeypatch, looked_at, is_found):
    monkeypatch.setattr(queue, "PAGE", looked_at - 1)
    monkeypatch.setattr(queue, "MOST_OF_ONE", 1)
    first, *others, last = [make_response(work) for _ in range(4)]
    for each in others:
        claim(each.pk, make_user(f"holder{each.pk}"))
    assert next_number(Choice(), first.pk) == (last.pk if is_found else 0)
    assert next_number(Choice(), last.pk) == first.pk


def test_a_matter_that_comes_again_waits_from_then_on(work):
    first, second = make_response(work, status=Status.PUBLISHED), make_response(work)
    open_item(first, ItemKind.FLAGS)
    close_item(first, ItemKind.FLAGS)
    third = make_response(work)
    open_item(first, ItemKind.FLAGS)
    assert listed(Choice()) == [second.pk, third.pk, first.pk]


def test_what_was_settled_long_ago_waits_anew(work):
    first = make_response(work, status=Status.PUBLISHED)
    Item.objects.update(closed_at=timezone.now() - timedelta(hours=25))
    second = make_response(work)
    decide(first, Action.HOLD)
    assert listed(Choice()) == [second.pk, first.pk]


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
    assert queue_page(Choice(), after=item_of(numbers[-1]).pk).rows == []
    assert queue_page(Choice(Show.ALL), after=numbers[2]).rows[0].response.pk == numbers[1]


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
    open_item(Response.objects.select_related("current").get(pk=published), ItemKind.FLAGS)
    assert listed(Choice(), holding=published) == [published]
    assert listed(Choice(kind="new"), holding=published) == numbers[:3]


def test_the_same_rows_stay_whatever_has_become_of_them(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    numbers = make_many(work, 4)
    before = queue_page(Choice())
    decide(Response.objects.get(pk=numbers[0]), Action.APPROVE)
    page = same_rows(Choice(), before.numbers)
    assert [row.response.pk for row in page.rows] == numbers[:3]
    assert [row.is_open for row in page.rows] == [False, True, True]
    assert page.rows[0].decision.action == "approve"
    assert page.next_after == before.next_after == item_of(numbers[2]).pk
    assert same_rows(Choice(), str(item_of(numbers[3]).pk)).next_after is None
    assert [row.response.pk for row in same_rows(Choice(Show.ALL), f"{numbers[2]}.{numbers[1]}").rows] == [
        numbers[2],
        numbers[1],
    ]


def test_next_is_the_following_one_then_the_oldest_then_none(work):
    first, second, third = make_many(work, 3)
    assert next_number(Choice(), first) == second
    assert next_number(Choice(), third) == first
    assert next_number(Choice(Show.ALL), third) == second
    assert next_number(Choice(Show.DECIDED), second) == 0
    decide(Response.objects.get(pk=second), Action.APPROVE)
    assert next_number(Choice(), second) == third


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


def test_a_choice_narrows_to_what_an_item_is_filtered_by(work):
    other = make_work(make_debate("ropes"), siglum="B")
    plain, far, flagged = make_response(work), make_response(other), make_response(work)
    open_item(flagged, ItemKind.FLAGS)
    decide(flagged, Action.HOLD)
    Item.objects.filter(response=plain).update(held_by="links", language="fr")
    assert listed(Choice(debate="ropes")) == [far.pk]
    assert listed(Choice(kind="flags")) == [flagged.pk]
    assert listed(Choice(kind="new")) == [plain.pk, far.pk, flagged.pk]
    assert listed(Choice(state="held")) == [flagged.pk, flagged.pk]
    assert listed(Choice(held_by="links")) == [plain.pk]
    assert listed(Choice(language="fr")) == [plain.pk]
    assert listed(Choice(language="fr", kind="flags")) == []
    assert listed(Choice(work=work.slug, kind="new", state="pending")) == [plain.pk]
    assert listed(Choice(Show.ALL, state="held")) == [flagged.pk]
    assert listed(Choice(Show.ALL, debate="ropes")) == [far.pk]


def test_a_choice_narrows_to_both_texts_that_are_answered(work):
    far = make_work(work.debate, siglum="B")
    pair = make_response((work.blocks.get(number=1), far.blocks.get(number=1)))
    alone = make_response(work)
    assert listed(Choice(work=work.slug)) == [pair.pk, alone.pk]
    assert listed(Choice(work=far.slug)) == listed(Choice(work=far.slug, kind="new")) == [pair.pk]


def test_a_choice_narrows_to_what_waits_for_long(work):
    numbers = make_many(work, 4)
    for number, days in zip(numbers, (8, 4, 2, 0), strict=True):
        wait(number, days=days)
    assert listed(Choice(age="day")) == numbers[:3]
    assert listed(Choice(age="three-days")) == numbers[:2]
    assert listed(Choice(age="week")) == numbers[:1]
    assert listed(Choice(age="day", kind="new", state="held")) == []
    assert [row.is_overdue for row in queue_page(Choice()).rows] == [True, True, True, False]


def test_what_waits_for_its_author_is_not_overdue(work):
    response = make_response(work, status=Status.RETURNED)
    wait(response.pk, days=9)
    assert [row.is_overdue for row in queue_page(Choice()).rows] == [False]


def test_a_choice_narrows_to_who_has_it_open(work):
    asta, tess = make_user("asta"), make_user("tess")
    mine, hers, late, free = make_many(work, 4)
    claim(mine, asta)
    claim(hers, tess)
    claim(late, tess, minutes=-1)
    assert listed(Choice(claimed="me", user_id=asta.pk)) == [mine]
    assert listed(Choice(claimed="others", user_id=asta.pk)) == [hers]
    assert listed(Choice(claimed="nobody", user_id=asta.pk)) == [late, free]
    holders = [row.claim and row.claim.holder for row in queue_page(Choice()).rows]
    assert holders == ["asta", "tess", None, None]


@pytest.mark.parametrize("show", [Show.WAITING, Show.ALL])
def test_several_filters_go_on_where_the_window_ends(work, show, monkeypatch):
    monkeypatch.setattr(queue_listing, "WINDOW", 2)
    numbers = make_many(work, 5)
    asking = make_response(work, stance=Stance.ASKS).pk
    rare = Choice(show, stance="asks")
    after, seen = 0, []
    for _ in range(4):
        page = queue_page(rare, after=after)
        seen += [row.response.pk for row in page.rows]
        if page.next_after is None:
            break
        after = page.next_after
    assert seen == [asking]
    assert len(numbers) == 5
    assert page.next_after is None


def test_a_search_finds_number_name_and_text(work):
    first = make_response(work, name="Ines", text="Who pays for the rope?").pk
    second = make_response(work, name="Rope-maker", text="Nobody has said so.", status=Status.REJECTED).pk
    assert listed(searching("rope")) == [second, first]
    assert listed(searching("ropes")) == [second, first]
    assert listed(searching("INÉS")) == [first]
    assert listed(searching("pay*")) == [first]
    assert listed(searching("rope", state="rejected")) == [second]
    assert listed(searching(f"R {second}")) == [second]
    assert listed(searching(f"r{first}")) == [first]
    assert listed(searching("100%")) == []
    assert listed(searching("99999999999")) == []
    assert listed(searching("rope"), holding=first) == [second, first]


def test_a_search_stays_within_what_is_chosen(work):
    other = make_work(work.debate, siglum="L")
    rows = [make_response(target, text="A pump is no well.") for target in (work, work, other)]
    rows.append(make_response(work, text="A pump is no well.", status=Status.REJECTED))
    Item.objects.filter(response__in=[rows[0], rows[2]]).update(held_by="people")
    numbers = [row.pk for row in rows]
    assert listed(searching("pump")) == numbers[::-1]
    assert listed(searching("pump", held_by="people")) == [numbers[2], numbers[0]]
    assert listed(searching("pump", held_by="people", work=other.slug)) == [numbers[2]]
    assert listed(searching("pump", kind="new")) == numbers[2::-1]
    assert listed(searching("pump", age="day")) == []
    assert listed(searching("pump", state="rejected")) == [numbers[3]]
    assert searching("pump", work=other.slug).is_search_narrowed
    assert not searching("pump").is_search_narrowed


@pytest.mark.parametrize("ruling", [Ruling.TRUST, Ruling.REJECT])
def test_rows_say_what_a_rule_decided_and_nobody_has_read(work, ruling):
    row = make_response(work)
    follow_screening(row, Screened((Note("x", Answer(ruling, "x")),), "", (), 1, Reason.SOURCE))
    decided = make_response(work, status=Status.PUBLISHED)
    assert {each.response.pk: each.is_unread for each in queue_page(Choice(Show.ALL)).rows} == {
        row.pk: True,
        decided.pk: False,
    }
    assert [each.is_unread for each in queue_page(Choice()).rows] == [True]
    close_item(row, ItemKind.NEW)
    assert not queue_page(Choice(Show.ALL)).rows[1].is_unread


def test_what_is_asked_for_by_its_number_comes_before_what_names_the_number(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    first = make_response(work).pk
    naming = [make_response(work, text=f"As R {first} says already.").pk for _ in range(3)]
    page = queue_page(searching(f"R {first}"))
    assert [row.response.pk for row in page.rows] == [first, naming[2]]
    assert listed(searching(f"R {first}"), after=page.next_after) == naming[1::-1]


def test_a_search_goes_on_page_by_page(work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    numbers = make_many(work, 5)
    first = queue_page(searching("number"))
    second = queue_page(searching("number"), after=first.next_after)
    assert [row.response.pk for row in [*first.rows, *second.rows]] == numbers[:0:-1]
    assert listed(searching("number"), after=second.next_after) == [numbers[0]]
    assert listed(searching("number"), holding=numbers[1]) == numbers[1::-1]
    assert next_number(searching("number"), numbers[2]) == numbers[1]


def test_a_search_goes_through_the_latest_words_only(work):
    response = make_response(work, text="The word that was taken back.")
    make_revision(response, text="Another sentence altogether.")
    assert listed(searching("taken back")) == []
    assert listed(searching("another sentence")) == [response.pk]


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


def test_an_address_shows_the_choice_again():
    choice = Choice(Show.DECIDED, work="wells-a", stance="holds-dig", search="a&b", user_id=7)
    assert choice.address(after=7) == "?show=decided&work=wells-a&stance=holds-dig&search=a%26b&after=7"
    assert Choice().address(after=0) == "?show=waiting"


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_a_page_does_not_grow(work, number, django_assert_num_queries):
    block = Block.objects.get(work=work, number=1)
    top = make_response(block, status=Status.PUBLISHED)
    for _ in range(number):
        make_response(block, quote="whoever drinks")
        make_response(top)
        make_response(make_formulation(work.debate, slug=f"dig-{make_response(work).pk}"))
    Item.objects.update(opened_at=timezone.now() - timedelta(days=2))
    with django_assert_num_queries(3):
        page = queue_page(Choice())
        assert len([row.on for row in page.rows]) == number * 4
    with django_assert_num_queries(4):
        same_rows(Choice(), page.numbers)
    with django_assert_num_queries(4):
        queue_page(Choice(), after=page.rows[0].number)
    with django_assert_num_queries(5):
        queue_page(Choice(work=work.slug))
    with django_assert_num_queries(6):
        queue_page(Choice(work=work.slug, state="pending", age="day"))
    with django_assert_num_queries(3):
        queue_page(searching("dug"))
    with django_assert_num_queries(1):
        next_entry(Choice(), page.rows[0].response.pk, page.rows[0].number)
