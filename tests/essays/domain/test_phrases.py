"""How the margin words a relation from either side."""

import pytest

from essays.domain.phrases import (
    PASSIVES,
    capitalised,
    end_sentence,
    paragraphs_of,
    reference_phrase,
    relation_phrase,
)
from essays.models import Work


@pytest.mark.parametrize(
    ("kind", "acting", "other"),
    [
        ("answers", ("Answers", ""), ("Answered in", "")),
        ("quotes with change", ("Quotes with change", ""), ("Quoted in", ", with change")),
        ("agrees with", ("Agrees with", ""), ("", " agrees with this")),
        ("differs from", ("Differs from", ""), ("", " differs from this")),
        ("odd {} kind", ("Odd {} kind", ""), ("", " odd {} kind this")),
    ],
)
def test_relation_from_both_sides(kind, acting, other):
    assert relation_phrase(kind, acting=True) == acting
    assert relation_phrase(kind, acting=False) == other


def test_every_passive_has_one_place():
    assert {phrase.count("{}") for phrase in PASSIVES.values()} == {1}


@pytest.mark.parametrize(
    ("kind", "phrase"), [("block quotation", "Quotes"), ("mention", "Names"), ("tendency", "Tendency:")]
)
def test_reference(kind, phrase):
    assert reference_phrase(kind) == phrase


@pytest.mark.parametrize(
    ("text", "ended"),
    [("", ""), ("Named", "Named."), ("Named.", "Named."), ("“Why?”", "“Why?”"), ("(see K 6)", "(see K 6).")],
)
def test_end_sentence(text, ended):
    assert end_sentence(text) == ended


@pytest.mark.parametrize(("text", "result"), [("", ""), ("in K 6", "In K 6"), ("eK", "EK")])
def test_capitalised(text, result):
    assert capitalised(text) == result


@pytest.mark.parametrize(("last", "words"), [(1, "only paragraph 1"), (25, "paragraphs 1 to 25")])
def test_paragraphs_of(last, words):
    assert paragraphs_of(Work(last_number=last)) == words
