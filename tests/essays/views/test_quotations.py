"""Who quotes whom: the matrix, the lists that its numbers open, and the plot with its table."""

import pytest
from django.urls import reverse

from essays.enums import Direction, Ground, LinkStatus
from essays.models import Authority, Block, Debate, Link
from tests.essays.links import make_link
from tests.essays.queries.test_quotation_queries import make_linked
from tests.essays.views.served import Element, read_page
from tests.factories import make_debate

pytestmark = pytest.mark.django_db

QUOTATIONS = "/debates/library-shelves/quotations/"
SOLD = "shelve the read and sell the unread"


def get(client, **query: str) -> Element:
    response = client.get(QUOTATIONS, {name.rstrip("_"): value for name, value in query.items()})
    assert response.status_code == 200
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


@pytest.fixture
def linked(unlinked_debate: Debate) -> Debate:
    alder = Authority.objects.get(slug="ms-alder")
    make_link(unlinked_debate, "B 2", "A 1", left_exact=SOLD, slug="b2-a1", attributed_as="On Weeding")
    make_link(
        unlinked_debate,
        "B 3",
        "A 2",
        left_exact="A book",
        right_exact="a book",
        status=LinkStatus.SUGGESTED,
        marked=False,
        attributed_to=alder,
    )
    make_link(
        unlinked_debate,
        "B 6",
        "B 5",
        left_exact="the first",
        right_exact="The book",
        direction=Direction.NOT_SHOWN,
        ground=Ground.SAME_WORK,
    )
    return unlinked_debate


def test_a_quotation_counts_for_the_text_s_author_only_where_it_names_the_author(client, mass_line):
    page = read_page(client.get("/debates/mass-line/quotations/").content.decode())
    counted = {link.attributes["href"].partition("?")[2]: link.children[0] for link in page.all("a")}
    quotations = Link.objects.confirmed().filter(
        debate=mass_line,
        left_block__work__siglum="E",
        right_block__work__siglum="K",
        direction=Direction.QUOTES,
        continues=None,
    )
    named = quotations.filter(attributed_to__slug="klaas-v")
    assert (quotations.count(), named.count()) == (8, 4)
    assert (counted["from=E&to=K#list"], counted["from=E&authority=klaas-v#list"]) == ("8", "4")
    sentence = "A quotation of a text counts in its author’s column too only where it names the author."
    assert sentence in words(page.one("details", "counting"))
    shared = Link.objects.get(slug="k6-l5")
    assert (shared.is_quotation, shared.attributed_to.slug) == (False, "klaas-v")
    assert counted["from=K&authority=klaas-v#list"] == "1"
    assert "from=K&to=L#list" not in counted


def numbers(page: Element) -> dict[str, list[tuple[str, str]]]:
    """The links of each row, by the row's siglum: what they show and where they lead."""
    return {
        row.one("th").one("b", "sig").text: [
            (link.children[0], link.attributes["href"]) for cell in row.all("td") for link in cell.all("a")
        ]
        for row in page.one("table", "quotes").one("tbody").all("tr")
    }


def test_numbers_open_the_lists(client, linked):
    assert numbers(get(client)) == {
        "A": [],
        "B": [
            ("1", f"{QUOTATIONS}?from=B&to=A#list"),
            ("1 found", f"{QUOTATIONS}?from=B&to=A#found"),
            ("1", f"{QUOTATIONS}?from=B&authority=ms-alder#list"),
            ("1 found", f"{QUOTATIONS}?from=B&authority=ms-alder#found"),
        ],
        "D": [],
    }


@pytest.mark.parametrize(
    "query", [{"from_": "B", "to": "A"}, {"from_": "B", "authority": "ms-alder"}, {"to": "A"}]
)
def test_a_list_has_as_many_entries_as_its_numbers_say(client, linked, query):
    confirmed, found = get(client, **query).one("main").all("ol", "quoted")[:2]
    assert (len(confirmed.all("li")), len(found.all("li"))) == (1, 1)


def test_all_that_a_text_quotes(client, linked):
    confirmed, found = get(client, from_="B").one("main").all("ol", "quoted")[:2]
    assert [words(item.all("p")[0]) for item in confirmed.all("li")] == [
        "B 2 quotes A 1 Same words",
        "B 3 quotes Ms Alder",
    ]
    assert len(found.all("li")) == 1


def test_entry_of_a_link(client, linked):
    entry = get(client, from_="B", to="A").one("main").all("ol", "quoted")[0].one("li")
    assert words(entry.all("p")[0]) == "B 2 quotes A 1 Same words"
    assert entry.one("blockquote").text == f"“{SOLD}”"
    assert words(entry.all("p", "meta")[0]).startswith(
        "Introduced by “On Weeding”; set off as a quotation. Both passages, word by word"
    )
    assert entry.one("a", href=f"{QUOTATIONS}b2-a1/")


def test_entry_of_a_reference(client, linked):
    entry = get(client, authority="ms-alder").one("main").all("ol", "quoted")[0].one("li")
    assert words(entry.all("p")[0]) == "B 3 quotes Ms Alder"
    assert words(entry.one("blockquote")) == "“A shelf is a window with the light off.”"
    assert words(entry.one("p", "meta")) == (
        "Recorded by the editors as quotation. The text quoted is not held here."
    )


