"""The page of the search."""

import pytest
from django.utils import timezone

from comments.enums import Action, Status
from essays.domain import search_reading
from essays.models import Block
from essays.queries import search as queries_search
from tests.essays.views.served import Element, get, read_page
from tests.factories import decide, make_debate, make_question, make_response, make_work

pytestmark = pytest.mark.django_db

SEARCH = "/search/?debate=mass-line"


def ask(client, address: str = SEARCH, **query: object) -> Element:
    response = client.get(address, query, follow=False) if query else client.get(address)
    assert response.status_code == 200
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


def status(page: Element) -> str:
    return words(page.one(role="status"))


def test_without_words_it_says_how_to_ask(client, mass_line):
    page = ask(client)
    assert "How to ask" in page.text
    assert page.all(role="status") == []
    assert page.one("input", id="q").attributes["value"] == ""
    assert words(page.one("nav", **{"aria-label": "Site"}).one(**{"aria-current": "page"})) == "Search"


def test_a_hit_has_its_citation_its_address_and_its_words_marked(client, mass_line):
    page = ask(client, f"{SEARCH}&q=naysayers&kind=paragraph")
    assert status(page) == "1 place."
    assert page.one("search").one("form").attributes["action"] == "/search/#results"
    assert words(page.one("h2", id="results")) == "Results"
    (hit,) = page.one("ol", "hits").all("li")
    assert hit.one("a", "ref").attributes["href"] == "/works/leninism-and-the-mass-line/#p14"
    assert words(hit.one("a", "ref")) == "L 14"
    assert [words(mark) for mark in hit.all("mark")] == ["naysayers"]


def test_other_forms_and_phrases(client, mass_line):
    assert status(ask(client, f"{SEARCH}&q=%22bring+over%22&kind=paragraph")) == "1 place."
    marks = ask(client, f"{SEARCH}&q=isolate&kind=paragraph").one("ol", "hits").all("mark")
    assert {words(mark).lower() for mark in marks} >= {"isolate", "isolating", "isolated"}


def test_counts_lead_to_narrower_searches(client, mass_line):
    page = ask(client, f"{SEARCH}&q=backward")
    key = page.one("nav", "key")
    link = next(link for link in key.all("a") if words(link).endswith("in K"))
    narrower = ask(client, "/search/" + link.attributes["href"])
    number = int(words(link).split()[0])
    assert status(narrower).startswith(f"{number} places")
    assert "selected" in narrower.one("option", value="two-conceptions-of-the-mass-line").attributes


def test_filters(client, mass_line, small_debate):
    for query, sigla in (
        ("author=klaas-v", {"K"}),
        ("work=first-comment", set()),
        ("work=nothing-there&author=nobody&kind=rumour&since=x&until=99999999999", {"L", "K", "E"}),
    ):
        page = ask(client, f"{SEARCH}&q=backward&{query}")
        cited = {words(ref).split()[0] for hits in page.all("ol", "hits") for ref in hits.all("a", "ref")}
        assert cited <= sigla and bool(cited) == bool(sigla), query
    assert "Nothing found" in ask(client, "/search/?debate=library-shelves&q=backward").text


def test_pages(client, mass_line, monkeypatch):
    monkeypatch.setattr(search_reading, "HITS_A_PAGE", 5)
    first = ask(client, f"{SEARCH}&q=naysayers+OR+vanguard&sort=place")
    total = int(status(first).split()[0])
    seen, page = [], first
    while True:
        seen += [words(hit) for hit in page.one("ol", "hits").all("li")]
        following = page.all("a", rel="next")
        if not following:
            break
        page = ask(client, "/search/" + following[0].attributes["href"])
    assert len(seen) == total > 5


def test_each_word_in_its_context(client, mass_line):
    page = ask(client, f"{SEARCH}&q=naysayers&view=kwic")
    (line,) = page.one("ol", "kwic").all("li")
    assert words(line.one("mark")) == "naysayers"
    assert words(line.one("span", "l")).endswith("what we might call")
    assert status(page) == "“naysayers”: 1 time."
    assert words(page.one("div", "head").one("p")).startswith("1 time, ")


