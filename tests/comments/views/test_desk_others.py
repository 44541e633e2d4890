"""An open response, the other moderators' and around it: lengths, covers, claims and leave given."""

import pytest

from comments.domain.claims import take_claim
from comments.domain.redactions import Proposal, propose_redaction
from comments.domain.refusals import Claimed
from comments.enums import Reason, Role, Status
from comments.models import Claim, DeskNote, Flag, Item, Redaction
from tests.comments.views.desk_reading import HTMX, read, seen
from tests.factories import actor, make_claim, make_flag, make_response, make_user, sign_in

pytestmark = pytest.mark.django_db
#: What a browser lets through as 2,000 characters, and how it sends it.
LONG = "\r\n".join(["x" * 21] * 90) + "\r\n" + "y" * 20


@pytest.fixture
def bo(db):
    return make_user("bo")


def test_a_line_end_counts_once_in_notes_to_others_and_to_the_writer(desk, work):
    response = make_response(work)
    assert (len(LONG), len(LONG.replace("\r\n", "\n"))) == (2090, 2000)
    answer = desk.post(f"/moderation/{response.pk}/note/", {"kind": "note", "text": LONG})
    assert answer.status_code == 302
    assert DeskNote.objects.get().text == LONG.replace("\r\n", "\n")
    seen = {"seen_digest": response.current.digest, "seen_status": "pending"}
    sent = seen | {"action": "approve", "note": LONG}
    assert desk.post(f"/moderation/{response.pk}/decide/", sent).status_code == 302


@pytest.mark.parametrize(("headers", "status"), [({}, 422), (HTMX, 200)])
def test_a_note_that_is_too_long_is_kept_and_says_so(desk, work, headers, status):
    response = make_response(work)
    sent = {"kind": "note", "text": "z" * 2001}
    answer = desk.post(f"/moderation/{response.pk}/note/", sent, headers=headers)
    assert answer.status_code == status
    assert "A note has at most 2000 characters; this has 2001." in str(read(answer))
    assert f"{sent['text']}</textarea>" in answer.content.decode()
    assert DeskNote.objects.count() == 0


def test_a_refused_note_stays_in_its_field_without_scripts(desk, work):
    response = make_response(work)
    answer = desk.post(f"/moderation/{response.pk}/note/", {"kind": "reads", "text": "Read it."})
    assert "Nobody is asking for a second reader." in str(read(answer))
    assert "Read it.</textarea>" in answer.content.decode()


def test_texts_around_it_are_covered_too(desk, work):
    top = make_response(work, text="Words at the top.", status=Status.PUBLISHED)
    parent = make_response(top, text="Words above.", status=Status.PUBLISHED)
    beside = make_response(parent, text="Words beside.")
    response = make_response(parent, text="Words of its own.")
    covered = Item.objects.filter(response__in=[top, parent, beside])
    covered.update(distress="violence")
    page = desk.get(f"/moderation/{response.pk}/").content.decode()
    for words in ("Words at the top.", "Words above.", "Words beside."):
        before = page[: page.index(words)]
        assert before.rindex("Covered: violence or torture. Show the text") > before.rindex("</details>")
    assert page.count('class="shield"') == 3
    covered.update(distress="")
    assert 'class="shield"' not in desk.get(f"/moderation/{response.pk}/").content.decode()


def test_what_another_has_open_keeps_its_flags_and_words(desk, work, asta, bo):
    response = make_response(work, status=Status.PUBLISHED)
    make_flag(response)
    make_claim(response, bo)
    sent = {"flag": [Flag.objects.get().pk], "act": "abuse"}
    answer = desk.post(f"/moderation/{response.pk}/flags/", sent)
    assert answer.status_code == 409
    assert "is open at bo’s desk" in str(read(answer))
    assert Flag.objects.get().finding == "open"
    proposal = Proposal(response.current.digest, Status.PUBLISHED, "drink", Reason.ENDANGERS)
    with pytest.raises(Claimed):
        propose_redaction(response_id=response.pk, by=actor(asta), proposal=proposal)
    propose_redaction(response_id=response.pk, by=actor(bo), proposal=proposal)
    sent = {"redaction": Redaction.objects.get().pk, "act": "lift", "note": ""}
    assert desk.post(f"/moderation/{response.pk}/redaction/", sent).status_code == 409


def test_taking_over_brings_the_decision_with_it(client, work, bo):
    response = make_response(work)
    make_claim(response, bo)
    sign_in(client, make_user("eda", Role.EDITOR))
    button = client.get(f"/moderation/{response.pk}/").content.decode()
    assert 'value="take-over" hx-post' in button
    assert 'hx-target="#pane" hx-include="#rows [name=rows], #desk-note"' in button
    sent = {"claim": "take-over", "text": "Who is it?", "rows": str(Item.objects.get().pk)}
    answer = client.post(f"/moderation/{response.pk}/claim/", sent, headers=HTMX)
    page = read(answer)
    assert "At your desk until" in str(page)
    assert "approve" in page.values("action")
    assert "Open with you." in str(page)
    assert "Who is it?</textarea>" in answer.content.decode()


def test_leave_to_decide_does_not_keep_the_response_from_whom_it_is_for(client, work, asta):
    response = make_response(work, author=asta)
    eda = make_user("eda", Role.EDITOR)
    sign_in(client, eda)
    take_claim(response_id=response.pk, user_id=eda.pk)
    sent = {"moderator": asta.pk, "reason": "Two of us."}
    answer = client.post(f"/moderation/{response.pk}/exemption/", sent)
    assert answer.url == f"/moderation/{response.pk}/?look=on&told=leave-given"
    client.get(answer.url)
    assert Claim.objects.count() == 0


def test_what_is_half_written_stays_when_another_button_is_pressed(desk, work, asta):
    response = make_response(work)
    desk.get(f"/moderation/{response.pk}/")
    typed = {"reason": "source", "note": "Which page", "passages": "fern", "text": "Ask bo"}
    for place, button, left in (
        ("claim", {"claim": "extend"}, "Ask bo"),
        ("claim", {"claim": "release"}, "Ask bo"),
        ("note", {"kind": "note"}, ""),
        ("note", {"kind": "note", "text": "x" * 2001}, "x" * 2001),
        ("cover", {"distress": "hate"}, "Ask bo"),
        ("decide", {"action": "reject", "reason": ""}, "Ask bo"),
    ):
        sent = seen(response) | {"seen_edit": "0"} | typed | button
        answer = desk.post(f"/moderation/{response.pk}/{place}/", sent)
        page = answer.content.decode()
        assert answer.status_code in (200, 422)
        assert f">{left}</textarea>" in page
        assert ">\nWhich page</textarea>" in page
        assert ">\nfern</textarea>" in page
        assert ('value="source" selected' in page) == (sent["reason"] != "")
        assert read(answer).values("seen_digest") == [response.current.digest]
        assert Claim.objects.exists() == (button.get("claim") != "release")


def test_the_buttons_beside_the_decision_belong_to_its_form(desk, work):
    """Enter in a field of it presses the first of them in the page, the one that does nothing."""
    response = make_response(work, status=Status.PUBLISHED)
    make_flag(response)
    tags = read(desk.get(f"/moderation/{response.pk}/")).tags
    first, *others = [named for tag, named in tags if tag == "button" and named.get("form") == "deciding"]
    assert (first["type"], first["formmethod"]) == ("submit", "dialog")
    assert {named["name"] for named in others} == {"claim", "distress", "act", "kind"}
    assert all("formaction" in named for named in others)
