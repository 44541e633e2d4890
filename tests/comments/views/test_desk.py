"""The moderators' desk over HTTP: what it shows, what its forms do, with scripts and without."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.domain.moderation import Actor
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, DeskAccount, Response
from essays.models import Block
from tests.factories import (
    actor,
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

HTMX = {"HX-Request": "true"}


class Text(HTMLParser):
    """The words of a page, its white space made one space, and the ids and links in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        self.words.append(" " if tag in ("p", "div", "li", "td") else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def __str__(self) -> str:
        return " ".join("".join(self.words).replace("\N{NO-BREAK SPACE}", " ").split())

    def values(self, name: str) -> list[str | None]:
        return [attributes.get("value") for tag, attributes in self.tags if attributes.get("name") == name]

    def rows(self) -> list[str]:
        """The addresses of the queue's rows."""
        return [
            attributes["href"].partition("?")[0]
            for tag, attributes in self.tags
            if tag == "a" and attributes.get("hx-target") == "#pane"
        ]


def read(answer) -> Text:
    return Text(answer.content.decode())


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def asta():
    return make_user("asta")


@pytest.fixture
def desk(client: Client, asta) -> Client:
    client.force_login(asta)
    return client


def seen(response: Response) -> dict[str, str]:
    return {"seen_digest": response.current.digest, "seen_status": response.status}


def send(desk: Client, response: Response, action: Action, address: str = "", headers=None, **more: str):
    """What the decision form of ``response`` sends, as it was when ``response`` was loaded."""
    return desk.post(
        f"/moderation/{response.pk}/decide/{address}",
        seen(response) | {"action": action.value} | more,
        headers=headers or {},
    )


# The page


def test_queue_lists_the_oldest_first_and_opens_it(desk, work):
    first, second = make_response(work, name="Ines"), make_response(work, name="")
    make_response(work, status=Status.PUBLISHED)
    page = read(desk.get("/moderation/"))
    assert page.rows() == [f"/moderation/{first.pk}/", f"/moderation/{second.pk}/"]
    assert f"R {first.pk} Ines on Wells 1 Waiting for under an hour" in str(page)
    assert f"R {second.pk} No name given on Wells 1" in str(page)
    assert f"R {first.pk}, Ines Waiting for a moderator" in str(page)
    assert "2 waiting, the oldest for under an hour. 0 held, 1 decided." in str(page)


def test_an_empty_queue_says_so(desk, work):
    page = str(read(desk.get("/moderation/")))
    assert "No response is waiting for a decision." in page
    assert "0 waiting. 0 held, 0 decided." in page


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
        "/moderation/?show=held",
        f"/moderation/{response.pk}/",
        "/moderation/log/",
        "/moderation/?search=%3Cscript%3E",
    ):
        page = read(desk.get(address))
        assert not [tag for tag, attributes in page.tags if tag == "img" or "onerror" in attributes]
        assert all("src" in attributes for tag, attributes in page.tags if tag == "script")
        assert "<b>Ines" not in desk.get(address).content.decode()


# Deciding without scripts


def test_a_decision_opens_the_next_response_and_says_what_was_done(desk, work):
    first, second = make_response(work), make_response(work)
    answer = send(desk, first, Action.APPROVE, open_next="on")
    decision = Decision.objects.get()
    assert (answer.status_code, answer.url) == (
        302,
        f"/moderation/{second.pk}/?show=waiting&done={decision.pk}",
    )
    page = str(read(desk.get(answer.url)))
    assert f"R {first.pk} approved. It is published. Open R {first.pk} again Undo" in page
    assert (decision.action, decision.actor_name, decision.role) == ("approve", "asta", "moderator")


def test_without_the_tick_the_same_response_stays_open(desk, work):
    first, _ = make_response(work), make_response(work)
    answer = send(desk, first, Action.APPROVE)
    assert answer.url.startswith(f"/moderation/{first.pk}/?")


def test_after_the_last_response_the_queue_says_that_nothing_is_left(desk, work):
    answer = send(desk, make_response(work), Action.APPROVE, open_next="on")
    assert answer.url.startswith("/moderation/?show=waiting&done=")
    page = str(read(desk.get(answer.url)))
    assert "approved. It is published." in page
    assert "No response is waiting for a decision here." in page


def test_after_the_newest_response_the_oldest_that_is_left_comes(desk, work):
    first, second = make_response(work), make_response(work)
    answer = send(desk, second, Action.APPROVE, open_next="on")
    assert answer.url.startswith(f"/moderation/{first.pk}/?")


def test_the_choice_goes_along_through_a_decision(desk, work):
    other = make_work(work.debate, siglum="B")
    first, _, third = make_response(other), make_response(work), make_response(other)
    answer = send(desk, first, Action.APPROVE, address="?show=waiting&work=wells-b", open_next="on")
    assert answer.url.startswith(f"/moderation/{third.pk}/?show=waiting&work=wells-b&done=")


