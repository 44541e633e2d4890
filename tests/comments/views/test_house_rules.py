"""The house rules over HTTP: in force, their history, a new version."""

import pytest

from comments.domain import first_policy
from comments.domain.policy import lay_down_policy
from comments.enums import Role
from comments.models import PolicyVersion
from comments.rules import REASON_TEXTS
from tests.comments.views.responding import fields
from tests.essays.views.served import Element, get, read_page
from tests.factories import make_user, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/moderation/policy/"


@pytest.fixture(autouse=True)
def policy(db):
    lay_down_policy()


@pytest.fixture
def ada(client):
    sign_in(client, make_user("ada", Role.ADMINISTRATOR))


def form_of(page):
    """The fields of the policy's form; the page has one for signing out too."""
    alone = Element("", {})
    alone.children = [page.one("form", css="policy-form")]
    return fields(alone)


def sent(client, **words):
    form = form_of(get(client, PAGE))
    return form | {"changed": "Opinions, not views."} | words


OTHER = first_policy.TEXT.replace("No view is", "No opinion is")


def test_the_version_in_force_has_its_reasons_with_their_anchors(client):
    page = get(client, "/house-rules/")
    assert "No view is a ground for rejection" in page.text
    for reason, text in REASON_TEXTS.items():
        assert text in page.one("div", id=reason.value).text
    assert "Version 1" in page.text


@pytest.mark.parametrize("address", ["/house-rules/", "/house-rules/1/", "/house-rules/history/"])
def test_queries(client, ada, address, django_assert_num_queries):
    counts = {"/house-rules/": 3, "/house-rules/1/": 5, "/house-rules/history/": 3}
    client.logout()
    with django_assert_num_queries(counts[address]):
        client.get(address)
    sign_in(client, make_user("eda", Role.ADMINISTRATOR))
    for text in (OTHER, "Other rules altogether."):
        client.post(PAGE, sent(client, text=text))
    assert PolicyVersion.objects.count() == 3
    client.logout()
    with django_assert_num_queries(counts[address]):
        client.get(address)


@pytest.mark.usefixtures("ada")
class TestANewVersion:
    def test_the_form_holds_what_is_in_force(self, client):
        form = form_of(get(client, PAGE))
        assert (form["text"], form["seen"]) == (first_policy.TEXT, "1")
        assert form["reason_person"] == REASON_TEXTS["person"]

    def test_it_is_adopted_and_shown_with_what_changed(self, client):
        answer = client.post(PAGE, sent(client, text=OTHER, reason_person="About somebody."))
        assert (answer.status_code, answer.url) == (302, "/house-rules/2/")
        page = get(client, "/house-rules/2/")
        changes = page.one("ul", css="rewordings")
        assert changes.all("del")[0].text == "view"
        assert changes.all("ins")[0].text == "opinion"
        assert "Opinions, not views." in page.text
        assert "About somebody." in get(client, "/house-rules/").one("div", id="person").text
        assert "Not in force any more" in get(client, "/house-rules/1/").text
        history = get(client, "/house-rules/history/")
        assert [each.text for each in history.one("main").all("h2")] == ["Version 2", "Version 1"]

    def test_a_preview_shows_the_change_and_adopts_nothing(self, client):
        answer = client.post(PAGE, sent(client, text=OTHER, preview="1"))
        page = read_page(answer.content.decode())
        assert [each.text for each in page.one("section", css="preview").all("ins")] == ["opinion"]
        assert form_of(page)["text"] == OTHER
        assert PolicyVersion.objects.count() == 1

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ({}, "Neither the text nor a reason is changed"),
            ({"text": ""}, "beside the field"),
            ({"changed": "", "text": OTHER}, "beside the field"),
            ({"reason_person": ""}, "beside the field"),
            ({"text": "\N{ZERO WIDTH SPACE}"}, "The rules have 1 to 20,000 characters."),
        ],
    )
    def test_what_is_missing_or_unchanged_is_refused_and_the_words_are_kept(self, client, words, said):
        answer = client.post(PAGE, sent(client, **words))
        assert answer.status_code == 422
        page = read_page(answer.content.decode())
        assert said in page.one("main").text
        assert PolicyVersion.objects.count() == 1

    def test_the_second_of_two_is_told_and_keeps_the_words(self, client):
        first, second = sent(client, text=OTHER), sent(client, text="My own rules.")
        client.post(PAGE, first)
        answer = client.post(PAGE, second)
        assert answer.status_code == 409
        page = read_page(answer.content.decode())
        assert "Version 2 was adopted meanwhile" in page.one("main").text
        assert form_of(page)["text"] == "My own rules."
        assert PolicyVersion.objects.count() == 2


def test_an_editor_may_not_come_in(client):
    sign_in(client, make_user("eda", Role.EDITOR))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"text": "x"}).status_code == 403


def test_a_version_that_is_not_there(client):
    assert client.get("/house-rules/7/").status_code == 404
