"""Formulations and positions compared."""

import pytest
from django.urls import reverse

from comments.enums import Status
from essays.enums import PositionStatus
from essays.models import Block, Position, Question, Slot, Wording
from tests.essays.apparatus import make_apparatus
from tests.essays.views.served import Element, read_page
from tests.factories import make_debate, make_response

pytestmark = pytest.mark.django_db

COMPARE = "/debates/mass-line/compare/"
HTMX = {"HX-Request": "true"}


def get(client, address: str = COMPARE, **query: object) -> Element:
    response = client.get(address, query)
    assert response.status_code == 200
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


def heads(page: Element) -> list[str]:
    return [head.one("b", "sig").text for head in page.one("div", "positions").one("thead").all("th")]


def notices(page: Element) -> list[str]:
    return [words(notice) for notice in page.one("div", id="comparison").all("div", "notice")]


def test_every_wording_of_the_table_is_a_row(client, mass_line):
    table = get(client).all("div", "slots")[0]
    assert [head.text for head in table.one("thead").all("th")] == [
        "the advanced",
        "the intermediate",
        "the backward",
    ]
    rows = table.one("tbody").all("tr")
    assert len(rows) == Wording.objects.filter(in_table=True).count() == 7
    verbs = [[verb.text for verb in row.all("span", "verb")] for row in rows[:3]]
    assert verbs == [
        ["unite", "win over", "isolate"],
        ["unite", "bring up", "win over"],
        ["unite", "bring over", "win over"],
    ]


def test_bring_over_is_shown_as_a_difference(client, mass_line):
    (row,) = [row for row in get(client).all("tr") if row.all("p", "departs")]
    departure = row.one("p", "departs")
    assert departure.one("del").text == "there: up"
    assert departure.one("ins").text == "here: over"
    assert words(departure).endswith("bring there: up here: over the intermediate")
    assert "Differs from K 4" in words(row.one("th"))


def test_where_a_wording_is_printed(client, mass_line):
    first = get(client).all("div", "slots")[0].one("tbody").all("tr")[0]
    assert "Printed in K 3; same words in E 3" in words(first.one("th"))


def test_all_statements_are_shown_with_their_force(client, mass_line):
    page = get(client)
    statements = sum(len(table.all("div", "statement")) for table in page.all("div", "slots"))
    assert statements == Slot.objects.count()
    beneath = page.one("details", "besides")
    assert len(beneath.all("div", "statement")) == 23
    assert words(beneath.one("summary")).startswith("23 other statements")
    forces = {words(force.one("b")) for force in beneath.all("p", "force") if force.all("b")}
    assert {"Denied", "Possible, not to be pursued"} <= forces


def test_who_holds_a_formulation_according_to_whom(client, mass_line):
    section = get(client).one("section", id="f-win-over-the-backward")
    holders = [words(item.all("p")[0]) for item in section.all("li")]
    assert holders[0] == "Klaas V. rejects it, in the writer’s own words: K 5 K 25"
    assert "according to K: K 12" in holders[1]
    assert holders[2].startswith("Mao Zedong is the source of it (")
    assert section.one("p", "acts").all("a")[-1].attributes["href"] == (
        "/debates/mass-line/formulations/win-over-the-backward/respond/"
    )


def test_key_explains_the_marks_in_use(client, mass_line):
    key = get(client).one("div", "key")
    assert [verb.attributes["data-verb"] for verb in key.all("span", "verb")] == [
        "unite",
        "win",
        "raise",
        "isolate",
        "other",
    ]


def test_default_comparison(client, mass_line):
    page = get(client)
    assert heads(page) == ["L", "K", "E"]
    assert len(page.one("div", "positions").all("th", role="rowheader")) == 14
    assert words(page.one(id="comparison-status")) == "3 positions on 14 questions."
    assert notices(page) == []


