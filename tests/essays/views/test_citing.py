"""The page and the downloads that cite a work or a paragraph."""

import json

import pytest

from essays.models import Debate
from tests.essays.views.served import get


@pytest.mark.django_db
def test_citation_page_shows_all_forms(client, mass_line: Debate):
    page = get(client, "/works/two-conceptions-of-the-mass-line/cite/?p=16")
    plain = page.one("main").one("p", "prose").text
    assert plain.endswith("http://testserver/works/two-conceptions-of-the-mass-line/p16/")
    bibtex, csl = (form.text for form in page.one("main").all("pre"))
    assert bibtex.startswith("@misc{two-conceptions-of-the-mass-line-p16,\n  author = {{Klaas V.}},")
    assert json.loads(csl)[0]["section"] == "¶ 16"
    downloads = [link.attributes["href"] for link in page.one("main").all("a", "button")]
    assert downloads == [
        "/works/two-conceptions-of-the-mass-line/cite.bib?p=16",
        "/works/two-conceptions-of-the-mass-line/cite.json?p=16",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "content_type", "name", "begins"),
    [
        (
            "cite.bib",
            "application/x-bibtex; charset=utf-8",
            "leninism-and-the-mass-line.bib",
            "@misc{leninism",
        ),
        (
            "cite.json?p=3",
            "application/vnd.citationstyles.csl+json",
            "leninism-and-the-mass-line-p3.json",
            "[\n",
        ),
    ],
)
def test_downloads(client, mass_line: Debate, path, content_type, name, begins):
    response = client.get(f"/works/leninism-and-the-mass-line/{path}")
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content.decode().startswith(begins)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "26", "-1", "x", "1.5", "9" * 5000])
@pytest.mark.parametrize("path", ["cite/", "cite.bib", "cite.json"])
def test_citing_a_paragraph_that_is_not_there(client, small_debate: Debate, path, number):
    response = client.get(f"/works/on-weeding/{path}", {"p": number})
    assert response.status_code == 404
    assert "A has paragraphs 1 to" in response.content.decode()
