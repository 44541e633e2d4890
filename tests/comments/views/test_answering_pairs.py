"""Responses to a quotation link, to two paragraphs, to a position: from the form to every place they show."""

import re

import pytest

from comments.domain import verifying
from comments.enums import Action, Status, Target
from comments.models import Response
from comments.queries.tallies import Tallies, tallies_of
from essays.models import Link
from tests.comments.views.answering import BOTH, LINK, PAIR, POSITION, THREADS, shown
from tests.comments.views.desk_reading import read, send
from tests.comments.views.responding import posted
from tests.essays.views.served import get
from tests.factories import decide, make_response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


@pytest.mark.parametrize(
    ("page", "label", "target", "places"),
    [
        (f"{PAIR}respond/", "A 2 beside B 1", Target.PAIR, BOTH),
        ("/debates/wells/beside/b1/a2/respond/", "A 2 beside B 1", Target.PAIR, BOTH),
        (
            "/debates/wells/beside/a1/a2/respond/?other_quote=whoever",
            "A 1 beside A 2",
            Target.PAIR,
            {"debate", "A", "A 1", "A 2", "A 1 beside A 2"},
        ),
        (
            "/debates/wells/beside/a3/a3/respond/?quote=help&other_quote=whoever",
            "two passages of A 3",
            Target.PAIR,
            {"debate", "A", "A 3", "A 3 beside A 3"},
        ),
        (f"{LINK}respond/", "B 1 quoting A 2", Target.LINK, BOTH | {"link"}),
        (
            "/debates/wells/quotations/a3-a3/respond/",
            "A 3 quoting A 3",
            Target.LINK,
            {"debate", "A", "A 3", "A 3 beside A 3", "link in A 3"},
        ),
        (
            f"{POSITION}respond/",
            "A on “Who digs?”",
            Target.POSITION,
            {"debate", "question", "position"},
        ),
    ],
)
def test_from_the_form_to_every_place_once(client, asta, page, label, target, places):
    """Posted, approved at the desk, answered: shown and counted where it belongs, once in each list."""
    assert get(client, page).one("h1").text.replace("\u00a0", " ") == f"Respond to {label}"
    receipt = posted(client, page, name="Hanne L.")
    row = Response.objects.select_related("current").get()
    assert (row.target, row.status) == (target, Status.PENDING)
    assert [name for name, address in THREADS.items() if shown(client, address)] == []
    assert f"on {label}" in " ".join(get(client, receipt).text.replace("\u00a0", " ").split())
    client.force_login(asta)
    assert f"on {label}" in str(read(client.get("/moderation/")))
    assert send(client, row, Action.APPROVE).status_code == 302
    client.logout()
    reply = make_response(Response.objects.get(), status=Status.PUBLISHED)
    expected = {name: [row.pk, reply.pk] if name in places else [] for name in THREADS}
    for order in ("", "?order=newest"):
        found = {name: shown(client, address + order) for name, address in THREADS.items()}
        assert found == expected
    assert [list(find()) for _, find in verifying.CHECKS] == [[]] * len(verifying.CHECKS)
    assert tallies_of(row.debate).debate == 2
    for address in places:
        assert "2 responses in 1 thread," in get(client, THREADS[address]).text
    title = re.search(
        "<title>(R [^<]*)</title>", client.get("/debates/wells/responses/feed/").content.decode()
    )
    assert title[1].replace("\u00a0", " ") == f"R {reply.pk} on {label}"
    heading = get(client, f"/responses/{row.pk}/").one("h1").text.replace("\u00a0", " ")
    assert heading == f"R {row.pk} on {label}"


def test_what_is_removed_counts_nowhere_and_stays_for_its_reply(client, texts):
    row = make_response((texts["a2"], texts["b1"]), status=Status.PUBLISHED, text="Words that go away.")
    reply = make_response(row, status=Status.PUBLISHED)
    decide(row, Action.REMOVE)
    for place in BOTH:
        assert shown(client, THREADS[place]) == [row.pk, reply.pk]
        assert "Words that go away" not in get(client, THREADS[place]).text
        assert "1 response in 1 thread," in get(client, THREADS[place]).text
    decide(reply, Action.REMOVE)
    assert {place: shown(client, THREADS[place]) for place in BOTH} == {name: [] for name in BOTH}
    assert tallies_of(row.debate) == Tallies()


