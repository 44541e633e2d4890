"""The desk's forms without scripts: decisions, what hinders them, and their undoing."""

import pytest
from django.db.models import F

from comments.domain.moderation import Actor
from comments.enums import Action, Reason, Role
from comments.models import Decision, Response
from tests.comments.views.desk_reading import Text, read, seen, send
from tests.factories import (
    decide,
    make_response,
    make_revision,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


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
    assert Decision.objects.values("action", "reason", note=F("written__text")).get() == {
        "action": "reject",
        "reason": "source",
        "note": "Which page?",
    }


def test_an_approval_with_a_reason_is_not_done_and_all_that_was_typed_stays(desk, work):
    response = make_response(work)
    answer = send(desk, response, Action.APPROVE, reason="source", note="Which page is it?")
    page = answer.content.decode()
    assert answer.status_code == 422
    said = "Not done yet Approving takes no reason: set it back to “Choose”, or press another button."
    assert said in str(read(answer))
    assert '<option value="source" selected>' in page
    assert "Which page is it?</textarea>" in page
    assert Decision.objects.count() == 0


def test_enter_in_a_field_is_none_of_the_buttons(desk, work):
    """What is sent where Enter is pressed and the form is sent all the same."""
    response = make_response(work)
    sent = seen(response) | {"reason": "source", "note": "Which page is it?", "open_next": "on"}
    answer = desk.post(f"/moderation/{response.pk}/decide/", sent)
    assert answer.status_code == 422
    assert "Choose one of the buttons: nothing says which of them is meant." in str(read(answer))
    assert "Which page is it?</textarea>" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_without_a_reason_nothing_is_done_and_the_note_is_kept(desk, work):
    response = make_response(work)
    answer = send(desk, response, Action.HOLD, note="Which page is it?", open_next="on")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>Error: Moderation" in page
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


@pytest.mark.parametrize("chosen", ["", "?show=all&kind=flags"])
def test_the_address_of_a_form_leads_back_to_the_response(desk, chosen):
    names = ("decide", "undo", "claim", "note", "cover", "redact", "redaction", "flags", "appeal", "edit")
    for name in (*names, "trusted"):
        answer = desk.get(f"/moderation/7/{name}/{chosen}")
        assert (answer.status_code, answer.url) == (302, f"/moderation/7/{chosen}")
    answer = desk.get(f"/moderation/filters/{chosen}")
    assert (answer.status_code, answer.url) == (302, f"/moderation/{chosen}")


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
    assert "Its author withdrew it, on" in page
    assert "It is withdrawn" not in page


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
