"""Spellings of a name and of a compound, on both engines."""

import pytest

from essays.domain.search_names import names_by_words
from essays.domain.search_query import parse_query
from essays.domain.searching.entries import Entry, index_entries
from essays.enums import EntryKind
from essays.queries.search import Filters, Order, Page, search
from tests.factories import make_debate

pytestmark = pytest.mark.django_db

NAMES = [(1, "Mao Zedong"), (1, "Mao Tse-Tung")]


def make_entries(**texts: str) -> None:
    debate = make_debate()
    index_entries(
        Entry(kind=EntryKind.RESPONSE, key=key, debate=debate.pk, url="/x/", body=text, place=place)
        for place, (key, text) in enumerate(texts.items())
    )


def found(query: str, names=()) -> list[str]:
    hits = search(parse_query(query, names_by_words(names)).query, Filters(), Page(Order.PLACE))
    return [entry.key for entry in hits.entries]


@pytest.fixture
def two_spellings(db):
    make_entries(names="Mao Tse-Tung wrote it.", other="Mao Zedong wrote it too.")


@pytest.mark.parametrize("query", ['"Mao Zedong wrote"', '"mao tse tung wrote it"', "it -class Zedong"])
def test_both_spellings_in_a_phrase(two_spellings, query):
    assert found(query, NAMES) == ["names", "other"]


@pytest.mark.parametrize("query", ['wrote -"Mao Zedong"', "wrote -Zedong", 'wrote -"mao tse tung"'])
def test_both_spellings_are_left_out(two_spellings, query):
    assert found(query, NAMES) == []
    assert len(found(query)) <= 1


def test_a_hyphen_may_be_left_out_of_the_text():
    make_entries(joined="Diehard foes.", parted="They die hard.", hyphen="Die‐hard ones.", none="Hard.")
    assert found("die-hard") == ["joined", "parted", "hyphen"]
    assert found('"diehard"') == ["joined"]
    assert found('"die-hard foes"') == ["joined"]
    assert found("hard -die-hard") == ["none"]