def test_pages_of_a_paragraph_join_over_both_its_streams(client, texts):
    """First passages and second ones alternate, and one response is both."""
    targets = [texts["a2"], (texts["a1"], texts["a2"]), (texts["a2"], texts["b1"])]
    rows = [make_response(targets[n % 3], status=Status.PUBLISHED).pk for n in range(54)]
    rows.append(
        make_response(
            (texts["a2"], texts["a2"]), quote="whoever", other_quote="help", status=Status.PUBLISHED
        ).pk
    )
    for order, wanted in (("", rows), ("?order=newest", rows[::-1])):
        first = get(client, THREADS["A 2"] + order)
        (following,) = first.one("nav", css="pager").all("a")
        found = [int(each.attributes["id"][1:]) for each in first.all("article", css="response")]
        assert found + shown(client, following.attributes["href"]) == wanted
        assert len(found) == 50


<<<<<<< HEAD
=======
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
        response, found = send_words(client, opened(client, page), page)
        assert response.status_code == 422
        assert "or empty their field to answer the whole paragraph." in found.text
        assert fields(found)["text"] == TEXT
        assert urlencode({name: fields(found)[name] for name in parse_qs(query)}) == query
        assert Response.objects.count() == 0

    def test_a_paragraph_beside_itself_asks_for_two_passages(self, client):
        page = "/debates/wells/beside/a2/a2/respond/"
        assert "Two passages of A\u00a02 have to be chosen" in get(client, page).text
        response, found = send_words(client, opened(client, page), page)
        assert response.status_code == 422
        assert fields(found)["text"] == TEXT
        assert Response.objects.count() == 0
        (whole,) = found.all("button", value="whole")
        assert words_of(whole) == "Respond to A 2 as a whole instead"
        kept = fields(found) | {"choose": "whole"}
        response, found = send_words(client, kept, whole.attributes["formaction"])
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
        response, chosen = send_words(client, form | {"choose": "words"}, address)
        assert response.status_code == 200
        assert [each.text.strip() for each in chosen.all("blockquote", css="evidence")] == evidence
        kept = fields(chosen)
        form["csrfmiddlewaretoken"] = kept["csrfmiddlewaretoken"]
        assert kept == form
        assert "Not sent" not in chosen.text
        assert Response.objects.count() == 0
        (action,) = [each.attributes["action"] for each in chosen.all("form", css="form")]
        response, _ = send_words(client, kept, action)
        assert response.status_code == 303
        row = Response.objects.get()
        assert (row.span_exact, row.other_span_exact) == quotes

    def test_passages_are_chosen_before_a_word_is_typed(self, client):
        form = opened(client, f"{PAIR}respond/", text="", quote="whoever drinks")
        response, chosen = send_words(client, form | {"choose": "words"}, f"{PAIR}respond/")
        assert response.status_code == 200
        assert "Not sent" not in chosen.text
        response, chosen = send_words(client, fields(chosen) | {"choose": "whole"}, f"{PAIR}respond/")
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
        response, found = send_words(client, form | pressed, page)
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
        response, _ = send_words(
            client, opened(client, f"{PAIR}respond/"), "/debates/wells/beside/A2/B1/respond/"
        )
        assert response.status_code == 303
        assert Response.objects.get().target == Target.PAIR

    def test_a_form_posts_once(self, client):
        form = opened(client, f"{PAIR}respond/")
        sent = [send_words(client, form, f"{PAIR}respond/")[0]["Location"] for _ in range(2)]
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


