import re
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connection
from django.test import Client

from comments.domain.receipts import read_code
from comments.enums import Action, Stance, Status, Target
from comments.models import Response, Revision, Throttle
from essays.enums import AuthorityKind
from essays.models import Authority
from tests.essays.views.served import Element, get, read_page
from tests.factories import (
    PASSWORD,
    decide,
    make_debate,
    make_formulation,
    make_question,
    make_response,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
TEXT = "The well is dug by those who *drink* from it, A 1."


@pytest.fixture(autouse=True)
def work():
    debate = make_debate()
    make_formulation(debate)
    make_question(debate)
    return make_work(debate)


def fields(page: Element) -> dict[str, str]:
    """What a browser would send of the form as it stands, without its buttons."""
    (form,) = [each for each in page.all("form", method="post") if "display" not in each.attributes["action"]]
    inputs = [
        each
        for each in form.all("input")
        if each.attributes["type"] != "radio" or "checked" in each.attributes
    ]
    found = {each.attributes["name"]: each.attributes.get("value", "") for each in inputs}
    return found | {
        each.attributes["name"]: each.text.removeprefix("\n").removesuffix("\n")
        for each in (*form.all("textarea"), *page.all("textarea", form="respond-form"))
    }


def opened(client, page=PAGE, **words):
    return fields(get(client, page)) | {"text": TEXT} | words


def send(client, form, page=PAGE, **options):
    response = client.post(page, form, **options)
    return response, read_page(response.content.decode()) if response.content else None


def posted(client, page=PAGE, **words):
    response, _ = send(client, opened(client, page, **words), page)
    assert response.status_code == 303
    return response["Location"]


def errors(page):
    return [each.text for each in page.all("p", css="error")]


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
    assert "Sent; waiting for a moderator" in page.text
    assert read_code(location.split("/")[2])


def test_everything_typed_comes_back_with_every_error(client):
    form = opened(client, name="Adm1n", text="Too <b>short</b>", stance="asks", website="http://spam.example")
    response, page = send(client, form)
    assert response.status_code == 422
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


class TestOnce:
    def test_sent_twice_it_leads_to_the_same_receipt(self, client):
        form = opened(client)
        first, _ = send(client, form)
        second, _ = send(client, form)
        assert first["Location"] == second["Location"]
        assert Response.objects.count() == 1

    def test_a_retry_is_not_counted(self, client, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"post": [(1, 3600)]}
        form = opened(client)
        assert [send(client, form)[0].status_code for _ in range(5)] == [303] * 5

    def test_a_retry_finds_its_receipt_when_what_it_answers_is_gone(self, client, work):
        above = make_response(work, status=Status.PUBLISHED)
        page = f"/responses/{above.pk}/respond/"
        form = opened(client, page)
        sent, _ = send(client, form, page)
        decide(above, Action.REMOVE)
        response, found = send(client, form, page)
        assert response.status_code == 404
        assert "Your words are kept" in found.text
        assert "did arrive" in found.text
        assert found.all("a", href=sent["Location"])

    def test_other_words_are_offered_as_a_change(self, client):
        form = opened(client)
        first, _ = send(client, form)
        response, page = send(client, form | {"text": "Other words, typed after going back."})
        assert response.status_code == 409
        assert "This form was sent before, with other words" in page.text
        again = fields(page)
        assert again["text"] == "Other words, typed after going back."
        response, _ = send(client, again, first["Location"] + "edit/")
        assert response["Location"] == first["Location"]
        assert Response.objects.get().current.text == "Other words, typed after going back."

    def test_or_as_a_response_of_their_own(self, client):
        form = opened(client)
        send(client, form)
        _, page = send(client, form | {"text": "Other words, typed after going back."})
        (button,) = [each for each in page.all("button") if "formaction" in each.attributes]
        own = fields(page) | {button.attributes["name"]: button.attributes["value"]}
        response, _ = send(client, own, button.attributes["formaction"])
        assert response.status_code == 303
        assert sorted(Revision.objects.values_list("text", flat=True)) == sorted(
            [TEXT, "Other words, typed after going back."]
        )

    def test_other_words_after_a_decision_become_a_response_of_their_own(self, client):
        form = opened(client)
        send(client, form)
        decide(Response.objects.get(), Action.APPROVE)
        response, page = send(client, form | {"text": "Other words, typed after going back."})
        assert response.status_code == 409
        assert "has been decided on" in page.text
        response, _ = send(client, fields(page))
        assert response.status_code == 303
        assert Response.objects.count() == 2


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


class TestQuotation:
    def test_it_is_shown_and_stays_in_the_address(self, client):
        page = get(client, f"{PAGE}?quote=whoever%20drinks")
        assert "“whoever drinks”" in page.one("blockquote", css="evidence").text
        assert page.one("form", css="form").attributes["action"] == f"{PAGE}?quote=whoever+drinks&sent=1"

    def test_choosing_words_or_all_of_them_keeps_what_was_typed(self, client):
        form = opened(client, name="Hanne L.", quote="whoever drinks")
        _, page = send(client, form | {"choose": "words"})
        assert "“whoever drinks”" in page.one("blockquote", css="evidence").text
        assert fields(page) == form | {"csrfmiddlewaretoken": fields(page)["csrfmiddlewaretoken"]}
        response, _ = send(client, fields(page))
        assert response.status_code == 303
        assert Response.objects.get().span_exact == "whoever drinks"
        _, page = send(client, form | {"choose": "whole"}, f"{PAGE}?quote=whoever+drinks")
        assert page.all("blockquote", css="evidence") == []
        assert (fields(page)["text"], fields(page)["quote"]) == (TEXT, "")

    def test_the_words_survive_the_loss_of_the_cookie(self, client):
        form = opened(client, quote="whoever drinks")
        response, page = send(Client(enforce_csrf_checks=True), form)
        assert response.status_code == 403
        assert page.one("input", name="quote").attributes["value"] == "whoever drinks"

    def test_enter_in_a_field_sends(self, client):
        first = get(client, f"{PAGE}?quote=whoever%20drinks").all("button", form="respond-form")[0]
        assert "name" not in first.attributes

    def test_one_that_is_not_there_is_told(self, client):
        page = get(client, f"{PAGE}?quote=whoever+eats")
        assert "The quoted words are not in A\u00a02" in page.text
        assert page.one("form", css="form").attributes["action"] == f"{PAGE}?sent=1"

    def test_nothing_is_sent_with_one_that_is_not_there_any_more(self, client, work):
        page = f"{PAGE}?quote=whoever+drinks"
        form = opened(client, page)
        work.blocks.filter(number=2).update(text="Another wording.")
        response, found = send(client, form, page)
        assert response.status_code == 422
        assert fields(found)["text"] == TEXT
        assert Response.objects.count() == 0

    def test_words_that_stand_there_twice_are_told(self, client):
        page = get(client, f"{PAGE}?{urlencode({'quote': 'ho'})}")
        assert "These words stand 2 times in A\u00a02; the first place is meant." in page.text


class TestLimits:
    def test_over_the_limit_the_words_are_kept(self, client, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"post": [(2, 3600)]}
        for _ in range(2):
            posted(client)
        form = opened(client, name="Hanne L.")
        response, page = send(client, form)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 3600
        assert "Too much was sent from your network just now" in page.text
        again = fields(page)
        assert (again["text"], again["name"], again["form_key"]) == (TEXT, "Hanne L.", form["form_key"])
        assert Response.objects.count() == 2

    def test_five_a_minute_and_thirty_an_hour(self, settings):
        assert settings.RATE_LIMITS["post"] == [(5, 60), (30, 3600)]

    def test_another_network_has_a_limit_of_its_own(self, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"post": [(1, 3600)]}
        for address in ("192.0.2.1", "192.0.3.1", "2001:db8::1"):
            posted(Client(REMOTE_ADDR=address))
        client = Client(REMOTE_ADDR="192.0.2.99")
        assert send(client, opened(client))[0].status_code == 429


class TestPrivacy:
    MARKERS = {
        "HTTP_USER_AGENT": "marker-of-the-browser",
        "HTTP_REFERER": "https://marker-of-the-referrer.example/",
        "HTTP_X_FORWARDED_FOR": "198.51.100.77",
        "REMOTE_ADDR": "203.0.113.88",
    }

    def test_nothing_of_the_sender_is_in_the_database(self):
        client = Client(**self.MARKERS)
        posted(client)
        with connection.cursor() as cursor:
            stored = []
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                stored.append(str(cursor.fetchall()))
        everything = " ".join(stored)
        assert TEXT in everything
        assert [marker for marker in self.MARKERS.values() if marker in everything] == []
        assert "203.0.113" not in everything
        assert Throttle.objects.count() == 2

    def test_an_account_of_the_desk_is_kept_so_that_nobody_decides_on_their_own(self, client):
        user = make_user("asta")
        assert client.login(username="asta", password=PASSWORD)
        posted(client)
        assert Response.objects.get().author == user


class TestTrouble:
    @pytest.mark.parametrize("error", [OperationalError("database is locked")])
    def test_without_a_database_the_words_come_back_to_be_sent_again(self, client, monkeypatch, error):
        form = opened(client, name="Hanne L.", stance="asks")

        def fail(*args, **kwargs):
            raise error

        with monkeypatch.context() as broken:
            broken.setattr("comments.queries.subjects.paragraph_subject", fail)
            response, page = send(client, form)
        assert response.status_code == 503
        assert response["Retry-After"] == "5"
        assert "Your words are kept" in page.text
        again = fields(page)
        carried = {name: again[name] for name in ("text", "name", "stance", "form_key")}
        assert carried == {name: form[name] for name in carried}
        response, _ = send(client, again)
        assert response.status_code == 303

    def test_the_page_with_the_words_needs_no_query(self, client, monkeypatch, django_assert_num_queries):
        form = opened(client)

        def fail(*args, **kwargs):
            raise OperationalError("could not connect to server")

        monkeypatch.setattr("comments.queries.subjects.paragraph_subject", fail)
        with django_assert_num_queries(0):
            assert send(client, form)[0].status_code == 503

    def test_when_it_fails_while_storing_nothing_is_stored_and_the_words_come_back(self, client, monkeypatch):
        form = opened(client)

        def fail(*args, **kwargs):
            raise OperationalError("disk I/O error")

        with monkeypatch.context() as broken:
            broken.setattr("comments.domain.posting._add_revision", fail)
            response, page = send(client, form)
        assert response.status_code == 503
        assert Response.objects.count() == 0
        assert send(client, fields(page))[0].status_code == 303

    def test_without_the_token_the_words_come_back_with_a_fresh_one(self):
        client = Client(enforce_csrf_checks=True)
        form = opened(client, name="Hanne L.")
        client.cookies.clear()
        response, page = send(client, form)
        assert response.status_code == 403
        assert "Your browser did not send the cookie that belongs to the form" in page.text
        again = fields(page)
        assert (again["text"], again["name"], again["form_key"]) == (TEXT, "Hanne L.", form["form_key"])
        response, _ = send(client, again)
        assert response.status_code == 303

    def test_another_sites_words_do_not_come_back(self):
        client = Client(enforce_csrf_checks=True)
        response, page = send(client, {"text": TEXT}, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
        assert TEXT not in page.text

    def test_what_is_answered_was_removed_meanwhile(self, client, work):
        above = make_response(work, status=Status.PUBLISHED)
        page = f"/responses/{above.pk}/respond/"
        form = opened(client, page)
        decide(above, Action.REMOVE)
        response, found = send(client, form, page)
        assert response.status_code == 404
        assert TEXT in found.one("textarea").text
        assert found.all("button", css="main") == []

    def test_what_is_answered_is_removed_at_this_moment(self, client, work, monkeypatch):
        above = make_response(work, status=Status.PUBLISHED)
        page = f"/responses/{above.pk}/respond/"
        form = opened(client, page)
        count_hit = "comments.views.respond.count_hit"
        monkeypatch.setattr(count_hit, lambda **_: decide(above, Action.REMOVE))
        response, found = send(client, form, page)
        assert response.status_code == 409
        assert "What you answer is not published any more." in found.text
        assert fields(found)["text"] == TEXT


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
        ("/works/none/respond/", "The address may be mistyped"),
        ("/debates/wells/questions/none/respond/", "The address may be mistyped"),
        ("/responses/999/respond/", "The address may be mistyped"),
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
    ("page", "queries"), [(PAGE, 6), ("/works/wells-a/respond/", 6), ("/responses/{}/respond/", 7)]
)
def test_queries_of_the_form(client, work, page, queries, django_assert_num_queries):
    row = make_response(work, status=Status.PUBLISHED)
    for _ in range(2):
        with django_assert_num_queries(queries):
            assert client.get(page.format(row.pk)).status_code == 200
        make_response(row, status=Status.PUBLISHED)