def test_a_rejection_keeps_reason_and_note(desk, work):
    send(desk, make_response(work), Action.REJECT, reason="source", note="Which page?\r\n")
    assert Decision.objects.values("action", "reason", "note").get() == {
        "action": "reject",
        "reason": "source",
        "note": "Which page?",
    }


def test_a_reason_that_an_approval_does_not_take_is_left_out(desk, work):
    send(desk, make_response(work), Action.APPROVE, reason="source")
    assert Decision.objects.get().reason == ""


def test_without_a_reason_nothing_is_done_and_the_note_is_kept(desk, work):
    response = make_response(work)
    answer = send(desk, response, Action.HOLD, note="Which page is it?", open_next="on")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose a reason: the author is told why." in page
    assert "Which page is it?</textarea>" in page
    assert 'id="id_open_next" checked' in page
    assert Decision.objects.count() == 0


def test_a_form_with_a_mistake_still_names_what_was_seen_at_first(desk, work):
    """Else words that changed between two tries would be decided on unseen."""
    response = make_response(work)
    make_revision(response, text="Words sent in the meantime.")
    page = read(send(desk, response, Action.HOLD))
    assert response.current.digest in page.values("seen_digest")
    assert send(desk, response, Action.HOLD, reason="source").status_code == 409


@pytest.mark.parametrize("missing", ["seen_digest", "seen_status", "action"])
def test_a_form_without_its_hidden_fields_decides_nothing(desk, work, missing):
    response = make_response(work)
    data = seen(response) | {"action": "approve"}
    del data[missing]
    assert desk.post(f"/moderation/{response.pk}/decide/", data).status_code == 422
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("action", ["revise", "withdraw", "undo", "publish", ""])
def test_an_action_that_is_no_button_decides_nothing(desk, work, action):
    response = make_response(work)
    data = seen(response) | {"action": action}
    assert desk.post(f"/moderation/{response.pk}/decide/", data).status_code == 422
    assert Decision.objects.count() == 0


def test_the_address_of_the_form_leads_back_to_the_response(desk, work):
    response = make_response(work)
    answer = desk.get(f"/moderation/{response.pk}/decide/")
    assert (answer.status_code, answer.url) == (302, f"/moderation/{response.pk}/")


# Two moderators


def test_the_second_moderator_is_told_what_the_first_decided(desk, work):
    response = make_response(work)
    decide(response, Action.APPROVE, by=Actor(Role.MODERATOR, 99, "bo"))
    answer = send(desk, response, Action.REJECT, reason="person", note="About the person only.")
    assert answer.status_code == 409
    page = str(read(answer))
    assert f"R {response.pk} changed while you had it open" in page
    assert "bo: approved, on" in page
    assert "It is published now." in page
    assert "Nothing of what you sent was done. Your reason and note are kept below" in page
    assert "About the person only.</textarea>" in answer.content.decode()
    assert Decision.objects.count() == 1


def test_where_nothing_is_left_to_decide_the_note_is_shown_for_copying(desk, work):
    response = make_response(work)
    decide(response, Action.REJECT, by=Actor(Role.MODERATOR, 99, "bo"), reason=Reason.SOURCE)
    page = str(read(send(desk, response, Action.APPROVE, note="Well found.")))
    assert "bo: rejected, “source or quotation not found”, on" in page
    assert "Your note was: “Well found.”" in page


def test_words_changed_meanwhile_come_beside_those_that_were_seen(desk, work):
    response = make_response(work, text="The well is dug by all.")
    make_revision(response, text="The well is dug by those who drink.")
    decide(response, Action.REVISE)
    answer = send(desk, response, Action.APPROVE)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Its author sent other words on" in page
    assert "The well is dug by <del>all.</del>" in page
    assert "The well is dug by <ins>those who drink.</ins>" in page
    current = Response.objects.select_related("current").get()
    assert Text(page).values("seen_digest") == [current.current.digest]
    assert send(desk, current, Action.APPROVE).status_code == 302


def test_a_withdrawn_response_is_said_to_be_withdrawn(desk, work):
    response = make_response(work)
    decide(response, Action.WITHDRAW)
    page = str(read(send(desk, response, Action.APPROVE)))
    assert "Its author: withdrawn by its author, on" in page


# Whose response


def test_an_own_response_is_marked_and_has_no_form(desk, work, asta):
    response = make_response(work, author=asta)
    page = read(desk.get("/moderation/"))
    assert "Yours" in str(page)
    assert "You sent this response yourself, so somebody else decides on it." in str(page)
    assert page.values("action") == []
    answer = send(desk, response, Action.APPROVE)
    assert answer.status_code == 422
    assert Decision.objects.count() == 0


def test_who_sent_a_response_is_shown_to_nobody_else(client, work, asta):
    make_response(work, author=asta)
    client.force_login(make_user("bo", Role.EDITOR))
    assert "asta" not in client.get("/moderation/").content.decode()


# Undo