@pytest.mark.parametrize(
    ("query", "columns", "rows", "said"),
    [
        ({"p": ["E", "K"]}, ["K", "E"], 14, ""),
        ({"p": ["L", "K", "E", "M"], "show": "all"}, ["L", "K", "E", "M"], 19, ""),
        ({"p": ["K", "C"], "q": ["who-are-the-masses"]}, ["K", "C"], 1, ""),
        ({"p": ["K"]}, ["L", "K"], 14, "Only K was chosen; L added"),
        ({"p": ["L", "K", "E", "Q", "M"]}, ["L", "K", "E", "Q"], 14, "M left out"),
        ({"p": ["K", "E", "X"]}, ["K", "E"], 14, "There is no position “X”"),
        ({"q": ["how"]}, ["L", "K", "E"], 14, "There is no question “how”"),
        ({"p": [""], "q": [""], "show": "sideways"}, ["L", "K", "E"], 14, ""),
        ({"p": ["<b>", "\x00", "💥" * 500]}, ["L", "K", "E"], 14, "There is no position “<b>”"),
        ({"p": ["K"] * 900}, ["L", "K"], 14, "Only K was chosen"),
    ],
)
def test_the_address_holds_the_choice(client, mass_line, query, columns, rows, said):
    page = get(client, **query)
    assert heads(page) == columns
    assert len(page.one("div", "positions").all("th", role="rowheader")) == rows
    assert all(said in notice for notice in notices(page))
    assert len(notices(page)) == bool(said)
    ticked = [box.attributes["value"] for box in page.all("input", name="p") if "checked" in box.attributes]
    assert ticked == columns


def test_the_form_keeps_the_questions_picked(client, mass_line):
    page = get(client, q=["who-are-the-masses"])
    ticked = [box.attributes["value"] for box in page.all("input", name="q") if "checked" in box.attributes]
    assert ticked == ["who-are-the-masses"]
    assert "open" in page.one("form", "chooser").one("details").attributes
    assert "open" not in get(client).one("form", "chooser").one("details").attributes


def test_a_cell_has_claim_status_evidence_and_note(client, mass_line):
    page = get(client, p=["L", "M"], q=["who-are-the-backward"])
    stated, implied = page.one("tr", id="q-who-are-the-backward").all("td")
    assert words(stated.one("p", "claim")).startswith("Stated. Naysayers and oppositionists")
    assert words(implied.one("p", "claim")).startswith("Implied. ")
    assert [quote.one("a", "ref").attributes["href"] for quote in implied.all("blockquote")] == [
        "/works/two-conceptions-of-the-mass-line/#p13"
    ]


def test_each_status_is_said_in_words(client, mass_line):
    page = get(client, p=["L", "K", "E", "C"], show="all")
    said = {words(status).rstrip(".").lower() for status in page.all("span", "status")}
    assert said == set(PositionStatus.values)


def test_an_answer_nobody_recorded_is_said_to_be_missing(client, mass_line):
    Position.objects.filter(question__slug="who-are-the-masses", voice__siglum="K").delete()
    page = get(client, p=["K", "E"], q=["who-are-the-masses"])
    assert words(page.one("tr", id="q-who-are-the-masses").all("td")[0]).endswith("Not recorded")


def test_every_citation_leads_to_a_paragraph_that_is_there(client, mass_line):
    cited = {
        link.attributes["href"]
        for link in get(client, p=["L", "K", "E", "M"], show="all").one("main").all("a", "ref")
    }
    assert len(cited) > 50
    anchors = {
        f"/works/{block.work.slug}/#p{block.number}"
        for block in Block.objects.filter(number__isnull=False).select_related("work")
    }
    assert cited <= anchors


def test_questions_lead_to_their_responses(client, mass_line):
    question = Question.objects.get(slug="who-are-the-masses")
    row = get(client, q=[question.slug]).one("tr", id="q-who-are-the-masses")
    respond = f"/debates/mass-line/questions/{question.slug}/respond/"
    assert [link.attributes["href"] for link in row.one("span", "acts").all("a")] == [respond]
    make_response(question, status=Status.PUBLISHED)
    make_response(question)
    row = get(client, q=[question.slug]).one("tr", id="q-who-are-the-masses")
    links = row.one("span", "acts").all("a")
    assert [link.attributes["href"] for link in links] == [
        f"/debates/mass-line/questions/{question.slug}/responses/",
        respond,
    ]
    assert words(links[0]) == "1 response to this question"


