"""At the receipt: appeals, redactions, and what their author is told."""

import pytest
from django.test import Client

from comments.domain.appeals import add_message, reverse_appeal, uphold_appeal
from comments.domain.lifting import lift_redaction
from comments.domain.redactions import propose_redaction, redact_at_once, refuse_redaction
from comments.enums import Action, Status
from comments.models import Appeal, AppealMessage, Redaction, Response
from tests.comments.views.responding import errors, fields, posted, send
from tests.essays.views.served import get, read_page
from tests.factories import actor, decide, make_appeal, make_response, redaction_of

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
TEXT = "Ines, who lives at the mill, digs the well of those who drink."
WORDS = "It does answer the paragraph, in its second half."
NOTE = "Read again, and it is so."


@pytest.fixture
def receipt(work):
    """The address of the receipt of a response that waits."""
    return posted(Client(), PAGE, text=TEXT, name="Hanne L.")


def row():
    return Response.objects.select_related("current").earliest("pk")


def section(client, receipt, css="stack"):
    page = get(client, receipt)
    return [each for each in page.all("section") if each.attributes.get("id", "").startswith(css)]


@pytest.mark.parametrize(
    ("actions", "may"),
    [
        ([], False),
        ([Action.HOLD], False),
        ([Action.APPROVE], False),
        ([Action.WITHDRAW], False),
        ([Action.REJECT], True),
        ([Action.APPROVE, Action.REMOVE], True),
        ([Action.REJECT, Action.UNDO], False),
    ],
)
def test_who_may_be_asked_is_said_where_there_is_something_to_ask(client, receipt, actions, may):
    for action in actions:
        decide(row(), action)
    told = section(client, receipt, "appeal")
    assert [f"{receipt}appeal/" in str(each.all("a")[0].attributes) for each in told] == [True] * may
    assert client.get(f"{receipt}appeal/").status_code == (200 if may else 404)


def test_an_appeal_by_the_receipt_alone(client, receipt):
    decide(row(), Action.REJECT)
    address = f"{receipt}appeal/"
    answer, page = send(client, fields(get(client, address)) | {"text": "too short"}, address)
    assert (answer.status_code, answer["Cache-Control"]) == (422, "private, no-cache")
    assert page.one("title").text.startswith("Error: Appeal on R")
    assert (answer.status_code, errors(page)) == (422, ["Write at least 20 characters; these are 9."])
    assert page.one("textarea").text.strip() == "too short"
    sent = fields(get(client, address)) | {"text": WORDS}
    for _ in range(2):
        answer, _ = send(client, sent, address)
        assert (answer.status_code, answer["Location"]) == (303, f"{receipt}#appeal")
    (told,) = section(client, receipt, "appeal")
    assert "Your appeal is open" in told.text
    assert [each.text.split(",")[0] for each in told.all("li")] == ["You"]
    assert WORDS in told.text


def test_an_appeal_whose_response_is_erased_is_closed_undecided(client, receipt):
    decide(row(), Action.REJECT)
    make_appeal(row())
    decide(row(), Action.ERASE)
    (told,) = section(client, receipt, "appeal")
    assert "Your appeal was closed undecided" in told.text
    assert "nobody has said whether the decision was right" in told.text
    assert "stands" not in told.text and not told.all("a")


def test_the_dialogue_names_no_moderator(client, receipt, asta):
    decide(row(), Action.REJECT)
    make_appeal(row())
    add_message(response_id=row().pk, by=actor(asta), text="Which <b>half</b>?\nThe first?")
    address = f"{receipt}appeal/"
    send(client, fields(get(client, address)) | {"text": "The second."}, address)
    page = get(client, receipt)
    (told,) = [each for each in page.all("section") if each.attributes.get("id") == "appeal"]
    assert [each.one("b").text for each in told.all("li")] == ["You", "A moderator", "You"]
    assert "Which <b>half</b>?" in told.text
    assert "asta" not in page.text