def test_undo_takes_the_decision_back(desk, work):
    response = make_response(work)
    send(desk, response, Action.REJECT, reason="source")
    now = Response.objects.select_related("current").get()
    answer = desk.post(f"/moderation/{response.pk}/undo/?show=waiting", seen(now))
    done = Decision.objects.latest("id")
    assert (answer.status_code, answer.url) == (
        302,
        f"/moderation/{response.pk}/?show=waiting&done={done.pk}",
    )
    page = str(read(desk.get(answer.url)))
    assert f"Decision on R {response.pk} undone. It is waiting for a moderator." in page


def test_an_undo_that_is_refused_says_why(desk, work):
    response = make_response(work)
    decide(response, Action.REJECT, by=Actor(Role.MODERATOR, 99, "bo"))
    response.refresh_from_db()
    answer = desk.post(f"/moderation/{response.pk}/undo/", seen(response))
    assert answer.status_code == 422
    assert "Only who made this decision, or an editor, can undo it." in str(read(answer))


def test_undo_is_offered_to_who_may_undo(desk, client, work):
    response = make_response(work)
    decide(response, Action.REJECT, by=Actor(Role.MODERATOR, 99, "bo"))
    undo = f"/moderation/{response.pk}/undo/"
    assert undo not in desk.get(f"/moderation/{response.pk}/").content.decode()
    client.force_login(make_user("eda", Role.EDITOR))
    assert undo in client.get(f"/moderation/{response.pk}/").content.decode()


def test_an_undo_without_its_hidden_fields_is_404(desk, work):
    assert desk.post(f"/moderation/{make_response(work).pk}/undo/", {}).status_code == 404


def test_somebody_elses_decision_is_not_reported_as_done(desk, work):
    response = make_response(work)
    decision = decide(response, Action.REJECT, by=Actor(Role.MODERATOR, 99, "bo"))
    for done in (decision.pk, "x", "9" * 30):
        page = read(desk.get(f"/moderation/?done={done}"))
        assert "Undo" not in str(page)


# Fragments


def test_a_fragment_brings_the_next_response_and_leaves_the_rows_in_place(desk, work):
    first, second, third = (make_response(work) for _ in range(3))
    rows = f"{first.pk}.{second.pk}.{third.pk}"
    answer = send(desk, second, Action.APPROVE, headers=HTMX, rows=rows, open_next="on")
    make_response(work)
    page = read(answer)
    assert answer.status_code == 200
    assert page.rows() == [f"/moderation/{response.pk}/" for response in (first, second, third)]
    assert answer.headers["HX-Push-Url"] == f"/moderation/{third.pk}/?show=waiting"
    assert f"R {second.pk} Ines on Wells 1 Published, asta." in str(page)
    assert page.values("rows") == [rows]
    assert "<html" not in answer.content.decode()
    focused = [attributes.get("id") for tag, attributes in page.tags if "data-focus" in attributes]
    assert focused == ["item"]


def test_a_response_beyond_the_rows_brings_its_own(desk, work):
    first, second = make_response(work), make_response(work)
    answer = send(desk, first, Action.APPROVE, headers=HTMX, rows=str(first.pk), open_next="on")
    assert read(answer).rows() == [f"/moderation/{second.pk}/"]


def test_a_refused_fragment_comes_with_200_and_takes_the_focus_to_what_is_wrong(desk, work):
    response = make_response(work)
    answer = send(desk, response, Action.HOLD, headers=HTMX, rows=str(response.pk), note="kept")
    assert answer.status_code == 200
    page = read(answer)
    focused = [attributes.get("class") for tag, attributes in page.tags if "data-focus" in attributes]
    assert focused == ["notice close"]
    assert "kept</textarea>" in answer.content.decode()


def test_opening_a_row_is_a_fragment_and_the_page_is_one_address(desk, work):
    response = make_response(work)
    page = desk.get(f"/moderation/{response.pk}/")
    fragment = desk.get(f"/moderation/{response.pk}/?rows={response.pk}", headers=HTMX)
    restored = desk.get(f"/moderation/{response.pk}/", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "<html" in restored.content.decode()
    assert "HX-Request" in page.headers["Vary"]
    assert "HX-Request" in fragment.headers["Vary"]
    assert fragment.headers["HX-Push-Url"] == f"/moderation/{response.pk}/?show=waiting"


@pytest.mark.parametrize("rows", ["", "x.y", "1.2.99999999999999999999", ".".join(["7"] * 5000), "-1"])
def test_rows_that_name_nothing_do_no_harm(desk, work, rows):
    response = make_response(work)
    answer = send(desk, response, Action.APPROVE, headers=HTMX, rows=rows)
    assert answer.status_code == 200


# The rest


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
    assert listed("?action=nothing&by=x&response=y") == [True, True]
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
    assert spent(desk, "/moderation/") == 15
    assert spent(desk, f"/moderation/{made[0].pk}/") == 15
    assert spent(desk, f"/moderation/{replies[0].pk}/") == 16
    assert spent(desk, f"/moderation/{made[0].pk}/?rows={made[0].pk}", headers=HTMX) == 14
    assert spent(desk, "/moderation/log/") == 8
