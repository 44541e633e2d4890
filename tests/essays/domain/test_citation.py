"""Citations in plain words, BibTeX and CSL-JSON."""

import json
from dataclasses import replace

import pytest

from essays.domain.citation import Citation, bibtex, csl_json, plain

K = Citation(
    slug="two-conceptions",
    author="Klaas V.",
    title="Two Conceptions of the Mass Line",
    kind="essay",
    date="",
    container="The Mass Line: a reading room",
    version=2,
    language="en",
    address="http://room.example/works/two-conceptions/",
)
K16 = replace(K, paragraph=16, address="http://room.example/works/two-conceptions/p16/")


def test_plain_work():
    assert plain(K) == (
        "Klaas V., “Two Conceptions of the Mass Line” (n.d.), version 2. The Mass Line: a reading room. "
        "http://room.example/works/two-conceptions/"
    )


def test_plain_sets_a_title_within_the_title_in_single_marks():
    assert plain(replace(K, title="Comment on “Two Conceptions”")).startswith(
        "Klaas V., “Comment on ‘Two Conceptions’” (n.d.)"
    )


def test_plain_paragraph_of_a_dated_work_without_author():
    assert plain(replace(K16, author="", date="1943")) == (
        "Author not stated, “Two Conceptions of the Mass Line” (1943), ¶\N{NO-BREAK SPACE}16, version 2. "
        "The Mass Line: a reading room. http://room.example/works/two-conceptions/p16/"
    )


def test_bibtex_paragraph():
    assert bibtex(K16) == (
        "@misc{two-conceptions-p16,\n"
        "  author = {{Klaas V.}},\n"
        "  title = {{Two Conceptions of the Mass Line}},\n"
        "  year = {n.d.},\n"
        "  howpublished = {The Mass Line: a reading room},\n"
        "  type = {essay},\n"
        "  note = {paragraph 16; version 2},\n"
        "  language = {en},\n"
        "  url = {http://room.example/works/two-conceptions/p16/},\n"
        "}\n"
    )


def test_bibtex_without_author_says_so():
    entry = bibtex(replace(K, author=""))
    assert "author =" not in entry
    assert "  note = {author not stated; version 2},\n" in entry


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("A {brace", "A {\\textbraceleft}brace"),
        ("a } b", "a {\\textbraceright} b"),
        ("C:\\x", "C:{\\textbackslash}x"),
        ("50 % & $3 #1 a_b ~ ^", "50 \\% \\& \\$3 \\#1 a\\_b {\\textasciitilde} {\\textasciicircum}"),
        ('“Ça” & "là"', '“Ça” \\& "là"'),
        ("two\nlines", "two lines"),
        ("毛泽东", "毛泽东"),
    ],
)
def test_bibtex_escapes(title, printed):
    entry = bibtex(replace(K, title=title))
    assert f"  title = {{{{{printed}}}}},\n" in entry
    assert entry.count("{") == entry.count("}")


def test_bibtex_key_is_plain_ascii():
    assert bibtex(replace(K16, slug="Résumé, {x}")).startswith("@misc{r-sum-x-p16,\n")


def test_csl_json_paragraph():
    assert json.loads(csl_json(K16)) == [
        {
            "id": "two-conceptions-p16",
            "type": "webpage",
            "title": "Two Conceptions of the Mass Line",
            "author": [{"literal": "Klaas V."}],
            "issued": {"literal": "n.d."},
            "container-title": "The Mass Line: a reading room",
            "genre": "essay",
            "version": "2",
            "language": "en",
            "URL": "http://room.example/works/two-conceptions/p16/",
            "section": "¶ 16",
        }
    ]


def test_csl_json_keeps_every_character():
    title = 'A {brace, a "quote", \\ and 毛泽东'
    assert json.loads(csl_json(replace(K, title=title)))[0]["title"] == title
    assert "毛泽东" in csl_json(replace(K, title=title))


def test_csl_json_without_author_names_none():
    item = json.loads(csl_json(replace(K, author="")))[0]
    assert "author" not in item
    assert "section" not in item