def test_lines_sorted_by_the_word_that_follows(client, mass_line):
    page = ask(client, f"{SEARCH}&q=backward&view=kwic&sort=right")
    following = [
        words(line.one("span", "r")).partition(" ")[2].lower() for line in page.all("li") if line.all("mark")
    ]
    assert status(page) == "“backward”, “backwards”: 56 times."
    first = [text.split()[0] for text in following if text and text.split()[0].isalpha()]
    assert len(first) > 20
    assert first == sorted(first)


@pytest.mark.parametrize(
    ("view", "size", "after", "shown"),
    [
        ("&view=kwic", 60, 50, "“intermediate”, “intermediates”: 39 times."),
        ("&view=kwic", 20, 45, "“intermediate”, “intermediates”: 39 times; 21 to 39 shown."),
        ("&view=kwic", 15, 4000, "“intermediate”, “intermediates”: 39 times; 31 to 39 shown."),
        ("", 20, 4000, "62 places; 61 to 62 shown."),
    ],
)
def test_after_the_end_comes_the_last_page(client, mass_line, monkeypatch, view, size, after, shown):
    monkeypatch.setattr(search_reading, "LINES_A_PAGE", size)
    page = ask(client, f"{SEARCH}&q=intermediate{view}&after={after}")
    assert status(page) == shown
    assert page.all("li") != []
    assert [words(link) for link in page.all("a") if words(link) == "From the beginning"] == (
        ["From the beginning"] if "shown" in shown else []
    )


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("&kind=work&kind=paragraph", "“Titles” was left out"),
        ("&kind=work&kind=evidence", "“Titles” and “Evidence” were left out"),
        ("&kind=paragraph", ""),
        ("", ""),
    ],
)
def test_what_lines_are_not_made_of_is_said(client, mass_line, kinds, said):
    page = ask(client, f"{SEARCH}&q=naysayers&view=kwic{kinds}")
    assert status(page) == "“naysayers”: 1 time."
    assert ("were left out" in page.text or "was left out" in page.text) == bool(said)
    assert said in page.text
    assert "left out" not in ask(client, f"{SEARCH}&q=naysayers{kinds}").text


def test_lines_are_counted_where_they_stand_and_each_count_leads_to_them(client):
    block = Block.objects.filter(work=make_work(make_debate())).first()
    make_response(block, text="A well is a well, so well.", status=Status.PUBLISHED)
    page = ask(client, "/search/?q=well&view=kwic")
    counted = [(words(link), link.attributes["href"]) for link in page.one("nav", "key").all("a")]
    counted = [each for each in counted if " in " in each[0]]
    assert [label.split()[1:] for label, _ in counted] == [["in", "A"], ["in", "responses"]]
    numbers = [int(label.split()[0]) for label, _ in counted]
    assert status(page) == f"“well”: {sum(numbers)} times."
    for number, (_, address) in zip(numbers, counted, strict=True):
        assert status(ask(client, f"/search/{address}")) == f"“well”: {number} times."


def test_lines_say_how_many_texts_were_read(client, mass_line, monkeypatch):
    monkeypatch.setattr(search_reading, "MOST_ENTRIES", 3)
    monkeypatch.setattr(search_reading, "LINES_A_PAGE", 2)
    page = ask(client, f"{SEARCH}&q=backward&view=kwic")
    assert "in the first 3 paragraphs and responses; 1 to 2 shown" in status(page)
    assert page.one("a", rel="next").attributes["href"].endswith("after=2#results")


def test_too_many_places_are_said_not_to_be_ranked(client, mass_line, monkeypatch):
    monkeypatch.setattr(queries_search, "MOST_MATCHES", 3)
    page = ask(client, f"{SEARCH}&q=the")
    assert status(page) == "More than 3 places."
    assert "the first 3 are shown, in the order of the texts" in words(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=*", "Nothing to look for"),
        ("q=-mass", "Say also what to look for"),
        ("q=%F0%9F%98%80", "Nothing to look for"),
        ("q=quodlibet", "Nothing found"),
        ("q=backward&work=first-comment", "Look for it everywhere"),
        ("q=a*", "give at least 2 letters"),
        ("q=a*+b*", "“b*” was passed over: give at least 2 letters before the star."),
        ("q=a*+OR+b*+OR+c*", "Nothing of what was typed can be looked for."),
        ("q=OR", "“OR” was passed over"),
        ("q=" + "x" * 10_000, "Only the first 500 characters were looked for."),
    ],
)
def test_empty_results_say_why(client, mass_line, query, said):
    assert said in ask(client, f"{SEARCH}&{query}").text


