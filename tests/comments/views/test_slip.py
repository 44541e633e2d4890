"""The receipt on paper, for whoever has no other way to read it."""

import re

import pytest
from django.test import Client

from comments.domain.appeals import add_message, reverse_appeal, uphold_appeal
from comments.domain.moderation import Actor
from comments.domain.redactions import accept_redaction, propose_redaction, redact_at_once
from comments.enums import Action, Reason, Role, Status
from comments.models import Appeal, Redaction, Response
from tests.comments.views.responding import TEXT, fields, mark_and_return, posted, send
from tests.essays.views.served import get
from tests.factories import actor, decide, make_appeal, make_response, make_user, redaction_of

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
DESK = Actor(Role.MODERATOR, 0, "desk")
CONTACT = "The moderators\nMill Lane 3, Brook"


@pytest.fixture
def receipt(work):
    return posted(Client(), PAGE, name="Hanne L.")


def row():
    return Response.objects.select_related("current").latest("pk")


def slip(client, receipt):
    return re.sub(r"\s+", " ", get(client, f"{receipt}print/").one("article").text)


def returned():
    mark_and_return(row(), "those who drink", "Which one?")


def removed():
    decide(row(), Action.APPROVE)
    decide(row(), Action.REMOVE, reason=Reason.SOURCE)


def appealed():
    removed()
    make_appeal(row(), "It does answer, in its second half.")
    add_message(response_id=row().pk, by=actor(make_user("asta")), text="Which half do you mean?")


def settled(how, note):
    def act():
        appealed()
        how(response_id=row().pk, by=actor(make_user("ole")), appeal_id=Appeal.objects.get().pk, note=note)

    return act


def proposed():
    decide(row(), Action.APPROVE)
    propose_redaction(response_id=row().pk, by=DESK, proposal=redaction_of(row(), "is dug by", "A name."))


def accepted():
    proposed()
    accept_redaction(response_id=row().pk, redaction_id=Redaction.objects.get().pk)


def withheld():
    decide(row(), Action.APPROVE)
    redact_at_once(response_id=row().pk, by=DESK, proposal=redaction_of(row(), "is dug by"))


STATES = {
    "waiting": (lambda: None, ["no response is before it", "changed or withdrawn until it is decided on"]),
    "returned": (
        returned,
        ["marked these words: those who", "Note from the moderators: Which one?", "It can be revised"],
    ),
    "held": (lambda: decide(row(), Action.HOLD), ["You answer the moderators by changing the words"]),
    "removed": (removed, ["You can appeal Once, against the decision of", "and appeal. Whoever has"]),
    "appealed": (
        appealed,
        [
            "Your appeal is open",
            "no appeal is before it",
            "It does answer, in its second half.",
            "Which half do you mean?",
        ],
    ),
    "upheld": (
        settled(uphold_appeal, "It stands."),
        ["the decision stands", "Note: It stands.", "There is no second appeal", "Which half do you mean?"],
    ),
    "reversed": (settled(reverse_appeal, "So it is."), ["the decision is reversed", "Note: So it is."]),
    "asked to withhold": (
        proposed,
        ["ask to withhold words", "Nothing is changed unless you accept", "is dug by", "A name."],
    ),
    "withheld by agreement": (accepted, ["Words are withheld, as you agreed", "is dug by"]),
    "withheld at once": (withheld, ["Words are withheld, for safety", "You can accept or refuse"]),
}


@pytest.mark.parametrize("state", STATES)
def test_it_says_all_that_has_to_be_known(client, receipt, state):
    act, words = STATES[state]
    act()
    said = slip(client, receipt)
    for each in [*words, "A response on A 2 (On Wells, Part 1), received on"]:
        assert each in said
    assert "desk" not in said and "asta" not in said


def test_an_erased_response_is_said_to_have_had_no_name_and_can_no_longer_be_changed(client, receipt):
    decide(row(), Action.ERASE)
    said = slip(client, receipt)
    assert "without a name" not in said
    assert "change it" not in said and "withdraw" not in said


