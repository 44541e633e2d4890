"""The moderators' desk over HTTP: what the queue, a response in its context and the log show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.enums import Action, Reason, Status
from comments.models import DeskAccount, Item
from essays.models import Block
from tests.comments.views.desk_reading import HTMX, read, send
from tests.factories import (
    actor,
    decide,
    make_formulation,
    make_question,
    make_response,
    make_revision,
)

pytestmark = pytest.mark.django_db


def test_a_search_and_the_filters_keep_each_other(desk, work):
    page = desk.get(f"/moderation/?show=waiting&work={work.slug}&held_by=people&search=well")
    assert "search for “<bdi>well</bdi>” in all states, of what is chosen below" in page.content.decode()
    found = read(page)
    assert found.values("search") == ["well", "well"]
    assert found.values("held_by").count("people") == 1
    plain = read(desk.get(f"/moderation/?work={work.slug}"))
    assert work.slug in plain.values("work")


def test_a_search_that_is_too_long_is_said(desk, work):
    row = make_response(work)
    page = read(desk.get("/moderation/?search=" + "x" * 201))
    assert "a search has at most 200 characters, and this one has 201" in str(page)
    assert page.rows() == [f"/moderation/{row.pk}/"] or page.rows() == ["#item"]


def test_queue_lists_the_oldest_first_and_opens_it(desk, work):
    first, second = make_response(work, name="Ines"), make_response(work, name="")
    make_response(work, status=Status.PUBLISHED)
    page = read(desk.get("/moderation/"))
    assert page.rows() == ["#item", f"/moderation/{second.pk}/"]
    assert f"R {first.pk} Ines on Wells 1 Waiting for under an hour" in str(page)
    assert f"R {second.pk} No name given on Wells 1" in str(page)
    assert f"R {first.pk}, Ines Waiting for a moderator" in str(page)
    assert "2 open (new response: 2). Nothing is overdue." in str(page)
    assert "2 waiting for a moderator, 1 published." in str(page)


def test_an_empty_queue_says_so(desk, work):
    page = str(read(desk.get("/moderation/")))
    assert "No response is waiting for a decision." in page
    assert "0 open. Nothing is overdue." in page


def test_there_is_a_page_for_every_response_and_404_for_none(desk, work):
    response = make_response(work, status=Status.WITHDRAWN)
    assert desk.get(f"/moderation/{response.pk}/").status_code == 200
    assert desk.get(f"/moderation/{response.pk + 1}/").status_code == 404
    assert desk.get("/moderation/99999999999999999999999/").status_code == 404
    assert desk.post("/moderation/99999999999999999999999/decide/", {}).status_code == 404


def test_a_quoted_span_is_marked_in_its_paragraph(desk, work):
    block = Block.objects.get(work=work, number=2)
    response = make_response(block, quote="drinks from the well")
    page = desk.get(f"/moderation/{response.pk}/").content.decode()
    assert "<p>Paragraph 2 of A: whoever <mark>drinks from the well</mark> should help to dig it.</p>" in page


def test_a_paragraph_changed_since_is_shown_with_the_words_that_were_answered(desk, work):
    block = Block.objects.get(work=work, number=2)
    response = make_response(block, quote="drinks from the well")
    Block.objects.filter(pk=block.pk).update(text="Whoever is thirsty digs.", text_hash="0" * 64)
    page = str(read(desk.get(f"/moderation/{response.pk}/")))
    assert (
        "The paragraph has changed since it was answered. The words answered were: “drinks from the well”. "
        "It reads now: Whoever is thirsty digs." in page
    )


def test_a_formulation_and_a_question_are_named(desk, work):
    formulation, question = make_formulation(work.debate), make_question(work.debate)
    page = str(read(desk.get(f"/moderation/{make_response(formulation).pk}/")))
    assert "To the formulation “dig together”" in page
    page = str(read(desk.get(f"/moderation/{make_response(question).pk}/")))
    assert "To the question “Who digs?”" in page


def test_a_reply_stands_under_what_it_answers(desk, work):
    top = make_response(work, name="Ines", text="The first word.", status=Status.PUBLISHED)
    middle = make_response(top, name="Piet", text="The second word.", status=Status.PUBLISHED)
    low = make_response(middle, text="The third word.")
    decide(middle, Action.REMOVE, reason=Reason.PERSON)
    page = str(read(desk.get(f"/moderation/{low.pk}/")))
    assert f"In reply to R {middle.pk}, Piet, removed after publication The second word." in page
    assert f"Above it: R {top.pk}, Ines, published The first word." in page
    assert f"R {middle.pk} Removed by desk: about a person, not the argument." in page


def test_far_ancestors_are_links(desk, work):
    chain = [make_response(work, status=Status.PUBLISHED)]
    for _ in range(6):
        chain.append(make_response(chain[-1], status=Status.PUBLISHED))
    page = str(read(desk.get(f"/moderation/{chain[-1].pk}/")))
    assert f"Further up: R {chain[1].pk} R {chain[0].pk}" in page
    assert f"Above it: R {chain[2].pk}" in page


def test_history_tells_of_words_and_decisions_in_order(desk, work, asta):
    response = make_response(work)
    make_revision(response, text="Other words than those.")
    decide(response, Action.REVISE)
    decide(response, Action.HOLD, by=actor(asta), reason=Reason.SOURCE, note="Which page?")
    page = str(read(desk.get(f"/moderation/{response.pk}/")))
    history = page[page.index("History of R") : page.index("Decisions on the rest")]
    places = [
        history.index(words)
        for words in (
            "Sent",
            "Changed by its author, revision 2",
            "Held by asta: source or quotation not found. Note: “Which page?”",
        )
    ]
    assert places == sorted(places)
    assert history.count("Changed by its author") == 1


def test_changed_words_stand_beside_the_earlier_ones(desk, work):
    response = make_response(work, text="The well is dug by all.")
    make_revision(response, text="The well is dug by those who drink.")
    page = desk.get(f"/moderation/{response.pk}/").content.decode()
    assert "The well is dug by <del>all.</del>" in page
    assert "The well is dug by <ins>those who drink.</ins>" in page


def test_text_of_readers_and_notes_is_escaped_everywhere(desk, work, asta):
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    response = make_response(work, name="<b>Ines", text=hostile)
    make_revision(response, name="<i>Ines", text=hostile + " again")
    decide(response, Action.REVISE)
    decide(response, Action.HOLD, by=actor(asta), reason=Reason.SOURCE, note=hostile)
    for address in (
        "/moderation/?state=held",
        f"/moderation/{response.pk}/",
        "/moderation/log/",
        "/moderation/?search=%3Cscript%3E",
    ):
        page = read(desk.get(address))
        assert not [tag for tag, attributes in page.tags if tag == "img" or "onerror" in attributes]
        assert all("src" in attributes for tag, attributes in page.tags if tag == "script")
        assert "<b>Ines" not in desk.get(address).content.decode()


def test_single_keys_are_off_until_switched_on(desk, work, asta):
    make_response(work)
    page = desk.get("/moderation/").content.decode()
    assert "desk.js" not in page
    assert "aria-keyshortcuts" not in page
    assert desk.post("/moderation/keys/", {"keys": "on"}).url == "/moderation/"
    page = desk.get("/moderation/").content.decode()
    assert "desk.js" in page
    assert 'aria-keyshortcuts="A"' in page
    desk.post("/moderation/keys/", {"keys": "off"})
    assert DeskAccount.objects.get(user=asta).single_keys is False


def test_the_log_tells_every_decision_newest_first(desk, work):
    response = make_response(work)
    decide(response, Action.HOLD, reason=Reason.SOURCE, note="Which page?")
    make_revision(response, text="Page fourteen, at the top.")
    decide(response, Action.REVISE)
    page = str(read(desk.get("/moderation/log/")))
    assert (
        f"R {response.pk}, revision 2 Changed by its author from held to pending, rules 1 Its author" in page
    )
    assert f"R {response.pk}, revision 1 Held from pending to held, rules 1 desk, moderator Source or" in page
    assert page.index("revision 2") < page.index("revision 1")
    assert "“Which page?”" in page


def test_the_log_is_filtered_by_the_address(desk, work, asta):
    first, second = make_response(work), make_response(work)
    decide(first, Action.APPROVE, by=actor(asta))
    decide(second, Action.REJECT)

    def listed(query: str) -> list[bool]:
        page = desk.get(f"/moderation/log/{query}").content.decode()
        return [f"/moderation/{response.pk}/" in page for response in (first, second)]

    assert listed("") == [True, True]
    assert listed("?action=reject") == [False, True]
    assert listed(f"?by={asta.pk}") == [True, False]
    assert listed(f"?response={second.pk}") == [False, True]
    assert listed("?action=nothing&by=x&response=y") == [False, False]
    assert listed("?action=hold") == [False, False]


@pytest.mark.parametrize("address", ["/moderation/", "/moderation/log/", "/moderation/1/"])
def test_nothing_of_the_desk_is_kept_or_indexed(desk, work, address):
    answer = desk.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    if answer.status_code == 200:
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?after=x",
        "?after=-1",
        "?after=" + "9" * 40,
        "?work=nothing",
        "?stance=%00",
        "?held_by=%00",
        "?language=" + "x" * 90,
        "?age=for-ever&claimed=x&kind=y&state=z&debate=q",
        "?item=-1&since=x",
        "?show=%F0",
        "?search=%00",
    ],
)
def test_a_bad_address_shows_the_queue_all_the_same(desk, work, query):
    make_response(work)
    assert desk.get(f"/moderation/{query}").status_code == 200


def spent(desk: Client, address: str, **how: object) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address, **how).status_code == 200
    return len(queries)


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_the_pages(desk, work, number):
    made = [make_response(work) for _ in range(number)]
    parent = make_response(work, status=Status.PUBLISHED)
    replies = [make_response(parent) for _ in range(number)]
    for response in made + replies:
        make_revision(response, text=f"Other words than before {response.pk}.")
        decide(response, Action.REVISE)
    desk.get("/moderation/")
    assert spent(desk, "/moderation/") == 18
    assert spent(desk, f"/moderation/{made[0].pk}/") == 18
    assert spent(desk, f"/moderation/{replies[0].pk}/") == 24
    rows = Item.objects.get(response=made[0]).pk
    assert spent(desk, f"/moderation/{made[0].pk}/?rows={rows}", headers=HTMX) == 20
    assert spent(desk, "/moderation/?kind=new&state=pending") == 19
    assert spent(desk, "/moderation/?search=words") == 24
    assert spent(desk, "/moderation/log/") == 8


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.usefixtures("pieces_are_kept")
def test_cost_of_the_pages_with_what_is_kept_of_the_texts(desk, work, number):
    made = [make_response(work) for _ in range(number)]
    parent = make_response(work, status=Status.PUBLISHED)
    replies = [make_response(parent) for _ in range(number)]
    for address, queries in (
        ("/moderation/", 14),
        (f"/moderation/{made[0].pk}/", 14),
        (f"/moderation/{replies[0].pk}/", 17),
    ):
        desk.get(address)
        assert spent(desk, address) == queries


def test_who_chooses_other_colours_comes_back_to_the_page(desk, work):
    row = make_response(work)
    assert 'name="next" value="/moderation/?show=all"' in desk.get("/moderation/?show=all").content.decode()
    refused = send(desk, row, Action.REJECT)
    assert refused.status_code == 422
    assert f'name="next" value="/moderation/{row.pk}/?show=waiting"' in refused.content.decode()
