import re

import pytest

from comments.enums import Action, Stance, Status
from tests.essays.views.served import get
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_link,
    make_position,
    make_question,
    make_response,
    make_voice,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def paragraph(work):
    return work.blocks.get(number=2)


def published(target, **options):
    return make_response(target, status=Status.PUBLISHED, **options)


def numbers(page):
    return [int(each.attributes["id"][1:]) for each in page.all("article", css="response")]


def test_a_thread_is_nested_and_says_what_answers_what(client, paragraph):
    one = published(paragraph, name="Lena O.", stance=Stance.ASKS, quote="whoever drinks")
    two = published(one, name="")
    three = published(two)
    page = get(client, "/works/wells-a/p2/responses/")
    assert [each.tag for each in page.one("div", css="beside").children if not isinstance(each, str)] == [
        "aside",
        "div",
    ]
    assert numbers(page) == [one.pk, two.pk, three.pk]
    assert page.one("h1").text == "Responses to A\u00a02"
    first, second, third = page.all("article", css="response")
    header = " ".join(first.one("header").text.split())
    assert re.fullmatch(rf"R {one.pk} Lena O\. Question on A 2 \d+ \w+ \d{{4}}", header)
    assert first.one("blockquote", css="evidence").text == "“whoever drinks”"
    assert "No name given" in second.one("header").text
    assert f"in reply to R\u00a0{one.pk}, level 2" in second.text
    assert f"in reply to R\u00a0{two.pk}, level 3" in third.text
    assert [each.text for each in page.all("summary") if "repl" in each.text] == [
        f"2 replies to R\u00a0{one.pk}",
        f"1 reply to R\u00a0{two.pk}",
    ]
    assert all("open" in each.attributes for each in page.all("details", css="branch"))


def test_the_words_stand_in_an_element_that_htmx_leaves_alone(client, paragraph):
    published(paragraph)
    words = get(client, "/works/wells-a/p2/responses/").one("article").one("div", css="prose")
    assert words.attributes == {"class": "prose", "hx-disable": "", "dir": "auto"}
    assert words.text == "The well is dug by those who drink."


def test_links_between_responses_lead_to_elements_of_the_page(client, paragraph):
    one = published(paragraph)
    for _ in range(3):
        published(one)
    published(published(paragraph))
    for address in (
        "/works/wells-a/p2/responses/",
        f"/responses/{one.pk}/",
        "/debates/wells/responses/?order=newest",
    ):
        page = get(client, address)
        ids = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
        inside = [
            each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("#r")
        ]
        assert inside
        assert {href[1:] for href in inside} <= ids


def test_deep_replies_stay_in_the_fourth_list(client, paragraph):
    row = published(paragraph)
    for _ in range(7):
        row = published(row)
    page = get(client, "/works/wells-a/p2/responses/")
    lists = page.all("ol", css="replies")
    assert len(lists) == 4
    assert len(lists[-1].all("article")) == 4
    assert f"in reply to R\u00a0{row.parent_id}, level 8" in page.all("article")[-1].text


def test_pages_by_cursor(client, paragraph):
    rows = [published(paragraph) for _ in range(51)]
    first = get(client, "/works/wells-a/p2/responses/?order=newest&stance=")
    assert numbers(first) == [row.pk for row in reversed(rows[1:])]
    following, whole = first.one("nav", css="pager").all("a")
    assert following.text == "Next page"
    assert following.attributes["href"] == f"/works/wells-a/p2/responses/?order=newest&after={rows[1].pk}"
    second = get(client, following.attributes["href"])
    assert numbers(second) == [rows[0].pk]
    assert second.one("h1").text == f"Responses to A\u00a02, after R\u00a0{rows[1].pk}"
    assert second.one("title").text.startswith(f"Responses to A\u00a02, after R {rows[1].pk} | ")
    assert "Continues" not in second.text
    back, again = second.one("nav", css="pager").all("a")
    assert (back.text, back.attributes["href"]) == ("First page", "/works/wells-a/p2/responses/?order=newest")
    assert (again.text, again.attributes["href"]) == (whole.text, whole.attributes["href"])
    assert (whole.text, whole.attributes["href"]) == (
        "All on one page",
        "/works/wells-a/p2/responses/?order=newest&show=all",
    )
    page = get(client, whole.attributes["href"])
    assert numbers(page) == [row.pk for row in reversed(rows)]
    assert page.all("nav", css="pager") == []


