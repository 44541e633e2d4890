"""The desk's pane for an edit of a published response, and for what is sent back with words marked."""

import pytest

from comments.domain.drafts import make_draft
from comments.domain.edits import accept_edit
from comments.domain.moderation import Actor
from comments.domain.posting import revise_response
from comments.enums import Action, Role, Status
from comments.models import Decision, Response
from comments.queries.stances import NONE
from tests.comments.views.desk_reading import read, send
from tests.factories import make_edit, make_response

pytestmark = pytest.mark.django_db
OTHER = "The well is dug by all of the village."


@pytest.fixture
def response(work):
    return make_response(work, status=Status.PUBLISHED)


def now(response):
    return Response.objects.select_related("current", "proposed").get(pk=response.pk)


def settle(desk, response, edit, action, **more):
    form = {"seen_digest": edit.digest, "action": action} | more
    return desk.post(f"/moderation/{response.pk}/edit/", form)


def page_of(desk, response):
    return read(desk.get(f"/moderation/{response.pk}/"))


def test_both_wordings_stand_side_by_side_with_the_decision(desk, response):
    edit = make_edit(response)
    page = page_of(desk, response)
    words = str(page)
    assert "Edit by its author, waiting since" in words
    assert "The well is dug by those who drink. " in words
    assert "The well is dug by all of the village. " in words
    assert edit.digest in page.values("seen_digest")
    assert "Accept the edit" in words


def test_without_an_edit_there_is_nothing_to_settle(desk, response):
    assert "Accept the edit" not in str(page_of(desk, response))


def test_an_accepted_edit_is_shown(desk, response):
    edit = make_edit(response)
    answer = settle(desk, response, edit, "accept")
    decision = Decision.objects.order_by("id").last()
    assert answer.status_code == 302
    assert answer.url == f"/moderation/{response.pk}/?show=waiting&done={decision.pk}"
    page = str(read(desk.get(answer.url)))
    assert f"R {response.pk}: edit accepted. It is published." in page
    assert "Undo" not in page.partition("Open R")[2].partition("R ")[0]
    assert now(response).current == edit
    assert (decision.actor_name, decision.role) == ("asta", "moderator")


def test_a_refused_edit_has_its_reason_and_note(desk, response):
    edit = make_edit(response)
    settle(desk, response, edit, "refuse", reason="person", note="About whom?")
    decision = Decision.objects.order_by("id").last()
    assert (decision.action, decision.reason, decision.note) == ("refuse", "person", "About whom?")
    assert (now(response).current, now(response).proposed) == (response.current, None)


def test_a_refusal_without_a_reason_keeps_the_note(desk, response):
    edit = make_edit(response)
    answer = settle(desk, response, edit, "refuse", note="About whom?")
    assert answer.status_code == 422
    assert "Not done yet Choose a reason" in str(read(answer))
    assert "About whom?</textarea>" in answer.content.decode()
    assert edit.digest in read(answer).values("seen_digest")
    assert now(response).proposed == edit


def test_after_a_mistake_an_edit_that_was_not_seen_is_still_not_accepted(desk, response):
    first = make_edit(response)
    make_edit(response, "Words that came in the meantime.")
    answer = settle(desk, response, first, "refuse")
    assert answer.status_code == 422
    assert first.digest in read(answer).values("seen_digest")


def test_a_further_edit_makes_the_decision_stale(desk, response):
    first = make_edit(response)
    second = make_edit(response, "Words that came in the meantime.")
    answer = settle(desk, response, first, "accept", note="Thanks.")
    page = read(answer)
    assert answer.status_code == 409
    assert "changed while you had it open Its author sent an edit on" in str(page)
    assert "Your reason and note are kept below" in str(page)
    assert second.digest in page.values("seen_digest")
    assert now(response).current == response.current


def test_what_another_moderator_did_is_told(desk, response):
    edit = make_edit(response)
    accept_edit(response_id=response.pk, by=Actor(Role.MODERATOR, 9, "berit"), seen_digest=edit.digest)
    answer = settle(desk, response, edit, "refuse", reason="person", note="About whom?")
    page = str(read(answer))
    assert answer.status_code == 409
    assert "berit: edit accepted" in page
    assert "Your note was: “About whom?”" in page
    assert Decision.objects.count() == 3


def test_a_decision_on_the_response_is_stale_when_its_edit_was_not_seen(desk, response):
    make_edit(response)
    answer = send(desk, response, Action.REMOVE, reason="person", note="About whom?", seen_edit="0")
    page = str(read(answer))
    assert answer.status_code == 409
    assert "Its author sent an edit on" in page
    assert "Your reason and note are kept below" in page
    assert now(response).status == "published"