class TestLink:
    def test_it_is_called_a_quotation_only_where_that_is_established(self, client):
        for status, direction, ground, label in (
            ("confirmed", "quotes", "named", "B 1 quoting A 2"),
            ("suggested", "quotes", "named", "words shared by B 1 and A 2"),
            ("confirmed", "not-shown", "both-plain", "words shared by B 1 and A 2"),
        ):
            Link.objects.filter(slug="b1-a2").update(status=status, direction=direction, ground=ground)
            heading = get(client, f"{LINK}responses/").one("h1").text.replace("\u00a0", " ")
            assert heading == f"Responses to {label}"
        Link.objects.filter(slug="a3-a3").update(status="suggested")
        heading = get(client, "/debates/wells/quotations/a3-a3/responses/").one("h1").text
        assert heading == "Responses to words repeated in A\u00a03"

    def test_its_passages_are_quoted(self, client):
        page = get(client, f"{LINK}respond/?quote=whoever")
        assert [each.text.strip() for each in page.all("blockquote", css="evidence")] == [
            "“drinks from the well” B 1",
            "“drinks from the well” A 2",
        ]
        posted(client, f"{LINK}respond/")
        row = Response.objects.get()
        assert (row.span_start, row.span_exact) == (26, "drinks from the well")
        assert (row.other_span_start, row.other_span_exact) == (26, "drinks from the well")

    def test_one_that_was_dismissed_is_not_there(self, client):
        dismiss()
        for name in ("responses", "respond"):
            assert client.get(f"{LINK}{name}/").status_code == 404

    def test_words_for_one_that_was_dismissed_meanwhile_are_kept(self, client):
        form = opened(client, f"{LINK}respond/")
        dismiss()
        response, found = send_words(client, form, f"{LINK}respond/")
        assert response.status_code == 404
        assert "What you answer is not here any more" in found.text
        assert TEXT in found.one("textarea").text
        assert Response.objects.count() == 0

    def test_words_for_one_that_is_dismissed_at_this_moment_are_kept(self, client, monkeypatch):
        form = opened(client, f"{LINK}respond/")
        monkeypatch.setattr("comments.views.respond.count_hit", lambda **_: dismiss())
        response, found = send_words(client, form, f"{LINK}respond/")
        assert response.status_code == 409
        assert "They can still be answered as a pair, beside each other." in found.text
        assert fields(found)["text"] == TEXT
        assert Response.objects.count() == 0

    def test_a_retry_finds_its_receipt_though_the_link_was_dismissed(self, client):
        form = opened(client, f"{LINK}respond/")
        sent, _ = send_words(client, form, f"{LINK}respond/")
        dismiss()
        response, found = send_words(client, form, f"{LINK}respond/")
        assert response.status_code == 404
        assert found.all("a", href=sent["Location"])

    def test_what_was_published_on_it_stays_with_its_two_passages(self, client):
        row = make_response(Link.objects.get(slug="b1-a2"), status=Status.PUBLISHED)
        dismiss()
        page = get(client, f"/responses/{row.pk}/")
        assert page.one("h1").text == f"R\u00a0{row.pk} on A\u00a02 beside B\u00a01"
        assert page.all("a", href=f"{PAIR}responses/")
        assert client.get(f"{PAIR}responses/").status_code == 200
        assert {place: shown(client, THREADS[place]) for place in BOTH} == {name: [row.pk] for name in BOTH}
        posted(client, f"/responses/{row.pk}/respond/")
        reply = Response.objects.latest("pk")
        assert (reply.parent, reply.link) == (row, row.link)
        assert [list(find()) for _, find in verifying.CHECKS] == [[]] * len(verifying.CHECKS)


def dismiss():
    Link.objects.filter(slug="b1-a2").update(status=LinkStatus.DISMISSED, reason="A set phrase.")


class TestPosition:
    @pytest.mark.parametrize("siglum", ["A", "a"])
    def test_the_form_shows_what_the_voice_says(self, client, siglum):
        page = get(client, f"/debates/wells/questions/who/{siglum}/respond/")
        answered = page.one("section", **{"aria-label": "What you answer"})
        words = " ".join(answered.text.replace("\u00a0", " ").split())
        assert words == ("A Wells 1, N. Brook: Stated. Whoever drinks. The positions on this question")
        assert answered.all("a", href="/debates/wells/compare/?q=who#q-who")

    def test_a_voice_that_the_table_has_nothing_of_has_no_thread(self, client, work):
        make_voice(work, siglum="C")
        for siglum in ("C", "X", "A%00", "<b>"):
            assert client.get(f"/debates/wells/questions/who/{siglum}/responses/").status_code == 404


