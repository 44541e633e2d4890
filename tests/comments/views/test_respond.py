"""The form of a response: what it shows, and what it says of what is typed."""

import re

import pytest

from comments.domain.receipts import read_code
from comments.enums import Stance, Status, Target
from comments.models import Response, Revision
from essays.enums import AuthorityKind
from essays.models import Authority
from essays.page_keys import TEXTS
from masslinesite.page_versions import touch
from tests.comments.views.responding import PAGE, TEXT, errors, fields, opened, posted, send
from tests.essays.views.served import get
from tests.factories import make_debate, make_formulation, make_question, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def work():
    debate = make_debate()
    make_formulation(debate)
    make_question(debate)
    return make_work(debate)


def test_the_form_shows_what_is_answered(client):
    page = get(client, PAGE)
    assert page.one("h1").text == "Respond to A\u00a02"
    answered = page.one("section", **{"aria-label": "What you answer"})
    assert "Paragraph 2 of A: whoever drinks from the well should help to dig it." in answered.text
    form = fields(page)
    assert set(form) == {"csrfmiddlewaretoken", "form_key", "stance", "text", "name", "website", "quote"}
    assert (form["stance"], form["text"], form["name"], form["website"]) == ("", "", "", "")


@pytest.mark.parametrize(
    ("page", "heading", "target"),
    [
        ("/works/wells-a/respond/", "Respond to Wells 1", Target.WORK),
        (PAGE, "Respond to A\u00a02", Target.PARAGRAPH),
        (f"{PAGE}?quote=whoever+drinks", "Respond to A\u00a02", Target.SPAN),
        ("/debates/wells/formulations/dig/respond/", "Respond to “dig together”", Target.FORMULATION),
        ("/debates/wells/questions/who/respond/", "Respond to “Who digs?”", Target.QUESTION),
        ("/responses/{}/respond/", "Reply to R\u00a0{}", Target.RESPONSE),
    ],
)
def test_each_kind_of_target(client, work, page, heading, target):
    number = make_response(work, status=Status.PUBLISHED).pk
    page = page.format(number)
    assert get(client, page).one("h1").text == heading.format(number)
    posted(client, page, name="Hanne L.", stance="holds-dig")
    row = Response.objects.select_related("current__stance_formulation").latest("pk")
    assert (row.target, row.status) == (target, Status.PENDING)
    assert (row.current.name, row.current.stance, row.current.stance_formulation.slug) == (
        "Hanne L.",
        Stance.HOLDS,
        "dig",
    )
    assert row.current.text == TEXT
    assert row.span_exact == ("whoever drinks" if target == Target.SPAN else "")


def test_after_sending_the_receipt_follows(client):
    location = posted(client)
    assert re.fullmatch("/receipts/([a-z2-7]{4}-){6}[a-z2-7]{4}/", location)
    page = get(client, location)
    assert "Received; waiting for a moderator" in page.text
    assert read_code(location.split("/")[2])


def test_everything_typed_comes_back_with_every_error(client):
    form = opened(client, name="Adm1n", text="Too <b>short</b>", stance="asks", website="http://spam.example")
    response, page = send(client, form)
    assert response.status_code == 422
    assert page.one("title").text.startswith("Error: Respond to A")
    again = fields(page)
    assert {name: again[name] for name in ("name", "text", "stance", "website", "form_key")} == {
        name: form[name] for name in ("name", "text", "stance", "website", "form_key")
    }
    assert errors(page) == [
        "A response has at least 20 characters; this one has 16.",
        "The name reads like “admin”, which would claim to speak for this site.",
        "This field is there to catch programs. Empty it, then send again.",
    ]
    summary = page.one("div", role="alert", css="notice", tabindex="-1", autofocus="")
    assert "Not sent: 3 things to correct" in summary.text
    ids = {each.attributes.get("id") for each in page.all()}
    assert {each.attributes["href"][1:] for each in summary.all("a")} <= ids
    assert Response.objects.count() == 0


def test_a_text_of_the_greatest_length_is_taken_and_one_longer_kept(client):
    form = opened(client, text="x\r\n" * 9_999 + "xy")
    response, _ = send(client, form)
    assert response.status_code == 303
    assert len(Revision.objects.get().text) == 20_000
    response, page = send(client, opened(client, text="日" * 20_001))
    assert response.status_code == 422
    assert fields(page)["text"] == "日" * 20_001
    assert errors(page)[0].startswith("A response has at most 20,000 characters; this one has 20,001.")


def test_a_whole_book_is_given_back(client):
    response, page = send(client, opened(client, text="日" * 500_000))
    assert response.status_code == 422
    assert fields(page)["text"] == "日" * 500_000