@pytest.mark.parametrize(
    "query",
    [
        "q=%22",
        "q=%00",
        "q=%ff%fe",
        "q=title%3Amass",
        "q=%28%29+AND+OR+NEAR",
        "q=mass&after=-1",
        "q=mass&after=999999999999",
        "q=mass&sort=%00&view=%00&kind=%00&work=%00&author=%00&debate=%00",
        "q=mass&since=9999&until=0",
        "q=mass&view=kwic&kind=work",
        "q=mass&q=line&kind=work&kind=response",
        "debate=nowhere&q=mass",
        "since=2020",
    ],
)
@pytest.mark.parametrize("view", ["", "&view=kwic"])
def test_any_address_is_answered(client, mass_line, query, view):
    ask(client, f"/search/?{query}{view}")


def test_markup_in_a_text_or_a_query_is_shown_as_it_is(client):
    block = Block.objects.filter(work=make_work(make_debate())).first()
    make_response(block, text="<b>bold</b> & well", name="<i>Ines</i>", status=Status.PUBLISHED)
    page = ask(client, "/search/?q=bold")
    assert "<b>bold</b> & well" in words(page.one("ol", "hits"))
    assert "<i>Ines</i>" in words(page.one("ol", "hits"))
    assert ask(client, "/search/?q=%3Cscript%3E%22").one("input", id="q").attributes["value"] == '<script>"'


def test_a_response_is_found_with_its_writer_and_its_address(client):
    block = Block.objects.filter(work=make_work(make_debate())).first()
    row = make_response(block, text="A bucket is no well.", name="Marisol", status=Status.PUBLISHED)
    make_response(block, text="A bucket nobody sees.")
    page = ask(client, "/search/?q=bucket")
    (hit,) = page.one("ol", "hits").all("li")
    assert hit.one("a", "rn").attributes["href"] == f"/responses/{row.pk}/#r{row.pk}"
    assert words(hit.one("b")) == "Marisol"
    about = hit.one("span", "meta")
    assert words(about) == f"Response, {timezone.now().year}, on A 1"
    assert about.one("a").attributes["href"] == "/works/wells-a/p1/"
    assert status(ask(client, "/search/?q=marisol&kind=response")) == "1 place."
    assert status(ask(client, "/search/?q=bucket&since=2020")) == "1 place."
    assert "Nothing found" in ask(client, "/search/?q=bucket&until=2020").text


def referred(page: Element) -> list[tuple[str, str]]:
    """Words and address of each link to what the search refers to."""
    listed = [item for group in page.all("ul", "referred") for item in group.all("li")]
    links = [item.all("a")[0] for item in listed]
    return [(words(link), link.attributes["href"]) for link in links]


def test_a_reference_leads_to_its_paragraph(client):
    debate = make_debate()
    work = make_work(debate, blocks=3)
    make_work(debate, siglum="B", blocks=2)
    expected = [("A 2: open the paragraph", "/works/wells-a/p2/")]
    for typed in ("A2", "a 2", "A\u00a02", " a2 ", "p2&work=wells-a", "A2&view=kwic", "A2&kind=response"):
        page = ask(client, f"/search/?q={typed}")
        assert referred(page) == expected, typed
        assert "Nothing found" not in page.text
        assert "How to ask" not in page.text
    assert status(page) == "Nothing within what was chosen has A2."
    assert work.blocks.get(number=2).text[:20] in words(page.one("ul", "referred"))
    assert referred(ask(client, "/search/?q=p3")) == [("A 3: open the paragraph", "/works/wells-a/p3/")]
    for typed in ("A0", "A4", "p2", "p9", "Z1", "A2 B2", "A2-3", "R1", "R0", "R999999999", "A1234567890"):
        page = ask(client, f"/search/?q={typed}")
        assert referred(page) == [], typed
    assert "Nothing found" in page.text
    make_work(debate, siglum="R", blocks=1)
    assert referred(ask(client, "/search/?q=r1")) == [("R 1: open the paragraph", "/works/wells-r/p1/")]


