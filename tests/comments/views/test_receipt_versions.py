"""At the receipt: one's own words in other versions, and what can be done with them."""

import re

import pytest

from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.moderation import Actor
from comments.enums import Action, Reason, Role, Status
from comments.models import Response
from tests.comments.views.responding import TEXT, fields, mark_and_return, posted, send
from tests.essays.views.served import get
from tests.factories import decide, make_debate, make_edit, make_response, make_work

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
DESK = Actor(Role.MODERATOR, 0, "desk")
EDIT = "The well is dug by all of the village."
OTHER = "Other words, that take the place of the first."


@pytest.fixture(autouse=True)
def work():
    return make_work(make_debate())


@pytest.fixture
def receipt(client):
    return posted(client, PAGE, name="Hanne L.")


def row():
    return Response.objects.select_related("current", "proposed").earliest("pk")


def revise(client, receipt, text=OTHER):
    send(client, fields(get(client, f"{receipt}edit/")) | {"text": text}, f"{receipt}edit/")


def versions(client, receipt):
    """What each version is called, and its words as typed."""
    found = get(client, receipt).all("section", id="versions")
    if not found:
        return []
    texts = [each.text for each in found[0].all("pre") if "role" not in each.attributes]
    names = [each.text for each in found[0].all("summary") if each.text.startswith("Version")]
    return list(zip([re.sub(r".* UTC: ", "", name) for name in names], texts, strict=True))


def test_words_that_were_never_changed_have_no_versions(client, receipt):
    assert versions(client, receipt) == []


def test_after_a_change_the_old_words_stay_readable_and_it_says_that_it_arrived(client, receipt):
    revise(client, receipt)
    assert versions(client, receipt) == [("replaced later", TEXT)]
    page = get(client, receipt)
    assert "Your change arrived on" in page.one("section", css="notice").text
    section = page.one("section", id="versions")
    assert "dug" in " ".join(each.text for each in section.all("del"))
    assert "place" in " ".join(each.text for each in section.all("ins"))
    decide(row(), Action.APPROVE)
    assert "Your change arrived" not in get(client, receipt).text


def test_what_was_marked_stays_marked_after_it_was_revised(client, receipt):
    mark_and_return(row(), "those who drink")
    revise(client, receipt)
    (marked,) = get(client, receipt).one("section", id="versions").all("mark")
    assert "those who" in marked.text


def refused():
    decide(row(), Action.APPROVE)
    make_edit(row(), EDIT)
    refuse_edit(response_id=row().pk, by=DESK, seen_digest=row().proposed.digest, reason=Reason.SOURCE)


def accepted():
    decide(row(), Action.APPROVE)
    make_edit(row(), EDIT)
    accept_edit(response_id=row().pk, by=DESK, seen_digest=row().proposed.digest)


def overtaken():
    decide(row(), Action.APPROVE)
    make_edit(row(), EDIT)
    decide(row(), Action.REMOVE)


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (refused, ("your edit, which was refused", EDIT)),
        (accepted, ("replaced later", TEXT)),
        (overtaken, ("your edit, which nobody decided on", EDIT)),
    ],
)
def test_no_words_of_an_edit_are_lost(client, receipt, act, found):
    act()
    assert versions(client, receipt) == [found]
    if act is overtaken:
        said = re.sub(r"\s+", " ", get(client, receipt).one("section", css="notice").text)
        assert "was set aside undecided, because the response was taken away while it waited" in said
        assert "Its words are below" in said


def test_a_version_can_be_put_into_the_form(client, receipt):
    refused()
    links = [each.attributes["href"] for each in get(client, receipt).one("section", id="versions").all("a")]
    assert links == [f"{receipt}edit/?words=2"]
    form = fields(get(client, links[0]))
    assert (form["text"], form["seen"]) == (EDIT, row().current.digest)
    for wrong in ("9", "x", "1"):
        assert fields(get(client, f"{receipt}edit/?words={wrong}"))["text"] == TEXT


def test_erased_words_are_in_no_version(client, receipt):
    revise(client, receipt)
    decide(row(), Action.ERASE)
    assert versions(client, receipt) == []


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client, receipt, number, django_assert_num_queries):
    """One for all versions, however many there are."""
    with django_assert_num_queries(PLAIN):
        client.get(receipt)
    for each in range(number):
        revise(client, receipt, f"{OTHER} {each}")
    with django_assert_num_queries(PLAIN + 1):
        client.get(receipt)


#: The response, its quotations, decisions and place; redactions, erasure; the frame's works and voices.
PLAIN = 8


class TestSendingAgain:
    @pytest.mark.parametrize("actions", [[Action.REJECT], [Action.WITHDRAW], [Action.APPROVE, Action.REMOVE]])
    def test_the_words_stand_in_the_form_of_a_new_response(self, client, receipt, actions):
        for action in actions:
            decide(row(), action)
        links = {each.attributes.get("href") for each in get(client, receipt).all("a")}
        assert f"{receipt}again/" in links
        page = get(client, f"{receipt}again/")
        form = fields(page)
        assert (form["text"], form["name"]) == (TEXT, "Hanne L.")
        response, _ = send(client, form, PAGE)
        assert response.status_code == 303 and response["Location"] != receipt
        assert Response.objects.count() == 2

    def test_of_what_waits_or_has_lost_what_it_answered_it_leads_back(self, client, receipt):
        assert client.get(f"{receipt}again/")["Location"] == receipt
        above = make_response(row().work, status=Status.PUBLISHED)
        reply = posted(client, f"/responses/{above.pk}/respond/")
        decide(Response.objects.latest("pk"), Action.REJECT)
        assert "again/" in str(client.get(reply).content)
        decide(above, Action.REMOVE)
        assert client.get(f"{reply}again/")["Location"] == reply
        assert "again/" not in str(client.get(reply).content)

    def test_quoted_words_go_with_it(self, client):
        receipt = posted(client, f"{PAGE}?quote=drinks+from+the+well")
        decide(row(), Action.WITHDRAW)
        page = get(client, f"{receipt}again/")
        action = page.one("form", id="respond-form").attributes["action"]
        assert "quote=drinks+from+the+well" in action

    def test_it_is_private(self, client, receipt):
        decide(row(), Action.WITHDRAW)
        response = client.get(f"{receipt}again/")
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-cache", "noindex")
        assert response["Referrer-Policy"] == "same-origin"
