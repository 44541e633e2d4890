import pytest

from essays.domain.corpus.quotations import NotFound, find_quotation, nearest, shorten, stands_in

TEXT = "A well is dug by those who drink. A well is “deep”. Who digs the well?"


@pytest.mark.parametrize(
    ("quote", "occurrence", "found"),
    [
        ("dug by those", 0, (10, 22)),
        ("A well is", 1, (0, 9)),
        ("A well is", 2, (34, 43)),
        ("“deep”", 0, (44, 50)),
        (TEXT, 0, (0, 70)),
    ],
)
def test_found(quote, occurrence, found):
    assert find_quotation(TEXT, quote, occurrence) == found
    assert TEXT[slice(*found)] == quote


@pytest.mark.parametrize(
    ("quote", "occurrence", "reason"),
    [
        (
            "A well is",
            0,
            "the quotation “A well is” occurs 2 times in it; add “occurrence: 1” (to 2) or quote more words",
        ),
        ("A well is", 3, "occurrence 3 of “A well is”: it occurs 2 times"),
        (
            'A well is "deep".',
            0,
            'the quotation “A well is "deep".” does not occur in it; '
            "the nearest passage is “A well is “deep”.”",
        ),
        (
            "dug by them who drink",
            0,
            "the quotation “dug by them who drink” does not occur in it; "
            "the nearest passage is “dug by those who drink.”",
        ),
        ("a bridge of stone", 0, "the quotation “a bridge of stone” does not occur in it"),
    ],
)
def test_not_found(quote, occurrence, reason):
    assert find_quotation(TEXT, quote, occurrence) == NotFound(reason)


def test_overlapping_occurrences_are_counted():
    assert find_quotation("aaa", "aa", 2) == (1, 3)


def test_long_quotations_are_shortened_in_messages():
    assert shorten("a" * 80) == "a" * 80
    assert shorten("word " * 40, 20) == "word word word w ..."


def test_a_very_long_paragraph_is_searched_in_part():
    assert nearest("other words " * 50_000 + "the well is deep", "the well was deep") == ""


@pytest.mark.parametrize(
    ("parts", "text", "stands"),
    [
        (("they must be", "united", "to form"), "they must be united to form a front", True),
        (("", "unite", ""), "unite the advanced", True),
        (("won over", ", as they"), "be won over, as they are", True),
        (("unite", "advanced"), "unite the advanced", False),
        (("the advanced", "unite"), "unite the advanced", False),
        (("a.c",), "abc", False),
    ],
)
def test_words_stand_in_a_quotation(parts, text, stands):
    assert stands_in(parts, text) is stands