def test_a_later_page_says_which_thread_it_continues(client, paragraph):
    one = published(paragraph)
    two = published(one)
    three, four = published(two), published(one)
    page = get(client, f"/works/wells-a/p2/responses/?after={two.pk}")
    assert numbers(page) == [three.pk, four.pk]
    (line,) = [each for each in page.all("p", css="meta") if each.text.startswith("Continues")]
    assert line.text == f"Continues the thread that begins with R\u00a0{one.pk}."
    assert line.one("a").attributes["href"] == f"/responses/{one.pk}/#r{one.pk}"
    page = get(client, f"/responses/{one.pk}/?after={two.pk}")
    assert f"Continues the replies to R\u00a0{two.pk}." in page.text
    assert page.one("h2", id="replies").text == f"3 replies, after R\u00a0{two.pk}"
    page = get(client, f"/responses/{one.pk}/?after={three.pk}")
    assert numbers(page) == [one.pk, four.pk]
    assert "Continues" not in page.text


def test_a_cursor_that_is_none_says_so(client, paragraph):
    row = published(paragraph)
    for typed in ("nonsense", "²"):
        page = get(client, f"/works/wells-a/p2/responses/?after={typed}")
        assert numbers(page) == [row.pk]
        assert "The place in the thread was not found" in page.text
    page = get(client, "/works/wells-a/p2/responses/?after=")
    assert page.one("h1").text == "Responses to A\u00a02"
    assert page.all("nav", css="pager") == []


def test_what_is_not_among_the_choices_counts_as_not_chosen(client, paragraph):
    row = published(paragraph)
    page = get(client, "/works/wells-a/p2/responses/?order=best&stance=angry&x=y")
    assert numbers(page) == [row.pk]


def test_the_stance_of_the_first_response_is_chosen(client, paragraph):
    formulation = make_formulation(paragraph.work.debate)
    holds = published(paragraph, stance=Stance.HOLDS, formulation=formulation)
    published(paragraph, stance=Stance.ASKS)
    page = get(client, "/works/wells-a/p2/responses/?stance=holds-dig")
    assert numbers(page) == [holds.pk]
    assert page.one("article").one("span", css="stance").text == "Holds with “dig together”"
    (chosen,) = [
        each for each in page.all("option") if "selected" in each.attributes and each.attributes["value"]
    ]
    assert chosen.attributes["value"] == "holds-dig"
    assert "2 responses in 2 threads in all, moderated. Shown are the threads that open with" in page.text
    none = get(client, "/works/wells-a/p2/responses/?stance=informs")
    assert "No thread opens with that stance" in none.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/works/wells-a/p2/responses/", "Respond to A\u00a02"),
        ("/works/wells-a/responses/", "Respond to Wells 1"),
        ("/debates/wells/formulations/dig/responses/", "Respond to “dig together”"),
        ("/debates/wells/questions/who/responses/", "Respond to “Who digs?”"),
        ("/debates/wells/questions/who/A/responses/", "Respond to A on “Who digs?”"),
        ("/debates/wells/beside/a1/a2/responses/", "Respond to A\u00a01 beside A\u00a02"),
        ("/debates/wells/beside/a1/a1/responses/", "Respond to two passages of A\u00a01"),
        ("/debates/wells/quotations/a3-a1/responses/", "Respond to A\u00a03 quoting A\u00a01"),
        ("/debates/wells/responses/", "Choose one in the debate."),
    ],
)
def test_an_empty_thread_leads_to_the_one_next_step(client, work, address, words):
    make_formulation(work.debate)
    make_position(make_question(work.debate), make_voice(work))
    make_link(work.blocks.get(number=3), work.blocks.get(number=1), "whoever drinks", slug="a3-a1")
    state = get(client, address).one("section", css="state")
    assert "yet" in state.one("h2").text
    assert words in state.text


def test_a_removed_response_leaves_a_line(client, paragraph):
    row = published(paragraph, name="Gone", text="Words that go away.")
    reply = published(row)
    decide(row, Action.REMOVE)
    page = get(client, "/works/wells-a/p2/responses/")
    assert numbers(page) == [row.pk, reply.pk]
    first = page.all("article")[0]
    assert "This response was removed by the moderators. The replies to it stay." in first.text
    assert "Gone" not in first.text
    assert first.all("div") == []
    assert get(client, f"/responses/{row.pk}/")
    assert client.get(f"/responses/{row.pk}/respond/").status_code == 404


