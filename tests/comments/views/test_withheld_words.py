"""Words withheld, on the pages of readers, of their author and of moderators, before and after an edit."""

import pytest
from django.test import Client

from comments.domain.edits import accept_edit
from comments.domain.redactions import propose_redaction, redact_at_once, refuse_redaction
from comments.enums import Action, ItemKind, Status
from comments.markup.withheld import MARK, SHOWN
from comments.models import Claim, Item, Redaction, Response
from tests.comments.views.desk_reading import read
from tests.comments.views.responding import fields, posted, send
from tests.essays.views.served import get
from tests.factories import (
    actor,
    decide,
    make_appeal,
    make_debate,
    make_edit,
    make_response,
    make_text,
    make_user,
    redaction_of,
)

pytestmark = pytest.mark.django_db
TEXT = "Ines, who lives at the mill, digs the well of those who drink."
PASSAGE = "lives at the mill"
BACK = "This edit brings back withheld words"


@pytest.fixture
def receipt(work):
    """Of a response published and then redacted."""
    address = posted(Client(), "/works/wells-a/p2/respond/", text=TEXT, name="Hanne L.")
    decide(row(), Action.APPROVE)
    return address


@pytest.fixture
def redaction(receipt, asta):
    return withhold(row(), asta)


def row():
    return Response.objects.select_related("current", "proposed").latest("pk")


def withhold(response, user, passages=PASSAGE):
    redact_at_once(response_id=response.pk, by=actor(user), proposal=redaction_of(response, passages))
    return Redaction.objects.latest("pk")


def edit(client, receipt, old, new, **more):
    form = fields(get(client, f"{receipt}edit/"))
    assert old in form["text"]
    return send(client, form | {"text": form["text"].replace(old, new)} | more, f"{receipt}edit/")


def accept(user):
    accept_edit(response_id=row().pk, by=actor(user), seen_digest=row().proposed.digest)


def one_space(text):
    return " ".join(text.split())


def in_thread(client):
    return get(client, f"/responses/{row().pk}/").one("article", css="response")


def at_the_desk(client, user, response=None):
    client.force_login(user)
    return read(client.get(f"/moderation/{(response or row()).pk}/"))


def test_readers_are_told_of_the_mark_after_an_edit_elsewhere(client, receipt, redaction, asta):
    answer, _ = edit(client, receipt, "those who drink", "all who drink")
    assert answer.status_code == 303
    accept(asta)
    told = in_thread(client)
    assert told.one("span", css="withheld").text == SHOWN
    assert "the author has not answered yet" in told.one("p", css="withheld-said").text
    assert "all who drink" in told.text
    page = get(client, f"/responses/{row().pk}/revisions/")
    assert [each.text for each in page.all("del")] == ["those"]
    assert [each.text for each in page.all("ins")] == ["all"]
    assert "Readers see a mark in the place of the words" in one_space(get(client, receipt).text)


def test_the_preview_of_an_edit_has_the_mark(client, receipt, redaction):
    _, page = edit(client, receipt, "those who drink", "all who drink", preview="1")
    assert page.one("section", css="preview").one("span", css="withheld").text == SHOWN


def test_words_withheld_are_no_edit_to_readers(client, receipt, redaction):
    assert [each for each in in_thread(client).all("a") if each.text.startswith("edited")] == []
    page = get(client, f"/responses/{row().pk}/revisions/")
    said = one_space(page.one("main").text)
    published = row().published_at.strftime("%H:%M")
    assert [each.text.rpartition(" by ")[0] for each in page.one("main").all("h2")] == ["Words withheld"]
    assert f"{published}. These are its wordings that readers can see" in said
    assert "a mark stands where moderators withhold words" in said


def test_the_moderator_is_shown_what_an_edit_brings_back(client, receipt, redaction, asta):
    edit(client, receipt, "those who drink", "all who drink")
    assert BACK not in str(at_the_desk(client, asta))
    edit(Client(), receipt, SHOWN, "Lives at the mill")
    page = str(at_the_desk(client, asta))
    assert f"{BACK} “lives at the mill” 1 mark of withheld words is not in it any more." in page