def test_a_reference_leads_to_a_response_that_has_a_page(client):
    block = Block.objects.filter(work=make_work(make_debate())).first()
    row = make_response(block, text="A bucket is no well.", name="Marisol", status=Status.PUBLISHED)
    removed = make_response(block, text="Words that go away.", name="Ada", status=Status.PUBLISHED)
    make_response(removed, status=Status.PUBLISHED)
    decide(removed, Action.REMOVE)
    for typed in (f"R{row.pk}", f"r {row.pk}"):
        page = ask(client, f"/search/?q={typed}")
        assert referred(page) == [(f"R {row.pk}: open the response", f"/responses/{row.pk}/#r{row.pk}")]
        assert words(page.one("ul", "referred").one("b")) == "Marisol"
        assert "A bucket is no well." in page.text
        assert status(page) == f"Nothing else has {typed}."
    page = ask(client, f"/search/?q=R{removed.pk}")
    (link,) = referred(page)
    assert link == (f"R {removed.pk}: open the response", f"/responses/{removed.pk}/#r{removed.pk}")
    assert "that go away" not in page.text and "Ada" not in page.text
    for hidden in (
        make_response(block, text="Waits to be read."),
        make_response(block, text="Removed from here.", status=Status.REMOVED),
    ):
        page = ask(client, f"/search/?q=R{hidden.pk}")
        assert referred(page) == []
        assert "Nothing found" in page.text


def test_words_of_a_response_do_not_turn_the_direction_of_what_stands_around_them(client):
    block = Block.objects.filter(work=make_work(make_debate())).first()
    make_response(block, text="שלום bucket שלום", status=Status.PUBLISHED)
    page = ask(client, "/search/?q=bucket+OR+שלום&view=kwic")
    assert [words(form) for form in page.one(role="status").all("bdi")] == ["שלום", "bucket"]
    for line in page.one("ol", "kwic").all("li"):
        left, right = line.one("span", "l"), line.one("span", "r")
        assert [[child.tag for child in each.children] for each in (left, right)] == [["bdi"], ["bdi"]]
    hit = ask(client, "/search/?q=bucket").one("ol", "hits").one("li")
    assert hit.one("p", "prose").attributes["dir"] == "auto"


def test_authors_of_whom_no_name_is_stated_are_told_apart_by_their_texts(client, small_debate, mass_line):
    page = ask(client, SEARCH)
    assert [words(option) for option in page.one("select", id="author").all("option")[1:]] == [
        "author not stated (L: Leninism and the Mass Line)",
        "Klaas V.",
        "author not stated (Q: First comment)",
        "Ehecatl of United Struggle from Within",
    ]


def test_several_debates_are_offered(client, mass_line, small_debate):
    page = ask(client, "/search/?q=unread")
    assert len(page.one("select", id="debate").all("option")) == 3
    assert page.all("nav", **{"aria-label": "Site"}) == []
    get(client, "/search/")


@pytest.mark.parametrize("items", [1, 3])
def test_what_responses_answer_costs_one_query(client, items, django_assert_num_queries):
    work = make_work(make_debate())
    question = make_question(work.debate)
    for _ in range(items):
        for target in (work, work.blocks.first(), question):
            make_response(target, text="A bucket is no well.", status=Status.PUBLISHED)
    with django_assert_num_queries(10):
        client.get("/search/?debate=wells&q=bucket")


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 4),
        ("&q=paragraph", 9),
        ("&q=paragraph&view=kwic", 8),
        ("&q=quodlibet", 6),
        # What is referred to, if it can be there at all.
        ("&q=A1", 7),
        ("&q=R 1", 7),
        ("&q=A 999", 6),
    ],
)
def test_number_of_queries(client, items, query, queries, django_assert_num_queries):
    make_work(make_debate(), blocks=items)
    with django_assert_num_queries(queries):
        client.get(f"/search/?debate=wells{query}")
