"""Responding to two paragraphs beside each other, or to words of them."""

from urllib.parse import parse_qs, urlencode

import pytest

from comments.enums import Status, Target
from comments.models import Response
from tests.comments.views.answering import PAIR, THREADS, words_of
from tests.comments.views.responding import TEXT, fields, opened, posted, send
from tests.essays.views.served import get
from tests.factories import bring_to, make_response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


class TestPair:
    def test_the_form_shows_both_paragraphs_in_the_order_of_the_texts(self, client):
        for address in (PAIR, "/debates/wells/beside/b1/a2/"):
            page = get(client, f"{address}respond/")
            answered = page.one("section", **{"aria-label": "What you answer"})
            assert [each.text.strip() for each in answered.all("div", css="prose")] == [
                "Paragraph 2 of A: whoever drinks from the well should help to dig it. A 2",
                "Paragraph 1 of B: whoever drinks from the well should help to dig it. B 1",
            ]
            (action,) = [each.attributes["action"] for each in page.all("form", method="post", css="form")]
            assert action == f"{PAIR}respond/?sent=1"

    def test_words_of_each_are_quoted_whichever_way_round_they_are_asked(self, client):
        for address in (
            f"{PAIR}respond/?quote=whoever+drinks&other_quote=help+to+dig",
            "/debates/wells/beside/b1/a2/respond/?quote=help+to+dig&other_quote=whoever+drinks",
        ):
            page = get(client, address)
            assert [each.text.strip() for each in page.all("blockquote", css="evidence")] == [
                "“whoever drinks” A 2",
                "“help to dig” B 1",
            ]
            posted(client, address)
        one, other = Response.objects.order_by("pk")
        for row in (one, other):
            assert (row.span_exact, row.other_span_exact) == ("whoever drinks", "help to dig")
            bring_to(row, Status.PUBLISHED)
        article = get(client, THREADS["pair"]).all("article", css="response")[0]
        assert [each.text.strip() for each in article.all("blockquote", css="evidence")] == [
            "“whoever drinks” A 2",
            "“help to dig” B 1",
        ]

    @pytest.mark.parametrize(
        ("query", "label"), [("quote=whoever+eats", "A\u00a02"), ("other_quote=nothing", "B\u00a01")]
    )
    def test_words_that_are_not_there_are_told_and_nothing_is_sent_with_them(self, client, query, label):
        page = f"{PAIR}respond/?{query}"
        assert f"The quoted words are not in {label}" in get(client, page).text
        response, found = send(client, opened(client, page), page)
        assert response.status_code == 422
        assert "or empty their field to answer the whole paragraph." in found.text
        assert fields(found)["text"] == TEXT
        assert urlencode({name: fields(found)[name] for name in parse_qs(query)}) == query
        assert Response.objects.count() == 0

    def test_a_paragraph_beside_itself_asks_for_two_passages(self, client):
        page = "/debates/wells/beside/a2/a2/respond/"
        asked = get(client, page)
        assert "Two passages of A\u00a02 have to be chosen" in asked.text
        assert "Nothing was sent" not in asked.text
        response, found = send(client, opened(client, page), page)
        assert response.status_code == 422
        notice = found.one("div", role="alert", css="notice", autofocus="")
        assert words_of(notice) == (
            "Two passages of A 2 have to be chosen"
            "The same paragraph stands on both sides. Give the words of each passage above. "
            "Nothing was sent, and your words are below."
        )
        assert fields(found)["text"] == TEXT
        assert Response.objects.count() == 0
        (whole,) = found.all("button", value="whole")
        assert words_of(whole) == "Respond to A 2 as a whole instead"
        kept = fields(found) | {"choose": "whole"}
        response, found = send(client, kept, whole.attributes["formaction"])
        assert response.status_code == 200
        assert found.one("h1").text == "Respond to A\u00a02"
        assert (fields(found)["text"], fields(found)["form_key"]) == (TEXT, kept["form_key"])

    @pytest.mark.parametrize(
        ("page", "quotes", "evidence"),
        [
            (
                "beside/a2/a2",
                ("whoever drinks", "help to dig"),
                ["“whoever drinks” A 2", "“help to dig” A 2"],
            ),
            ("beside/a2/b1", ("", "help to dig"), ["“help to dig” B 1"]),
            ("beside/b1/a2", ("", "help to dig"), ["“help to dig” B 1"]),
        ],
    )
    def test_choosing_passages_keeps_what_was_typed(self, client, page, quotes, evidence):
        address = f"/debates/wells/{page}/respond/"
        form = opened(client, address, name="Hanne L.", stance="asks")
        form |= {"quote": quotes[0], "other_quote": quotes[1]}
        response, chosen = send(client, form | {"choose": "words"}, address)
        assert response.status_code == 200
        assert [each.text.strip() for each in chosen.all("blockquote", css="evidence")] == evidence
        kept = fields(chosen)
        form["csrfmiddlewaretoken"] = kept["csrfmiddlewaretoken"]
        assert kept == form
        assert "Not sent" not in chosen.text
        assert Response.objects.count() == 0
        (action,) = [each.attributes["action"] for each in chosen.all("form", css="form")]
        response, _ = send(client, kept, action)
        assert response.status_code == 303
        row = Response.objects.get()
        assert (row.span_exact, row.other_span_exact) == quotes

    def test_passages_are_chosen_before_a_word_is_typed(self, client):
        form = opened(client, f"{PAIR}respond/", text="", quote="whoever drinks")
        response, chosen = send(client, form | {"choose": "words"}, f"{PAIR}respond/")
        assert response.status_code == 200
        assert "Not sent" not in chosen.text
        response, chosen = send(client, fields(chosen) | {"choose": "whole"}, f"{PAIR}respond/")
        assert chosen.all("blockquote", css="evidence") == []
        assert fields(chosen)["form_key"] == form["form_key"]
        assert fields(chosen)["quote"] == ""

    def test_passages_that_are_sent_without_being_chosen_first_are_answered(self, client):
        page = "/debates/wells/beside/a2/a2/respond/"
        posted(client, page, quote="whoever drinks", other_quote="help to dig")
        row = Response.objects.get()
        assert (row.span_exact, row.other_span_exact) == ("whoever drinks", "help to dig")

    @pytest.mark.parametrize("pressed", [{}, {"choose": "words"}])
    def test_two_passages_that_overlap_are_refused_with_the_words_kept(self, client, pressed):
        page = "/debates/wells/beside/a2/a2/respond/"
        form = opened(client, page, quote="whoever drinks from", other_quote="drinks from the well")
        response, found = send(client, form | pressed, page)
        assert response.status_code == 422
        assert "The two passages overlap in A\u00a02" in found.text
        kept = fields(found)
        assert (kept["quote"], kept["other_quote"], kept["text"]) == (
            "whoever drinks from",
            "drinks from the well",
            TEXT,
        )
        assert Response.objects.count() == 0

    @pytest.mark.parametrize("name", ["responses", "respond"])
    def test_other_spellings_lead_to_the_one_address_with_what_they_ask(self, client, name):
        response = client.get(f"/debates/wells/beside/A-2/b01/{name}/?quote=whoever&order=newest")
        assert response.status_code == 301
        assert response["Location"] == f"{PAIR}{name}/?quote=whoever&order=newest"

    def test_words_sent_to_another_spelling_arrive(self, client):
        response, _ = send(client, opened(client, f"{PAIR}respond/"), "/debates/wells/beside/A2/B1/respond/")
        assert response.status_code == 303
        assert Response.objects.get().target == Target.PAIR

    def test_a_form_posts_once(self, client):
        form = opened(client, f"{PAIR}respond/")
        sent = [send(client, form, f"{PAIR}respond/")[0]["Location"] for _ in range(2)]
        assert sent[0] == sent[1]
        assert Response.objects.count() == 1

    def test_of_a_paragraph_that_changed_since_it_is_said_which(self, client, texts):
        row = make_response((texts["a2"], texts["b1"]), status=Status.PUBLISHED, other_quote="help to dig")
        texts["b1"].text_hash = "0" * 64
        texts["b1"].save()
        page = get(client, f"/responses/{row.pk}/")
        assert (
            "B\u00a01 has changed since this was written; the words above are those that were answered."
            in page.text
        )
        assert "A\u00a02 has changed" not in page.text

    def test_both_paragraphs_stand_beside_the_thread(self, client, texts):
        make_response((texts["a2"], texts["b1"]), status=Status.PUBLISHED)
        for place in ("pair", "link", "A 2", "debate"):
            wanted = [("B", 1), ("A", 2)] if place == "link" else [("A", 2), ("B", 1)]
            found = get(client, THREADS[place]).one("aside", css="cited-paras").all("a", css="ref")
            assert [each.text for each in found] == [f"{siglum} {number}" for siglum, number in wanted]
