"""Words, their places and the form in which they are compared."""

import pytest

from essays.domain.tracing.words import words_of


def norms(text):
    return [word.norm for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" … – ", []),
        ("The Masses", ["the", "masses"]),
        ("all-round", ["all", "round"]),
        ("don’t", ["don't"]),
        ("don't", ["don't"]),
        ("the Peoples’ army", ["the", "peoples", "army"]),
        ("‘masses.’", ["masses"]),
        ("strengthen[ing]", ["strengthen", "ing"]),
        ("snake_case", ["snake", "case"]),
        ("in\u00a01943!", ["in", "1943"]),
        ("cafe\u0301 Caf\u00e9", ["caf\u00e9", "caf\u00e9"]),
        ("pro\u00adletariat \ufb01rst", ["proletariat", "first"]),
        ("Stra\u00dfe", ["strasse"]),
        ("\u7fa4\u4f17\u8def", ["\u7fa4", "\u4f17", "\u8def"]),
    ],
)
def test_norms(text, expected):
    assert norms(text) == expected


def test_offsets_are_of_the_text_as_it_stands():
    text = "“The\u00a0masses”—don’t"
    assert [(word.text, text[word.start : word.end]) for word in words_of(text)] == [
        ("The", "The"),
        ("masses", "masses"),
        ("don’t", "don’t"),
    ]