def test_an_edit_of_what_has_marks_is_decided_on_by_itself(client, receipt, redaction, asta):
    edit(client, receipt, "those who drink", "all who drink")
    client.force_login(asta)
    pick = Item.objects.open().get(kind=ItemKind.EDIT).pk
    page = str(read(client.get(f"/moderation/together/?pick={pick}")))
    assert f"Edits of what has words withheld are decided on one by one: R {row().pk}." in page


def test_what_is_settled_by_an_edit_is_said_at_the_receipt(client, receipt, redaction, asta):
    refuse_redaction(response_id=row().pk, redaction_id=redaction.pk)
    edit(client, receipt, SHOWN, PASSAGE)
    accept(asta)
    said = one_space(get(client, receipt).text)
    assert "are shown again" in said
    assert "the moderators look at it again" not in said


def test_a_mark_taken_out_is_said_at_the_receipt(client, receipt, redaction, asta):
    edit(client, receipt, f", who {MARK},", "")
    accept(asta)
    said = one_space(get(client, receipt).text)
    assert "no mark of it is left in them" in said
    assert f"{receipt}redactions/" not in str(get(client, receipt).all("a"))


def test_what_is_asked_stands_at_the_form_and_when_it_is_no_more(client, work, asta):
    receipt = posted(Client(), "/works/wells-a/p2/respond/", text=TEXT)
    proposal = redaction_of(row(), PASSAGE, note="For her safety.")
    redaction = propose_redaction(response_id=row().pk, by=actor(asta), proposal=proposal)
    page = get(client, f"{receipt}edit/")
    asked = one_space(page.one("section", css="keep").text)
    assert "The moderators ask to withhold words" in asked
    assert "For her safety." in asked
    edit(client, receipt, "those who drink", "all who drink")
    said = one_space(get(client, receipt).one("p", id=f"redaction-{redaction.pk}").text)
    assert "asked to withhold words. You have changed your words since" in said


def test_no_quotation_with_words_withheld_is_judged_before_readers(client, asta):
    exact = "Gather the ideas of the masses and bring them back to the masses."
    response = make_response(
        make_text(make_debate(), exact), text=f"“{exact}” So they say.", status=Status.PUBLISHED
    )
    withhold(response, asta, "the ideas of the masses")
    (check,) = in_thread(client).one("div", css="checks").all("li")
    assert one_space(check.text).endswith(": not judged: words are withheld here")
    assert "the ideas of" not in get(client, f"/responses/{response.pk}/").one("main").text


@pytest.mark.parametrize("is_own", [True, False])
def test_a_visit_of_who_decided_does_not_keep_an_appeal_from_others(client, work, asta, is_own):
    response = make_response(work)
    decide(response, Action.REJECT, by=actor(asta if is_own else make_user("bo")))
    make_appeal(response)
    at_the_desk(client, asta, response)
    assert Claim.objects.count() == (not is_own)


@pytest.mark.parametrize("is_own", [True, False])
def test_a_visit_of_who_withheld_words_does_not_keep_the_refusal_from_others(client, work, asta, is_own):
    response = make_response(work, text=TEXT, status=Status.PUBLISHED)
    redaction = withhold(response, asta if is_own else make_user("bo"))
    refuse_redaction(response_id=response.pk, redaction_id=redaction.pk)
    at_the_desk(client, asta, response)
    assert Claim.objects.count() == (not is_own)


@pytest.mark.parametrize("number", [1, 3])
def test_marks_that_were_carried_over_cost_a_thread_no_query(
    client, work, asta, django_assert_num_queries, number
):
    for _ in range(number):
        response = make_response(work, text=TEXT, status=Status.PUBLISHED)
        withhold(response, asta)
        make_edit(response, f"Ines, who {SHOWN}, digs.")
        accept(asta)
    with django_assert_num_queries(9):
        page = client.get("/works/wells-a/responses/").content.decode()
    assert page.count('<span class="withheld">') == number