def test_positions_lead_to_their_responses(client, mass_line):
    row = get(client, p=["L", "K"], q=["can-they-be-won-over"]).one("tr", id="q-can-they-be-won-over")
    respond = "/debates/mass-line/questions/can-they-be-won-over/{}/respond/"
    assert [
        [link.attributes["href"] for link in cell.one("p", "acts").all("a")] for cell in row.all("td")
    ] == [
        [respond.format("L")],
        [respond.format("K")],
    ]
    position = Position.objects.get(question__slug="can-they-be-won-over", voice__siglum="K")
    for _ in range(2):
        make_response(position, status=Status.PUBLISHED)
    make_response(position)
    row = get(client, p=["L", "K"], q=["can-they-be-won-over"]).one("tr", id="q-can-they-be-won-over")
    links = row.all("td")[1].one("p", "acts").all("a")
    assert [(words(link), link.attributes["href"]) for link in links] == [
        ("2 responses to K on this question", respond.format("K").replace("respond", "responses")),
        ("Respond to K on this question", respond.format("K")),
    ]
    assert words(row.one("span", "acts").all("a")[0]) == "2 responses to this question"


def test_what_is_not_recorded_is_not_responded_to(client, mass_line):
    Position.objects.filter(question__slug="who-are-the-masses", voice__siglum="K").delete()
    row = get(client, p=["K", "E"], q=["who-are-the-masses"]).one("tr", id="q-who-are-the-masses")
    assert [len(cell.all("p", "acts")) for cell in row.all("td")] == [0, 1]


def test_a_swap_brings_the_table_the_page_has(client, mass_line):
    query = {"p": ["K", "M", "X"], "q": ["who-are-the-masses"]}
    page = get(client, **query)
    response = client.get(COMPARE, query, headers=HTMX)
    fragment = read_page(response.content.decode())
    assert b"<html" not in response.content
    assert heads(fragment) == ["K", "M"]
    table = page.one("div", id="comparison")
    assert words(table) == words(fragment).removesuffix(words(fragment.one(id="comparison-status"))).strip()
    status = fragment.one("p", id="comparison-status")
    assert status.attributes["hx-swap-oob"] == "innerHTML"
    assert words(status).startswith("2 positions on 1 question. There is no position “X”")


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_and_restored_requests_get_the_page(client, mass_line, header):
    response = client.get(COMPARE, headers=HTMX | {header: "true"})
    assert b"<html" in response.content


def test_page_and_swap_are_kept_apart_by_caches(client, mass_line):
    for headers in ({}, HTMX):
        assert "HX-Request" in client.get(COMPARE, headers=headers)["Vary"]


def test_the_swap_uses_the_address_of_the_plain_form(client, mass_line):
    form = get(client).one("form", "chooser")
    assert form.attributes["method"] == "get"
    assert form.attributes["action"] == f"{COMPARE}#positions"
    assert form.attributes["hx-get"] == COMPARE
    assert form.attributes["hx-push-url"] == "true"


def test_a_debate_of_two_strata(client, small_debate):
    page = get(client, "/debates/library-shelves/compare/")
    strata = page.all("div", "slots")[0].one("thead").all("th")
    assert [head.text for head in strata] == ["the read", "the unread"]
    assert heads(page) == ["A", "B"]


def test_a_debate_without_apparatus(client):
    page = get(client, reverse("compare", args=[make_debate().slug]))
    assert "No wording has been recorded yet." in page.text
    assert page.all("form", "chooser") == []


def test_records_are_escaped(client, small_debate):
    bad = "<script>x</script>&\"' A 1 <b>"
    Wording.objects.update(label=bad, source_label=bad, note=bad)
    Slot.objects.update(verb=bad, phrase=bad, lead=bad, force=bad, note=bad, part=bad)
    Question.objects.update(text=bad, finding=bad)
    Position.objects.exclude(status="silent").update(claim=bad)
    Position.objects.update(note=bad)
    small_debate.holdings.update(holder=bad, summary=bad, reserve=bad)
    small_debate.voices.update(label=bad, who=bad)
    small_debate.formulations.update(label=bad, gist=bad, note=bad)
    html = client.get("/debates/library-shelves/compare/", {"show": "all"}).content.decode()
    assert "<script>x" not in html
    read_page(html)


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client, items, django_assert_num_queries):
    """Debate, 4 of positions, 7 of wordings, the tallies, 2 of the key to the sigla."""
    debate = make_apparatus(items)
    with django_assert_num_queries(15):
        client.get(reverse("compare", args=[debate.slug]))


@pytest.mark.parametrize("asked", ["p=%01part_0%02", "p=%01address%02&q=%01x%02", "q=%25%28address%29s"])
def test_what_looks_like_a_place_to_be_filled_is_text(client, mass_line, asked):
    response = client.get(f"/debates/mass-line/compare/?{asked}")
    assert response.status_code == 200
    assert b"About this choice" in response.content