def test_a_paragraph_that_changed_since_is_said_to_have(client, paragraph):
    row = published(paragraph, quote="whoever drinks")
    paragraph.text_hash = "0" * 64
    paragraph.save()
    page = get(client, f"/responses/{row.pk}/")
    assert (
        "The paragraph has changed since this was written; the words above are those that were answered."
        in page.text
    )
    assert "“whoever drinks”" in page.text


def test_a_permalink_shows_what_it_answers_itself_and_its_replies(client, paragraph):
    chain = [published(paragraph)]
    for _ in range(6):
        chain.append(published(chain[-1]))
    page = get(client, f"/responses/{chain[5].pk}/")
    assert numbers(page) == [row.pk for row in chain[1:]]
    above = chain[0].pk
    assert f"/responses/{above}/#r{above}" in [each.attributes["href"] for each in page.all("a", css="rn")]
    assert numbers(page.one("div", css="this")) == [chain[5].pk]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/works/wells-a/p9/responses/", "A has paragraphs 1 to 3."),
        ("/works/none/p1/responses/", "may be mistyped"),
        ("/works/none/responses/", "may be mistyped"),
        ("/debates/none/responses/", "may be mistyped"),
        ("/debates/none/responses/feed/", "may be mistyped"),
        ("/debates/wells/formulations/none/responses/", "may be mistyped"),
        ("/debates/wells/questions/none/responses/", "may be mistyped"),
        ("/debates/wells/questions/none/A/responses/", "may be mistyped"),
        ("/debates/wells/quotations/none/responses/", "may be mistyped"),
        ("/debates/none/beside/a1/a2/responses/", "may be mistyped"),
        ("/debates/wells/beside/a9/a2/responses/", "A has paragraphs 1 to 3, not 9."),
        ("/debates/wells/beside/a1/<b>/responses/", "“<b>” is not a letter and a number."),
        ("/responses/1/", "may be mistyped"),
        ("/responses/99999999999999999999999/", "may be mistyped"),
    ],
)
def test_what_is_not_there_is_404(client, work, address, sentence):
    assert sentence in get(client, address, status=404).text


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # Where nothing is kept. The subject, the stances, the number of the texts, the tally, the page
        # with what is drawn; what is to be drawn with its quotations; the paragraphs; the frame's works and
        # voices.
        ("/works/wells-a/p2/responses/", 10),
        ("/works/wells-a/p2/responses/?order=newest", 10),
        ("/works/wells-a/p2/responses/?stance=asks", 9),
        ("/works/wells-a/responses/", 10),
        ("/debates/wells/responses/", 10),
        # The response, its replies; what is drawn; what its frame names, with its quotations; the frame.
        ("/responses/{}/", 11),
        # The responses in two steps; their debate.
        ("/debates/wells/responses/feed/", 3),
    ],
)
def test_queries_do_not_depend_on_how_many_there_are(
    client, paragraph, address, queries, django_assert_num_queries
):
    row = published(paragraph)
    for _ in range(2):
        with django_assert_num_queries(queries):
            assert client.get(address.format(row.pk)).status_code == 200
        published(row)
        published(paragraph.work.blocks.get(number=1))


@pytest.mark.parametrize(
    "address",
    [
        "/works/wells-a/p2/responses/",
        "/works/wells-a/responses/",
        "/debates/wells/responses/",
        "/responses/{}/",
        "/debates/wells/responses/feed/",
        "/house-rules/",
    ],
)
def test_pages_are_the_same_for_everybody(client, paragraph, address):
    row = published(paragraph)
    response = client.get(address.format(row.pk))
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "csrf" not in response.content.decode().lower()
    assert client.post(address.format(row.pk)).status_code == 405


def test_the_house_rules_print_each_reason(client, work):
    from comments.rules import REASON_TEXTS

    page = get(client, "/house-rules/")
    for reason, text in REASON_TEXTS.items():
        (entry,) = [each for each in page.all("div") if each.attributes.get("id") == reason.value]
        assert text in entry.text
    assert "No view is a ground for rejection" in page.text
