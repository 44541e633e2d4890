"""Numbers and addresses by which somebody could be found. All are made up, of ranges that nobody has."""

import pytest

from comments.domain.screening.people import PATTERNS
from comments.enums import Ruling
from tests.comments.domain.screening.known import ask


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("CDCR #ZZ0000 is mine", "prison number", "CDCR #ZZ0000"),
        ("my number, ZZ0000, is", "prison number", "ZZ0000"),
        ("inmate no. 000000", "prison number", "inmate no. 000000"),
        ("DOC # 00000000 there", "prison number", "DOC # 00000000"),
        ("he is 00000-000 there", "prison number", "00000-000"),
        ("in cell 12b of it", "place in a prison", "cell 12b"),
        ("housing unit C-4 is", "place in a prison", "housing unit C-4"),
        ("it is 000-00-0000 there", "social security number", "000-00-0000"),
        ("write anna@example.org now", "e-mail address", "anna@example.org"),
        ("write anna (at) example (dot) org now", "e-mail address", "anna (at) example (dot) org"),
        ("call (555) 555-0100 now", "telephone number", "(555) 555-0100"),
        ("call +49 30 5550100 now", "telephone number", "+49 30 5550100"),
        ("call ５５５ ５５５ ０１００ now", "telephone number", "555 555 0100"),
        ("at 12 North Main Street then", "street address", "12 North Main Street"),
        ("in der Brunnenstraße 7b dort", "street address", "Brunnenstraße 7b"),
        ("au 12, rue du Puits sec", "street address", "12, rue du Puits sec"),
        ("to P.O. Box 000 there", "post box", "P.O. Box 000"),
        ("there, CA 00000, it is", "post code", "CA 00000"),
        ("I was born on 3 May 1985 there", "date of birth", "born on 3 May 1985"),
        ("DOB: 05/03/85 there", "date of birth", "DOB: 05/03/85"),
        ("geboren am 3. Mai 1985 dort", "date of birth", "geboren am 3. Mai 1985"),
    ],
)
def test_is_found(text, rule, words):
    answer = ask("people", text)
    assert (answer.ruling, answer.rule, answer.words) == (Ruling.HOLD, rule, (words,))


@pytest.mark.parametrize(
    "text",
    [
        "K 16, E 17 and R 1234 say so; see also pp. 12-13.",
        "From 1917-1949, and in 1949 1950 1951, 600 million people lived there.",
        "Mao was born on 26 December 1893 in a village.",
        "ISBN 978-0-00-000000-2 is the book.",
        "90 percent of the 4,000,000,000 words are not his, of 12.5.1.",
        "On Practice, 1937, Selected Works, Vol. 1, p. 297.",
    ],
)
def test_numbers_of_books_and_of_history_are_not(text):
    assert ask("people", text).ruling == Ruling.PASS


def test_a_full_name_beside_an_address_is_shown_with_it():
    answer = ask("people", "Write to Anna B. Brook, 12 North Main Street, or to P.O. Box 000.")
    assert answer.rule == "street address, post box, full name beside it"
    assert answer.words == ("Anna B. Brook", "12 North Main Street", "P.O. Box 000")
    assert answer.figure == 2


def test_a_name_alone_is_not_held():
    assert ask("people", "Anna B. Brook says so in On Wells.").ruling == Ruling.PASS


def test_every_pattern_is_seen_to_match():
    cases = next(mark for mark in test_is_found.pytestmark if mark.name == "parametrize").args[1]
    assert {rule for _, rule, _ in cases} == {pattern.name for pattern in PATTERNS}