def test_found_links_are_told_apart(client, linked):
    page = get(client, from_="B", to="A").one("main")
    entry = page.all("ol", "quoted")[1].one("li")
    assert words(entry.one("span", "flag")) == "found, not reviewed"
    assert "without quotation marks" in words(entry).lower()


def test_shared_words_are_a_list_of_their_own(client, linked):
    shared = get(client).one("main").all("ol", "quoted")[-1]
    assert words(shared.one("li").all("p")[0]) == "B 6 shares words with B 5 Changed: “first” for “book”"
    assert "Direction not shown: one text repeats itself." in words(shared)
    assert "None between these texts." in words(get(client, from_="B", to="A"))


def test_lists_have_their_titles(client, linked):
    titles = [
        words(get(client, **query).one("div", id="list").one("h2"))
        for query in (
            {"from_": "B", "to": "A"},
            {"from_": "B", "authority": "ms-alder"},
            {"from_": "B"},
            {"to": "A"},
            {"authority": "ms-alder"},
        )
    ]
    assert titles == [
        "B quotes A",
        "B quotes Ms Alder",
        "Whom B quotes",
        "Who quotes A",
        "Who quotes Ms Alder",
    ]


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ({"from_": "z"}, "There is no text “z”; the texts are A, B and D."),
        ({"to": "<script>x"}, "There is no text “<script>x”; the texts are A, B and D."),
        ({"authority": "\x00"}, "There is no authority “\x00”; each name in the table’s head opens one."),
        ({"from_": "💥" * 3000}, f"There is no text “{'💥' * 24}…”; the texts are A, B and D."),
    ],
)
def test_values_that_name_nothing_are_answered(client, linked, query, notice):
    page = get(client, **query)
    assert words(page.one("p", "notice")) == " ".join(notice.split())
    assert page.all("div", id="list") == []


def test_plot_and_table_say_the_same(client, linked):
    page = get(client)
    plot = page.one("svg", "plot")
    assert [words(name) for name in plot.all("text", "who")] == [
        "A, 5 paragraphs",
        "B, 6 paragraphs",
        "D, 1 paragraph",
    ]
    assert plot.one("desc").text.startswith("3 bands, one for each text, from its first paragraph")
    assert len(plot.one("g", "threads").all("line")) == 2 + 3
    assert len([rect for rect in plot.all("rect") if "band" not in rect.classes]) == 7
    rows = page.one("table", "plain").one("tbody").all("tr")
    assert [" ".join(words(cell) for cell in row.all("td")) for row in rows] == [
        "B 2 of 6 quotes A 1 of 5 confirmed",
        "B 3 of 6 quotes A 2 of 5 found, not reviewed",
        "B 3 of 6 quotes Ms Alder, not held here recorded",
        "B 6 of 6 shares words with B 5 of 6 confirmed",
    ]


def test_plot_is_of_the_list_asked_for(client, linked):
    page = get(client, from_="B", to="A")
    assert len(page.one("svg", "plot").one("g", "threads").all("line")) == 2
    assert (
        page.one("svg", "plot")
        .one("desc")
        .text.startswith(
            "2 bands, one for each text that has a passage of the list, from its first paragraph"
        )
    )
    assert len(page.one("table", "plain").one("tbody").all("tr")) == 2
    assert "There is nothing to draw" in get(client, from_="D").text


def test_plot_has_a_name_and_no_style(client, linked):
    plot = get(client).one("svg", "plot")
    assert plot.attributes["role"] == "img"
    named = plot.attributes["aria-labelledby"].split()
    assert [child.attributes["id"] for child in (plot.one("title"), plot.one("desc"))] == named
    assert [each for each in plot.all() if "style" in each.attributes] == []


def test_counting_is_explained(client, linked):
    explained = words(get(client).one("details", "counting"))
    assert "quotation, block quotation, quotation without attribution" in explained
    assert "Paraphrases and mentions are not counted." in explained


def test_a_debate_without_texts(client):
    response = client.get(reverse("quotations", args=[make_debate().slug]))
    assert "No text has been entered yet." in response.content.decode()


def test_records_are_escaped(client, linked):
    bad = "<script>x</script>&\"'"
    linked.works.update(short_title=bad)
    Authority.objects.update(name=bad)
    Block.objects.filter(work__debate=linked).update(text=bad)
    linked.links.update(
        left_start=0,
        left_end=len(bad),
        left_exact=bad,
        right_start=0,
        right_end=len(bad),
        right_exact=bad,
        attributed_as=bad,
    )
    html = client.get(QUOTATIONS, {"from": "B"}).content.decode()
    assert "<script>x" not in html
    read_page(html)


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client, items, django_assert_num_queries):
    """Debate, works, authorities, lengths, links, references, their authorities, quoted voices."""
    debate = make_linked(items)
    with django_assert_num_queries(8):
        client.get(reverse("quotations", args=[debate.slug]), {"from": "ABC"[items - 1]})
