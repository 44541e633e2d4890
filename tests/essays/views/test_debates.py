"""The front page and the page of a debate."""

import pytest
from django.urls import reverse

from comments.enums import Status
from essays.models import Debate, Question, Wording
from tests.essays.apparatus import make_apparatus
from tests.essays.views.served import Element, read_page
from tests.factories import make_debate, make_response

pytestmark = pytest.mark.django_db


def get(client, debate: Debate) -> Element:
    response = client.get(reverse("debate", args=[debate.slug]))
    assert response.status_code == 200
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


def test_home_without_texts_tells_the_operator_what_to_run(client):
    response = client.get("/")
    page = read_page(response.content.decode())
    assert response.status_code == 200
    assert page.one("h1").text == "No texts have been loaded yet"
    assert page.one("pre").text == "./manage.py load_corpus"


def test_home_is_the_page_of_the_only_debate(client, small_debate):
    home = client.get("/").content.decode()
    page = read_page(home)
    assert page.one("h1").text == "Sell the unread books, or show them?"
    assert page.one("link", rel="canonical").attributes["href"] == "/debates/library-shelves/"
    assert page.one("main").text == get(client, small_debate).one("main").text


def test_home_lists_several_debates(client, small_debate):
    make_debate("wells")
    page = read_page(client.get("/").content.decode())
    assert page.one("h1").text == "Debates"
    links = [link.attributes["href"] for link in page.one("main").all("a")]
    assert links == ["/debates/library-shelves/", "/debates/wells/"]


def test_an_unknown_debate_is_not_found(client):
    assert client.get("/debates/nowhere/").status_code == 404


def test_formulations_stand_verb_against_verb(client, mass_line):
    table = get(client, mass_line).one("table", "vs")
    rows = [[words(cell) for cell in row.all("td") + row.all("th")] for row in table.one("tbody").all("tr")]
    assert rows == [
        ["unite", "unite", "the advanced"],
        ["win over", "bring up", "the intermediate"],
        ["isolate", "win over", "the backwards"],
    ]
    marks = [verb.attributes["data-verb"] for verb in table.all("span", "verb")]
    assert marks == ["unite", "unite", "win", "raise", "isolate", "win"]
    assert table.attributes["data-size"] == "large"


def test_three_formulations_stand_in_columns(client):
    page = get(client, make_apparatus(3))
    table = page.one("table", "vs")
    assert table.classes == {"vs", "many"}
    assert [words(head) for head in table.one("thead").all("th")] == [
        "Formulation 0",
        "Formulation 1",
        "Formulation 2",
    ]
    assert [len(row.all("td")) for row in table.one("tbody").all("tr")] == [3, 3, 3]


def test_one_formulation_is_not_set_against_anything(client):
    assert get(client, make_apparatus(1)).all("table", "vs") == []


def test_positions_at_a_glance_come_from_the_records(client, mass_line):
    cards = get(client, mass_line).all("article", "card")
    assert [card.all("b", "sig")[0].text for card in cards] == ["L", "K", "Q", "E"]
    verbs = [[verb.text for verb in card.all("span", "verb")] for card in cards]
    assert verbs == [
        ["won over", "isolate"],
        ["win over", "isolate"],
        [],
        ["raise", "win over", "unite", "focus on"],
    ]
    for card in cards:
        quotation = card.one("blockquote")
        assert quotation.one("a", "ref").attributes["href"].startswith("/works/")


def test_a_reader_is_shown_only_the_leading_questions(client, mass_line):
    page = get(client, mass_line)
    asked = [words(heading) for heading in page.one("ol", "dispute").all("h3")]
    assert asked == list(
        Question.objects.filter(leading=True).order_by("order").values_list("text", flat=True)
    )
    Question.objects.update(leading=False)
    assert get(client, mass_line).all("ol", "dispute") == []


def test_texts_with_what_they_answer(client, mass_line):
    texts = get(client, mass_line).one("ol", "texts").all("li")
    comment = words(texts[3].one("p", "meta"))
    assert comment.startswith("Ehecatl of United Struggle from Within, 21 paragraphs, 2,662 words, ")
    assert "Answers K. Refers to K, Mao Zedong, " in comment
    assert "Answered by Q and E." in words(texts[1].one("p", "meta"))


def test_every_number_of_the_matrix_opens_a_list(client, mass_line):
    table = get(client, mass_line).one("table", "matrix")
    links = [link.attributes["href"] for link in table.all("a")]
    assert "/debates/mass-line/beside/#e-k" in links
    assert "/debates/mass-line/authorities/#a-mao-zedong-l" in links
    for link in links:
        address, anchor = link.split("#")
        listed = read_page(client.get(address).content.decode())
        assert len(listed.all(id=anchor)) == 1, link


def test_latest_responses_are_the_published_ones(client, small_debate):
    block = small_debate.works.first().blocks.get(number=1)
    make_response(block, text="Waits for a moderator.")
    empty = get(client, small_debate)
    assert "No response has been published yet." in empty.one("main").text
    for number in range(1, 6):
        make_response(block, text=f"Read and published {number}.", status=Status.PUBLISHED)
    page = get(client, small_debate)
    latest = [words(item.one("p", "prose")) for item in page.one("ol", "latest").all("li")]
    assert latest == [f"Read and published {number}." for number in (5, 4, 3)]
    assert "All 5 responses" in page.one("main").text
    assert "Waits for a moderator" not in page.text


def test_the_debates_words_are_escaped(client, small_debate):
    bad = "<script>x</script>&\"'"
    Debate.objects.update(headline=bad, summary=bad)
    small_debate.works.update(title=bad, short_title=bad)
    small_debate.formulations.update(label=bad, gist=bad)
    Question.objects.update(text=bad, finding=bad)
    Wording.objects.update(label=bad, source_label=bad, note=bad)
    html = client.get(reverse("debate", args=[small_debate.slug])).content.decode()
    assert "<script>x" not in html
    assert read_page(html).one("h1").text == bad


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client, items, django_assert_num_queries):
    """Debate, 8 of the overview, 7 of the wordings, tallies, latest responses, the key to the sigla."""
    debate = make_apparatus(items)
    with django_assert_num_queries(19):
        client.get(reverse("debate", args=[debate.slug]))
