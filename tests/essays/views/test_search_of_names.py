"""The page of the search, asked for somebody whose name the texts spell in several ways."""

from urllib.parse import quote

import pytest

from tests.essays.views.test_search import SEARCH, ask, status, words

pytestmark = pytest.mark.django_db


def test_the_other_spelling_of_a_name_is_looked_for_and_said(client, mass_line):
    page = ask(client, f"{SEARCH}&q=Mao+Tse-Tung&kind=paragraph")
    assert "Also looked for “Mao Zedong”, “Chairman Mao”." in status(page)
    assert {words(mark) for mark in page.one("ol", "hits").all("mark")} >= {"Mao Zedong", "Mao Tse-Tung"}


def test_a_part_of_a_name_finds_what_its_other_spelling_does(client, mass_line):
    one, other = (ask(client, f"{SEARCH}&q={part}&kind=paragraph") for part in ("Zedong", "tse-tung"))
    assert "Also looked for “Tse-Tung”." in status(one)
    assert "Also looked for “Zedong”." in status(other)
    assert {words(hit) for hit in one.one("ol", "hits").all("li")} == {
        words(hit) for hit in other.one("ol", "hits").all("li")
    }


@pytest.mark.parametrize(
    "forms",
    [
        ["Klaas V.", "Klaas", "Klass V"],
        ["V.I. Lenin", "V. I. Lenin", "VI Lenin", "Lenin"],
        ['"Mao Zedong"', '"Mao Tse-Tung"', "Chairman Mao"],
        ['Mao -"Mao Zedong"', 'Mao -"Mao Tse-Tung"', 'Mao -"Chairman Mao"'],
    ],
)
def test_all_forms_of_a_name_find_as_much(client, mass_line, forms):
    found = {status(ask(client, f"{SEARCH}&q={quote(form)}")).partition(".")[0] for form in forms}
    assert len(found) == 1
    assert found.pop().endswith(" places")
