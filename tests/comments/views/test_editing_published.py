"""Its author edits a published response at the receipt, takes it back, and readers see what was changed."""

import re

import pytest

from comments.domain.edits import accept_edit
from comments.domain.moderation import Actor
from comments.enums import Action, Role
from comments.models import Decision, Response
from tests.comments.views.responding import TEXT, fields, posted, send
from tests.essays.views.served import get
from tests.factories import decide, end_grace, make_debate, make_edit, make_response, make_work

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
OTHER = "Other words, that take the place of the first."


@pytest.fixture(autouse=True)
def work():
    return make_work(make_debate())


@pytest.fixture
def receipt(client):
    """The receipt's address of a response that was just published."""
    address = posted(client, PAGE, name="Hanne L.")
    decide(row(), Action.APPROVE)
    return address


def row():
    return Response.objects.select_related("current", "proposed").latest("pk")


def accept():
    accept_edit(response_id=row().pk, by=Actor(Role.MODERATOR, 0, "desk"), seen_digest=row().proposed.digest)


def one_space(text):
    return re.sub(r"\s+", " ", text)


def edit(client, receipt, **words):
    form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER} | words
    return send(client, form, f"{receipt}edit/")


def test_an_edit_waits_and_the_published_words_stand(client, receipt):
    response, _ = edit(client, receipt)
    assert (response.status_code, response["Location"]) == (303, receipt)
    assert (row().status, row().current.text, row().proposed.text) == ("published", TEXT, OTHER)
    public = get(client, f"/responses/{row().pk}/").one("article", css="response").text
    assert "Other words" not in public
    assert "edited" not in public


def test_the_form_goes_on_from_the_edit_that_waits(client, receipt):
    edit(client, receipt)
    form = fields(get(client, f"{receipt}edit/"))
    assert (form["text"], form["seen"], form["status"]) == (OTHER, row().proposed.digest, "published")
    edit(client, receipt, text="Third words, that replace the second ones.")
    assert row().proposed.text == "Third words, that replace the second ones."


def test_an_edit_is_taken_back_by_sending_the_published_words(client, receipt):
    edit(client, receipt)
    edit(client, receipt, text=TEXT)
    assert row().proposed is None


def test_words_of_a_response_published_meanwhile_are_told_and_then_sent_as_an_edit(client, work):
    receipt = posted(client, PAGE)
    form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}
    decide(row(), Action.APPROVE)
    response, page = send(client, form, f"{receipt}edit/")
    assert (response.status_code, row().proposed) == (409, None)
    assert "It was published meanwhile, with the words before" in page.text
    again = fields(page)
    assert (again["text"], again["status"]) == (OTHER, "published")
    assert send(client, again, f"{receipt}edit/")[0].status_code == 303
    assert row().proposed.text == OTHER


def test_edits_from_two_windows_are_told_and_then_replaced(client, receipt):
    form = fields(get(client, f"{receipt}edit/"))
    edit(client, receipt, text="Words from the other window.")
    response, page = send(client, form | {"text": OTHER}, f"{receipt}edit/")
    assert response.status_code == 409
    assert "The response was changed elsewhere meanwhile" in page.text
    assert send(client, fields(page), f"{receipt}edit/")[0].status_code == 303
    assert row().proposed.text == OTHER


def test_a_removal_meanwhile_stands_and_the_words_are_kept(client, receipt):
    form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}
    decide(row(), Action.REMOVE)
    response, page = send(client, form, f"{receipt}edit/")
    assert response.status_code == 409
    assert "It cannot be changed any more, so nothing was sent." in page.text
    assert fields(page)["text"] == OTHER


def test_when_the_grace_ends_meanwhile_the_words_are_kept(client, receipt):
    form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}
    end_grace(row())
    response, page = send(client, form, f"{receipt}edit/")
    assert response.status_code == 409
    assert "It was published more than 24 hours ago" in page.text
    assert fields(page)["text"] == OTHER
    assert row().proposed is None
    assert client.get(f"{receipt}edit/").status_code == 303