def test_a_decision_on_the_response_with_its_edit_seen_sets_the_edit_aside(desk, response):
    edit = make_edit(response)
    assert page_of(desk, response).values("seen_edit") == [str(edit.pk)]
    send(desk, response, Action.REMOVE, reason="person", seen_edit=str(edit.pk))
    assert (now(response).status, now(response).proposed) == ("removed", None)


def test_by_address_it_leads_to_the_response(desk, response):
    answer = desk.get(f"/moderation/{response.pk}/edit/")
    assert (answer.status_code, answer.url) == (302, f"/moderation/{response.pk}/")
    assert settle(desk, response, response.current, "approve").status_code == 422
    assert desk.post("/moderation/999/edit/", {"seen_digest": "x", "action": "accept"}).status_code == 404


def test_whoever_is_signed_out_meanwhile_keeps_the_note(desk, response):
    edit = make_edit(response)
    desk.logout()
    answer = settle(desk, response, edit, "refuse", reason="person", note="About whom?")
    assert answer.status_code == 403
    assert "About whom?</textarea>" in answer.content.decode()
    assert now(response).proposed == edit


def test_the_history_tells_an_edit_once(desk, response):
    make_edit(response)
    history = str(page_of(desk, response)).partition(f"History of R {response.pk}")[2]
    assert history.count("Changed by its author, revision 2") == 1
    assert "Edited by its author" not in history


def test_an_edit_taken_back_is_told(desk, response):
    text = "The well is dug by all who drink."
    berit, first = Actor(Role.MODERATOR, 9, "berit"), make_edit(response, text)
    accept_edit(response_id=response.pk, by=berit, seen_digest=first.digest)
    make_edit(response)
    make_edit(response, text)
    history = str(page_of(desk, response)).partition(f"History of R {response.pk}")[2]
    assert history.count("Edited by its author.") == 1


class TestSendingBack:
    def test_the_words_in_question_are_marked(self, desk, work):
        response = make_response(work)
        assert "Words in question" in str(page_of(desk, response))
        send(desk, response, Action.RETURN, reason="source", note="Who?", passages="those who\nwell")
        decision = Decision.objects.get()
        text = response.current.text
        marked = [text[mark.start : mark.end] for mark in decision.marks.order_by("start")]
        assert (decision.action, decision.note, marked) == ("return", "Who?", ["well", "those who"])
        page = desk.get(f"/moderation/{response.pk}/").content.decode()
        assert '<mark><b class="num">1</b>&nbsp;well</mark>' in page

    def test_words_that_do_not_stand_there_come_back(self, desk, work):
        response = make_response(work)
        answer = send(desk, response, Action.RETURN, reason="source", note="Who?", passages="a spade")
        assert answer.status_code == 422
        assert "These words do not stand in the response: “a spade”." in str(read(answer))
        assert "a spade</textarea>" in answer.content.decode()
        assert now(response).status == "pending"

    def test_marks_go_with_nothing_else(self, desk, work):
        response = make_response(work)
        answer = send(desk, response, Action.APPROVE, passages="well")
        assert answer.status_code == 422
        assert "Words are marked only in what is sent back" in str(read(answer))

    def test_what_cannot_be_sent_back_has_no_field_for_it(self, desk, response):
        assert "Words in question" not in str(page_of(desk, response))

    def test_both_wordings_and_the_marks_stand_there_when_it_comes_back(self, desk, work):
        response = make_response(work)
        send(desk, response, Action.RETURN, reason="source", passages="those who drink")
        draft = make_draft(name="Ines", stance=NONE, text=OTHER, reserved=[])
        revised = revise_response(response_id=response.pk, seen_digest=response.current.digest, draft=draft)
        draft = make_draft(name="Ines", stance=NONE, text=f"{OTHER} So it is.", reserved=[])
        revise_response(response_id=response.pk, seen_digest=revised.digest, draft=draft)
        html = desk.get(f"/moderation/{response.pk}/").content.decode()
        beside = html.partition("<details open><summary>What was sent back on ")[2].partition("</details>")[0]
        assert beside.count("<del>those who drink.</del>") == 1
        assert beside.count("<ins>all of the village. So it is.</ins>") == 1
        assert "Revision 1, " in beside
        page = str(page_of(desk, response))
        assert "What its author changed last" not in page
        assert "What was marked when it was sent back" in page
        assert "1 those who drink" in page


def test_queries(desk, response, django_assert_num_queries):
    make_edit(response)
    desk.get(f"/moderation/{response.pk}/")
    with django_assert_num_queries(21):
        desk.get(f"/moderation/{response.pk}/")
    for number in range(3):
        make_edit(response, f"Words that came in the meantime, {number}.")
    with django_assert_num_queries(21):
        desk.get(f"/moderation/{response.pk}/")