@pytest.mark.parametrize(
    ("settle", "words"),
    [
        (uphold_appeal, "Your appeal: the decision stands"),
        (reverse_appeal, "Your appeal: the decision is reversed"),
    ],
)
def test_the_outcome_with_its_note(client, receipt, asta, settle, words):
    decide(row(), Action.REJECT)
    appeal = make_appeal(row())
    form = fields(get(client, f"{receipt}appeal/")) | {"text": "Too late."}
    settle(response_id=row().pk, by=actor(asta), appeal_id=appeal.pk, note=NOTE)
    (told,) = section(client, receipt, "appeal")
    assert (told.one("h2").text, NOTE in told.text) == (words, True)
    answer, page = send(client, form, f"{receipt}appeal/")
    assert answer.status_code == 409
    assert "decided on meanwhile" in page.text
    assert page.one("textarea").text.strip() == "Too late."
    assert AppealMessage.objects.count() == 1


def test_where_the_parent_is_gone_it_is_said_what_can_be_done(client, work):
    parent = make_response(work, status=Status.PUBLISHED)
    receipt = posted(client, f"/responses/{parent.pk}/respond/", text=TEXT)
    decide(Response.objects.latest("pk"), Action.REJECT)
    assert "What it answers is not published any more" not in get(client, receipt).text
    decide(parent, Action.REMOVE)
    for address in (receipt, f"{receipt}appeal/"):
        assert "What it answers is not published any more" in get(client, address).text


def test_too_many_messages_are_refused_and_kept(client, receipt, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"appeal": [(1, 3600)]}
    decide(row(), Action.REJECT)
    address = f"{receipt}appeal/"
    form = fields(get(client, address))
    assert send(client, form | {"text": WORDS}, address)[0].status_code == 303
    answer, page = send(client, form | {"text": "One thing more, please."}, address)
    assert (answer.status_code, page.one("textarea").text.strip()) == (429, "One thing more, please.")
    assert Appeal.objects.get().messages.count() == 1


def proposed(asta):
    return propose_redaction(
        response_id=row().pk,
        by=actor(asta),
        proposal=redaction_of(row(), "lives at the mill", note="For her safety."),
    )


@pytest.mark.parametrize(
    ("act", "text"), [("accept", "who [withheld here, for safety], digs"), ("refuse", TEXT)]
)
def test_a_proposal_is_shown_and_answered(client, receipt, asta, act, text):
    redaction = proposed(asta)
    (told,) = section(client, receipt, "redaction")
    assert "The moderators ask to withhold words" in told.text
    assert "For her safety." in told.text
    assert "lives at the mill" in told.one("del").text
    address = f"{receipt}redactions/{redaction.pk}/"
    page = get(client, address)
    assert "lives at the mill" in page.one("del").text
    answer, _ = send(client, fields(page) | {"act": act}, address)
    assert (answer.status_code, answer["Location"]) == (303, f"{receipt}#redaction-{redaction.pk}")
    assert text in row().current.text.replace("\u2063", "")
    form = fields(get(client, "/receipts/"))
    assert send(client, form | {"act": act}, address)[0].status_code == 303
    (other,) = {"accept", "refuse"} - {act}
    answer, page = send(client, form | {"act": other}, address)
    assert answer.status_code == 409
    assert "It is not open any more" in page.text


def test_a_proposal_for_earlier_words_asks_nothing_any_more(client, receipt, asta):
    redaction = proposed(asta)
    edit = fields(get(client, f"{receipt}edit/")) | {"text": f"Other words. {TEXT}"}
    send(client, edit, f"{receipt}edit/")
    assert section(client, receipt, "redaction") == []
    page = get(client, f"{receipt}redactions/{redaction.pk}/")
    assert "the words have been changed since" in page.text