class TestDesk:
    def item(self, desk, row):
        return str(read(desk.get(f"/moderation/{row.pk}/?show=all")))

    def test_both_passages_are_shown_with_the_words_that_are_answered(self, desk, texts):
        row = make_response((texts["a2"], texts["b1"]), quote="whoever drinks")
        page = desk.get(f"/moderation/{row.pk}/").content.decode()
        assert "<mark>whoever drinks</mark> from the well" in page
        words = self.item(desk, row)
        assert "To two passages: A 2 beside B 1 To words of A 2, On Wells, Part 1" in words
        assert "To B 1, On Wells, Part 2" in words
        assert "Paragraph 1 of B: whoever drinks" in words

    def test_of_a_link_both_quotations_are_marked(self, desk):
        row = make_response(Link.objects.get(slug="b1-a2"))
        page = desk.get(f"/moderation/{row.pk}/").content.decode()
        assert page.count("<mark>drinks from the well</mark>") == 2
        assert "To two passages: B 1 quoting A 2" in self.item(desk, row)

    def test_a_reply_has_both_passages_at_the_top_of_its_thread(self, desk, texts):
        row = make_response(make_response((texts["a2"], texts["b1"]), status=Status.PUBLISHED))
        words = self.item(desk, row)
        assert "Paragraphs at the top of the thread: A 2 beside B 1" in words
        assert "A 2, On Wells, Part 1" in words
        assert "B 1, On Wells, Part 2" in words

    def test_a_position_is_shown_with_its_claim(self, desk, work):
        row = make_response(
            make_position(make_question(work.debate, slug="when"), make_voice(work, siglum="B"))
        )
        words = self.item(desk, row)
        assert "To the position B on “Who digs?”" in words
        assert "Stated. Whoever drinks." in words

    def test_the_queue_of_a_text_has_what_answers_it_second(self, desk, texts):
        row = make_response((texts["a2"], texts["b1"]))
        make_response(texts["a1"])
        for work, numbers in {"wells-b": [row.pk], "wells-a": [row.pk, row.pk + 1]}.items():
            page = read(desk.get(f"/moderation/?work={work}"))
            assert page.rows()[:1] == ["#item"]
            assert len(page.rows()) == len(numbers)
            assert f"R {row.pk}" in str(page)

    def test_nobody_decides_on_an_answer_of_their_own_or_on_a_reply_to_it(self, desk, asta, texts):
        own = make_response((texts["a2"], texts["b1"]), author=asta)
        bring_to(own, Status.PUBLISHED)
        reply = make_response(own)
        own.refresh_from_db()
        assert send(desk, own, Action.REMOVE, reason="off-topic").status_code == 422
        assert send(desk, reply, Action.APPROVE).status_code == 422
        assert list(Response.objects.order_by("pk").values_list("status", flat=True)) == [
            Status.PUBLISHED,
            Status.PENDING,
        ]


>>>>>>> w-reva
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        # Debate, works, blocks; the stances, the page in two steps, its quotations, the tally; the
        # frame's voices.
        (f"{PAIR}responses/", 9),
        # The link; then the same, with the frame's works.
        (f"{LINK}responses/", 8),
        (f"{POSITION}responses/", 8),
        (f"{PAIR}", 9),
        # The subject in three or one; the stances, the authors, whom the texts quote, works; the
        # frame's voices.
        (f"{PAIR}respond/", 7),
        (f"{LINK}respond/", 6),
        (f"{POSITION}respond/", 6),
    ],
)
def test_queries_do_not_depend_on_how_many_there_are(client, texts, page, queries, django_assert_num_queries):
    targets = [Link.objects.get(slug="b1-a2"), (texts["a2"], texts["b1"])]
    targets.append(targets[0].debate.questions.get().positions.get())
    for _ in range(3):
        for target in targets:
            make_response(make_response(target, status=Status.PUBLISHED), status=Status.PUBLISHED)
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200


def test_a_permalink_costs_the_same_for_each_target(client, texts, django_assert_num_queries):
    position = Link.objects.first().debate.questions.get().positions.get()
    for target in (Link.objects.get(slug="b1-a2"), (texts["a2"], texts["b1"]), position):
        row = make_response(target, status=Status.PUBLISHED)
        make_response(row, status=Status.PUBLISHED)
        with django_assert_num_queries(5):
            client.get(f"/responses/{row.pk}/")
