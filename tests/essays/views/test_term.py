"""The page of a term, and its uses as a table."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from essays.models import Term
from essays.views import terms
from tests.essays.apparatus import make_apparatus
from tests.essays.views.served import get

pytestmark = pytest.mark.django_db

MASSES = "/debates/mass-line/terms/masses/"
SHELF = "/debates/library-shelves/terms/shelf/"


def words(element) -> str:
    return " ".join(element.text.split())


def test_definitions_stand_side_by_side(client, mass_line):
    columns = get(client, MASSES).one("div", "cols").all("div", "stack")
    assert [len(column.all("blockquote")) for column in columns] == [4, 2, 2]


def test_how_often_and_where(client, mass_line):
    page = get(client, MASSES)
    assert words(page.one("p", "lede")).startswith("177 uses in 3 texts. ")
    table = page.one("table", "spread")
    rows = table.one("tbody").all("tr")
    assert [words(cell) for cell in rows[1].all("td")[:3]] == ["11", "9.4", "5 of 25"]
    bar = rows[1].one("svg")
    assert len(bar.all("line")) == 11
    assert bar.attributes["role"] == "img"
    assert bar.attributes["aria-label"].startswith("K, paragraphs 6")
    assert rows[2].one("svg").attributes["aria-label"] == "Not used in Q"


def test_a_narrow_page_shows_the_table_otherwise_and_it_stays_a_table(client, small_debate):
    table = get(client, SHELF).one("table", "spread")
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    heads = {"col": "columnheader", "row": "rowheader"}
    parts = [each for each in (table, *table.all()) if each.tag in (*roles, "th")]
    assert len(parts) > 10
    assert [each.attributes.get("role") for each in parts] == [
        roles.get(each.tag) or heads[each.attributes["scope"]] for each in parts
    ]


def test_every_use_is_a_line_with_its_paragraph(client, mass_line):
    page = get(client, MASSES)
    lines = page.one("ol", "kwic").all("li")
    assert len(lines) == 177
    assert {words(line.one("mark")).lower() for line in lines} == {"masses"}
    assert lines[0].one("a", "ref").attributes["href"] == "/works/leninism-and-the-mass-line/#p2"


@pytest.mark.parametrize("sort", ["left", "right", "form", "sideways", ""])
def test_any_order_shows_the_same_lines(client, small_debate, sort):
    lines = [words(line) for line in get(client, SHELF).one("ol", "kwic").all("li")]
    sorted_ones = get(client, f"{SHELF}?sort={sort}").one("ol", "kwic").all("li")
    assert sorted(words(line) for line in sorted_ones if "form" not in line.classes) == sorted(lines)


def test_one_form_alone(client, small_debate):
    page = get(client, f"{SHELF}?form=shelve")
    assert {words(mark).lower() for mark in page.one("ol", "kwic").all("mark")} == {"shelve"}
    assert words(page.all(**{"aria-current": "true"})[-1]).startswith("shelve")


def test_pages_of_uses(client, mass_line, monkeypatch):
    monkeypatch.setattr(terms, "USES_A_PAGE", 100)
    first = get(client, MASSES)
    assert len(first.one("ol", "kwic").all("li")) == 100
    (following,) = first.all("a", rel="next")
    rest = get(client, MASSES + following.attributes["href"])
    assert (len(rest.one("ol", "kwic").all("li")), rest.all("a", rel="next")) == (77, [])
    (back,) = (link for link in rest.all("a") if words(link) == "From the beginning")
    assert back.attributes["href"] == "?sort=place"


def test_after_the_end_comes_the_last_page(client, mass_line, monkeypatch):
    monkeypatch.setattr(terms, "USES_A_PAGE", 100)
    page = get(client, f"{MASSES}?after=9999&sort=left")
    lines = page.one("ol", "kwic")
    assert (lines.attributes["start"], len(lines.all("li"))) == ("101", 77)
    assert page.one("nav", "acts").one("a").attributes["href"] == "?sort=left"


def test_a_term_nobody_defines(client, small_debate):
    assert "No author says what it means." in get(client, SHELF).text


def test_the_glossary_leads_to_every_term(client, mass_line):
    page = get(client, "/debates/mass-line/terms/")
    linked = {link.attributes["href"] for link in page.one("main").all("a")}
    assert {
        reverse("term", args=["mass-line", slug]) for slug in Term.objects.values_list("slug", flat=True)
    } <= linked


def test_as_a_table(client, mass_line):
    response = client.get("/debates/mass-line/terms/masses.csv?sort=right")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="mass-line-masses.csv"'
    rows = list(csv.DictReader(StringIO(response.content.decode(), newline="")))
    assert len(rows) == 177
    assert list(rows[0]) == list(terms.CSV_HEADER)
    assert rows[0]["address"].startswith("http://testserver/works/")
    assert {row["text"] for row in rows} == {"L", "K", "E"}
    assert all(row["form"].lower() == "masses" for row in rows)


@pytest.mark.parametrize("path", ["nothing/", "nothing.csv"])
def test_a_term_that_is_not_there(client, small_debate, path):
    assert client.get(f"/debates/library-shelves/terms/{path}").status_code == 404
    assert client.get(f"/debates/nowhere/terms/{path}").status_code == 404


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("term", 7), ("term-csv", 6)])
def test_number_of_queries(client, items, name, queries, django_assert_num_queries):
    debate = make_apparatus(items)
    term = Term.objects.filter(debate=debate).first()
    with django_assert_num_queries(queries):
        client.get(reverse(name, args=[debate.slug, term.slug]))