@pytest.mark.parametrize("actions", [[Action.HOLD], [Action.REMOVE, Action.UNDO]])
def test_an_edit_that_was_set_aside_is_told_and_can_be_sent_again(client, receipt, actions):
    edit(client, receipt)
    for action in actions:
        decide(row(), action)
    assert "was set aside undecided" in one_space(get(client, receipt).one("section", css="notice").text)
    form = fields(get(client, f"{receipt}edit/"))
    assert (form["text"], form["seen"]) == (OTHER, row().current.digest)
    assert send(client, form, f"{receipt}edit/")[0].status_code == 303
    assert (row().proposed or row().current).text == OTHER
    assert "was set aside" not in one_space(get(client, receipt).one("section", css="notice").text)


@pytest.mark.parametrize(
    ("replies", "words"), [(0, "nothing is left in its place"), (1, "Its 1 reply stays")]
)
def test_withdrawing_says_what_becomes_of_the_replies(client, receipt, replies, words):
    for _ in range(replies):
        make_response(row(), status="published")
    pk = Response.objects.order_by("pk").first().pk
    page = get(client, f"{receipt}withdraw/")
    assert words in one_space(page.text)
    response, _ = send(client, fields(page), f"{receipt}withdraw/")
    assert response.status_code == 303
    assert Response.objects.get(pk=pk).status == "withdrawn"
    assert client.get(f"/responses/{pk}/").status_code == (200 if replies else 404)


def test_an_edit_accepted_meanwhile_is_not_withdrawn_unseen(client, receipt):
    form = fields(get(client, f"{receipt}withdraw/"))
    edit(client, receipt)
    accept()
    response, page = send(client, form, f"{receipt}withdraw/")
    assert (response.status_code, row().status) == (409, "published")
    assert "Nothing was withdrawn" in page.text
    assert OTHER in page.text
    assert send(client, fields(page), f"{receipt}withdraw/")[0].status_code == 303


def test_after_the_grace_it_is_not_withdrawn(client, receipt):
    form = fields(get(client, f"{receipt}withdraw/"))
    end_grace(row())
    response, page = send(client, form, f"{receipt}withdraw/")
    assert (response.status_code, row().status) == (409, "published")
    assert "more than 24 hours" in one_space(page.one("main").text)
    assert Decision.objects.count() == 1


class TestReading:
    @pytest.fixture
    def edited(self, client, receipt):
        edit(client, receipt, text=TEXT.replace("those who", "all who"))
        accept()
        return f"/responses/{row().pk}/revisions/"

    @pytest.mark.parametrize("page", ["/responses/{}/", "/works/wells-a/responses/"])
    def test_a_thread_says_edited_and_leads_to_the_wordings(self, client, edited, page):
        entry = get(client, page.format(row().pk)).one("article", css="response")
        (link,) = [each for each in entry.all("a") if each.text.startswith("edited ")]
        assert link.attributes["href"] == edited
        assert link.one("time").attributes["datetime"] == row().edited_at.strftime("%Y-%m-%d")

    def test_the_wordings_stand_side_by_side_with_their_differences(self, client, edited):
        page = get(client, edited)
        assert page.one("h1").text == f"How R\u00a0{row().pk} was changed"
        assert [each.text for each in page.all("del")] == ["those"]
        assert [each.text for each in page.all("ins")] == ["all"]
        heads = [each.text.partition(" ")[0] for each in page.one("main").all("h2")]
        assert heads == ["Edited", "Published"]

    def test_what_was_not_edited_has_one_wording(self, client, receipt):
        page = get(client, f"/responses/{row().pk}/revisions/")
        assert page.all("del") == []
        assert "dug by those who" in page.text

    def test_an_edit_that_waits_is_not_there(self, client, edited):
        make_edit(row(), "Words that wait for a moderator.")
        assert "that wait for" not in get(client, edited).text

    def test_it_is_a_public_page(self, client, edited):
        response = client.get(edited)
        assert response["Cache-Control"] == "public, no-cache"
        assert not response.cookies

    def test_a_removed_response_has_no_wordings(self, client, edited):
        decide(row(), Action.REMOVE)
        assert client.get(edited).status_code == 404

    def test_queries(self, client, edited, django_assert_num_queries):
        with django_assert_num_queries(5):
            client.get(edited)
        for text in ("Third words of the same response.", "Fourth words of the same response."):
            make_edit(row(), text)
            accept()
        with django_assert_num_queries(5):
            assert client.get(edited).content.count(b"<ins>") == 3