@pytest.mark.parametrize(
    "words",
    [
        {"text": "a NUL \x00 in the text, and more"},
        {"name": "a\x00b"},
        {"stance": "holds-none"},
        {"stance": "\x00"},
        {"form_key": ""},
        {"form_key": "made:up"},
        {"text": "\u202e" * 100},
    ],
)
def test_hostile_fields_are_an_answer(client, words):
    response, _ = send(client, opened(client, **words))
    assert response.status_code in (303, 422)


def test_a_form_with_a_key_that_is_not_ours_is_sent_again_with_a_good_one(client):
    response, page = send(client, opened(client, form_key="made:up"))
    assert response.status_code == 422
    assert "Send it once more" in page.text
    response, _ = send(client, fields(page))
    assert response.status_code == 303


class TestPreview:
    def test_it_shows_the_words_and_stores_nothing(self, client):
        form = opened(client, name="Hanne")
        response, page = send(client, form | {"preview": "1"})
        assert response.status_code == 200
        preview = page.one("section", css="preview")
        assert preview.one("em").text == "drink"
        assert preview.one("div", css="prose").attributes == {
            "class": "prose",
            "hx-disable": "",
            "dir": "auto",
        }
        assert {name: value for name, value in fields(page).items() if name != "csrfmiddlewaretoken"} == {
            name: value for name, value in form.items() if name != "csrfmiddlewaretoken"
        }
        assert Response.objects.count() == 0

    @pytest.mark.parametrize(("signs", "is_as_typed"), [(10, False), (11, True)])
    def test_it_says_when_the_words_are_shown_as_typed(self, client, signs, is_as_typed):
        _, page = send(client, opened(client, text=f"A *well*, deep.\n\n{'>' * signs} dug", preview="1"))
        preview = page.one("section", css="preview")
        assert ("It is shown just as you typed it," in preview.text) == is_as_typed
        assert ("*well*" in preview.text) == is_as_typed

    def test_of_unfit_words_there_is_none(self, client):
        response, page = send(client, opened(client, text="short", preview="1"))
        assert response.status_code == 422
        assert page.all("section", css="preview") == []

    def test_it_is_limited(self, client, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"preview": [(1, 60)]}
        form = opened(client, preview="1")
        assert [send(client, form)[0].status_code for _ in range(2)] == [200, 429]


class TestFragment:
    HTMX = {"HX-Request": "true"}

    def test_a_preview_is_the_form_alone(self, client):
        response, page = send(client, opened(client, preview="1"), headers=self.HTMX)
        assert response.status_code == 200
        assert "HX-Request" in response["Vary"]
        assert page.all("h1") == []
        assert page.one("div", id="words").one("section", css="preview")

    def test_errors_have_status_200(self, client):
        response, page = send(client, opened(client, text="short"), headers=self.HTMX)
        assert response.status_code == 200
        assert "data-focus" in page.one("div", role="alert", tabindex="-1").attributes

    def test_after_sending_the_browser_is_sent_to_the_receipt(self, client):
        response, _ = send(client, opened(client), headers=self.HTMX)
        assert response.status_code == 200
        assert response["HX-Redirect"].startswith("/receipts/")


def test_the_name_of_who_is_quoted_is_refused(client, work):
    Authority.objects.create(
        debate=work.debate, slug="elder", order=1, name="Elder Brook", kind=AuthorityKind.PERSON
    )
    response, page = send(client, opened(client, name="Elder Br00k"))
    assert response.status_code == 422
    assert "The name reads like “Elder Brook”, who is somebody else." in page.text


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("/works/wells-a/p9/respond/", "A has paragraphs 1 to 3."),
        ("/works/none/respond/", "may be mistyped"),
        ("/debates/wells/questions/none/respond/", "may be mistyped"),
        ("/responses/999/respond/", "may be mistyped"),
    ],
)
def test_what_is_not_there_is_404(client, page, sentence):
    assert sentence in get(client, page, status=404).text


def test_it_is_posted_to_another_address_so_that_the_back_button_finds_the_form_with_its_key(client):
    assert get(client, PAGE).one("form", css="form").attributes["action"] == f"{PAGE}?sent=1"
    assert "cookie" not in client.get(PAGE)["Vary"].lower()


def test_the_form_is_for_one_reader(client):
    response = client.get(PAGE)
    assert response["Cache-Control"] == "private, no-cache"
    assert set(response.cookies) == {"csrftoken"}
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.delete(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("page", "queries"), [(PAGE, 2), ("/works/wells-a/respond/", 2), ("/responses/{}/respond/", 5)]
)
def test_queries_of_the_form(
    client, work, page, queries, pieces_are_kept, django_assert_num_queries
):
    """What is read from the texts is kept as long as none changes."""
    row = make_response(work, status=Status.PUBLISHED)
    touch([TEXTS])
    client.get(page.format(row.pk))
    for _ in range(2):
        with django_assert_num_queries(queries):
            assert client.get(page.format(row.pk)).status_code == 200
        make_response(row, status=Status.PUBLISHED)
