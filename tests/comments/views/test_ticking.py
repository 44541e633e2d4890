"""Rows of the queue ticked, to be decided on together: kept, passed on, and told apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.domain.flags import find_flags
from comments.domain.moderation import by_rule, change_status
from comments.enums import Action, Finding, Reason, Ruling, Status
from comments.models import DeskNote, Flag, Item, ScreeningNote
from comments.queries import queue
from tests.comments.views.desk_reading import HTMX, read, send
from tests.factories import actor, decide, make_flag, make_response

pytestmark = pytest.mark.django_db
PAGE = "/moderation/together/"


def item(response):
    return Item.objects.get(response=response, kind="new").pk


def ticked(answer):
    return [
        attributes["value"]
        for tag, attributes in read(answer).tags
        if attributes.get("name") == "pick" and ("checked" in attributes or attributes["type"] == "hidden")
    ]


def test_ticks_come_back_with_the_page_and_with_an_opened_row(desk, work):
    first, second, third = (make_response(work) for _ in range(3))
    picks = {"pick": [item(first), item(third)]}
    assert ticked(desk.get("/moderation/", picks)) == [str(item(first)), str(item(third))]
    answer = desk.get(f"/moderation/{second.pk}/", picks | {"rows": ""}, headers=HTMX)
    assert ticked(answer) == [str(item(first)), str(item(third))]
    assert 'hx-include="#rows [name=rows], #rows [name=pick]"' in answer.content.decode()
    rows = ".".join(str(item(each)) for each in (first, second, third))
    answer = send(desk, second, Action.APPROVE, headers=HTMX, rows=rows, **picks)
    assert ticked(answer) == [str(item(first)), str(item(third))]


def test_all_of_a_page_are_ticked_and_go_along_to_the_next(desk, work, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    made = [item(make_response(work)) for _ in range(3)]
    answer = desk.get("/moderation/?tick=all")
    assert ticked(answer) == [str(each) for each in made[:2]]
    assert "Next page, ticks kept" in str(read(answer))
    answer = desk.get("/moderation/", {"pick": made[:2], "after": made[1]})
    assert ticked(answer) == [str(each) for each in made[:2]]
    assert "2 ticked on other pages go along." in str(read(answer))
    assert read(answer).values("after") == [str(made[1])]


def test_what_is_not_alike_is_named_in_groups_that_are(desk, work):
    first, second, held = (make_response(work) for _ in range(3))
    decide(held, Action.HOLD)
    picks = [item(first), item(second), item(held)]
    answer = desk.get(PAGE, {"pick": picks, "show": "waiting"})
    page = str(read(answer))
    assert f"New response, waiting for a moderator: R {first.pk}, R {second.pk}. Decide on these 2" in page
    assert f"R {held.pk}. Decide on this one" in page
    html = answer.content.decode()
    assert f"{PAGE}?show=waiting&amp;pick={picks[0]}&amp;pick={picks[1]}" in html
    assert f"/moderation/?show=waiting&amp;pick={picks[0]}&amp;pick={picks[1]}&amp;pick={picks[2]}" in html


def test_each_stands_with_what_it_answers_what_was_said_and_notes(desk, work, asta):
    top = make_response(work, text="Words at the top.", status=Status.PUBLISHED)
    top.items.update(distress="violence")
    reply, first = make_response(top), make_response(work.blocks.get(number=2))
    ScreeningNote.objects.create(
        revision=first.current,
        order=1,
        phase="links",
        ruling=Ruling.HOLD,
        said="Two links.",
        words="a.example",
    )
    ScreeningNote.objects.create(
        revision=first.current, order=2, phase="length", ruling=Ruling.PASS, said="Ten words."
    )
    DeskNote.objects.create(response=reply, by_name="bo", text="Is it meant so?", at=reply.submitted_at)
    page = str(read(desk.get(PAGE, {"pick": [item(reply), item(first)]})))
    assert "To A 2, On Wells, Part 1 Paragraph 2 of A: whoever drinks" in page
    assert f"In reply to R {top.pk}, Ines. Covered: violence or torture Words at the top." in page
    assert "Two links. “a.example”" in page
    assert "Ten words." not in page
    assert "bo: Is it meant so?" in page


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_the_page_does_not_grow(desk, work, number):
    picks = []
    for _ in range(number):
        reply = make_response(make_response(work, status=Status.PUBLISHED))
        DeskNote.objects.create(response=reply, by_name="bo", text="x", at=reply.submitted_at)
        picks.append(item(reply))
    desk.get(PAGE, {"pick": picks})
    with CaptureQueriesContext(connection) as spent:
        assert desk.get(PAGE, {"pick": picks}).status_code == 200
    assert len(spent) == 12


class TestWhatWasDone:
    def test_it_is_said_and_the_filter_stays(self, desk, work):
        response = make_response(work, status=Status.PUBLISHED)
        make_flag(response)
        there = f"/moderation/{response.pk}/"
        assert (
            f'action="{there}flags/?show=waiting&amp;kind=flags"'
            in desk.get(f"{there}?kind=flags").content.decode()
        )
        sent = {"flag": [Flag.objects.get().pk], "act": "unfounded"}
        answer = desk.post(f"{there}flags/?kind=flags", sent)
        assert answer.url == f"{there}?show=waiting&kind=flags&told=flags-unfounded#told"
        page = read(desk.get(answer.url))
        assert "The flags are found not founded. Open the next response" in str(page)
        assert ("a", {"href": "/moderation/?show=waiting&kind=flags"}) in page.tags

    def test_what_was_held_by_flags_is_said_to_be_held_still(self, desk, work, asta):
        response = make_response(work, status=Status.PUBLISHED)
        make_flag(response)
        change_status(
            response_id=response.pk,
            action=Action.HOLD,
            by=by_rule("flags"),
            seen_digest=response.current.digest,
            seen_status=Status.PUBLISHED,
            reason=Reason.OFF_TOPIC,
        )
        told = "All flags are looked at, and the response is still held."
        assert told not in str(read(desk.get(f"/moderation/{response.pk}/")))
        flags = [Flag.objects.get().pk]
        find_flags(response_id=response.pk, by=actor(asta), flags=flags, finding=Finding.UNFOUNDED)
        assert told in str(read(desk.get(f"/moderation/{response.pk}/")))

    def test_a_cover_is_a_fragment_too_and_says_so(self, desk, work):
        response = make_response(work)
        address = f"/moderation/{response.pk}/cover/"
        answer = desk.post(address, {"distress": "hate"}, headers=HTMX)
        assert (answer.status_code, "The text is covered." in str(read(answer))) == (200, True)
        answer = desk.post(address, {"distress": ""})
        assert answer.url == f"/moderation/{response.pk}/?show=waiting&told=cover-off"