def test_the_address_is_in_capitals_and_works(client, receipt):
    page = get(client, f"{receipt}print/")
    code = page.one("span", css="slip-whole").text.removesuffix("/")
    assert code == receipt.split("/")[2].upper()
    assert page.one("span", css="slip-address").text == f"http://testserver/receipts/{code}/"
    assert client.get(f"/receipts/{code}/").status_code == 200


def test_who_can_be_asked_is_said_where_there_is_an_address(client, receipt, settings):
    removed()
    pages = (receipt, f"{receipt}print/", "/house-rules/", "/about/")
    for page in pages:
        assert "Mill Lane" not in client.get(page).content.decode()
        assert "can be asked" not in get(client, page).one("main").text
    settings.CONTACT = CONTACT
    for page in pages:
        said = client.get(page).content.decode()
        assert "The moderators<br>Mill Lane 3, Brook" in said
    decided = get(client, receipt).one("section", css="notice").text
    assert "another moderator or an editor, at this address" in decided
    make_appeal(row())
    moderator = actor(make_user("ole"))
    uphold_appeal(response_id=row().pk, by=moderator, appeal_id=Appeal.objects.get().pk, note="It stands.")
    for page in pages[:2]:
        assert "Mill Lane" not in client.get(page).content.decode()


def test_what_happens_next_is_said_before_the_button(client, work):
    page = get(client, PAGE)
    form = page.one("form", id="respond-form")
    assert "A moderator reads it before anybody else does" in form.text
    assert "#what-next" in {each.attributes["href"] for each in form.all("a")}
    assert page.one("h2", id="what-next").text == "What happens next"


def test_a_held_response_is_answered_by_other_words(client, receipt):
    decide(row(), Action.HOLD, reason=Reason.SOURCE, note="Which edition?")
    assert "You answer by changing the words" in get(client, receipt).one("section", css="notice").text
    page = get(client, f"{receipt}edit/")
    assert "Which edition?" in page.one("section", css="keep").text
    assert "What you send is your answer to the moderators" in page.one("aside").text


def test_an_appeal_sent_after_the_decision_was_undone_comes_back_with_the_reason(client, receipt):
    decide(row(), Action.REJECT)
    address = f"{receipt}appeal/"
    form = fields(get(client, address)) | {"text": "It does answer, in its second half."}
    decide(row(), Action.UNDO)
    decide(row(), Action.APPROVE)
    response, page = send(client, form, address)
    assert response.status_code == 409
    assert f"R\u00a0{row().pk} is published now." in page.one("div", css="notice").text
    assert page.one("textarea").text.strip() == "It does answer, in its second half."
    assert client.get(address).status_code == 404


def test_a_withdrawal_overtaken_by_publication_says_so(client, receipt):
    form = fields(get(client, f"{receipt}withdraw/"))
    decide(row(), Action.APPROVE)
    _, page = send(client, form, f"{receipt}withdraw/")
    assert "It was published since you opened this page" in page.one("div", css="notice").text


def test_replies_are_said_to_stay_only_where_there_are_any(client, receipt):
    decide(row(), Action.APPROVE)
    above = row()
    make_response(above, status=Status.PUBLISHED)
    decide(above, Action.REMOVE)
    assert "Replies to it stay." in get(client, receipt).text
    alone = posted(client, PAGE)
    removed()
    assert "Replies to it stay." not in get(client, alone).text


def test_the_rule_is_linked_in_its_version_and_the_feed_in_the_head(client, receipt):
    decide(row(), Action.REJECT, reason=Reason.SOURCE)
    page = get(client, receipt)
    links = {each.attributes.get("href") for each in page.all("a")}
    assert "/house-rules/1/#source" in links
    assert client.get("/house-rules/1/").status_code == 200
    assert page.one("link", rel="alternate").attributes["href"] == f"{receipt}feed/"


def test_the_acts_are_buttons_and_erasure_comes_last(client, receipt):
    page = get(client, receipt)
    buttons = [" ".join(each.text.split()) for each in page.one("main").all("a", css="button")]
    assert buttons == [f"Change R {row().pk}", f"Withdraw R {row().pk}"]
    heads = [each.text for each in page.one("main").all("h2")]
    assert heads.index("As it would be published") < heads.index("Erasure") == len(heads) - 1
    assert TEXT in page.text