def test_an_urgent_one_says_so_at_the_receipt_and_at_the_response(client, receipt, asta):
    decide(row(), Action.APPROVE)
    redact_at_once(response_id=row().pk, by=actor(asta), proposal=redaction_of(row(), "lives at the mill"))
    redaction = Redaction.objects.get()
    (told,) = section(client, receipt, "redaction")
    assert "without asking first" in told.text

    def said():
        page = get(client, f"/responses/{row().pk}/")
        assert "the mill" not in page.text
        assert page.one("span", css="withheld").text == "[withheld here, for safety]"
        return page.one("p", css="withheld-said").text

    assert said().startswith("A moderator has withheld words here, for safety, on ")
    assert said().endswith("; the author has not answered yet.")
    refuse_redaction(response_id=row().pk, redaction_id=redaction.pk)
    assert said().endswith("; the author does not agree.")
    lift_redaction(response_id=row().pk, redaction_id=redaction.pk, by=actor(asta), note="")
    page = get(client, f"/responses/{row().pk}/")
    assert "the mill" in page.text
    assert page.all("p", css="withheld-said") == []
    assert "are shown again" in get(client, receipt).text


def test_what_is_not_there_is_404(client, receipt, work, asta):
    other = make_response(work, text=TEXT)
    elsewhere = propose_redaction(
        response_id=other.pk, by=actor(asta), proposal=redaction_of(other, "lives at the mill")
    )
    for address in (f"{receipt}redactions/{elsewhere.pk}/", f"{receipt}redactions/999/", f"{receipt}appeal/"):
        assert client.get(address).status_code == 404
    wrong = "/receipts/aaaa-bbbb-cccc-dddd-eeee-ffff-gggg/"
    assert client.get(f"{wrong}appeal/").status_code == 404


def test_a_typed_mark_shows_as_typed(client, work):
    receipt = posted(client, PAGE, text="\u2063[withheld here, for safety]\u2063 is what I typed here.")
    decide(row(), Action.APPROVE)
    page = get(client, f"/responses/{row().pk}/")
    assert "[withheld here, for safety] is what I typed" in page.text
    assert page.all("span", css="withheld") == page.all("p", css="withheld-said") == []
    assert "[withheld here, for safety]" in read_page(client.get(receipt).content.decode()).text


def test_an_appeal_after_the_decision_was_taken_back_is_kept_and_told(client, receipt):
    decide(row(), Action.REJECT)
    form = fields(get(client, f"{receipt}appeal/")) | {"text": WORDS}
    decide(row(), Action.UNDO)
    answer, page = send(client, form, f"{receipt}appeal/")
    assert answer.status_code == 409
    assert "There is no decision to appeal against any more" in page.text
    assert "is waiting for a moderator now" in page.text
    assert page.one("textarea").text.strip() == WORDS
    assert "What you answer is not here" not in page.text
    assert receipt in [each.attributes["href"] for each in page.one("main").all("a")]
    assert Appeal.objects.count() == 0


def test_after_an_appeal_nobody_else_can_be_asked(client, receipt, asta, settings):
    settings.CONTACT = "PO Box 1, Wells"
    decide(row(), Action.REJECT)
    assert "Who can be asked: another moderator or an editor" in get(client, receipt).text
    appeal = make_appeal(row())
    uphold_appeal(response_id=row().pk, by=actor(asta), appeal_id=appeal.pk, note=NOTE)
    said = get(client, receipt).text
    assert "can be asked" not in said and "PO Box" not in said
    assert "a moderator who did not decide then has decided on your appeal" in said


def test_the_receipt_is_the_only_way_back_where_no_account_sent_it(work, asta):
    words = "It is the only way back to this page"
    anonymous, known = Client(), Client()
    assert words in get(anonymous, posted(anonymous, PAGE, text=TEXT)).text
    known.force_login(asta)
    said = get(known, posted(known, PAGE, text=f"Again: {TEXT}")).text
    assert words not in said
    assert "also stands under My responses of the account that sent it" in said


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.REMOVE])
@pytest.mark.parametrize("has_reply", [True, False])
def test_replies_stay_where_there_are_any(client, receipt, action, has_reply):
    decide(row(), Action.APPROVE)
    if has_reply:
        make_response(row(), status=Status.PUBLISHED)
    decide(row(), action)
    assert ("Replies to it stay." in get(client, receipt).text) == has_reply
