"""Sentences of a paragraph, character for character."""

import pytest

from essays.domain.sentences import split_sentences


def texts(paragraph):
    return [sentence.text for sentence in split_sentences(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("", []),
        ("   ", []),
        ("One sentence", ["One sentence"]),
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("(In brackets.) Outside.", ["(In brackets.)", "Outside."]),
        ("It ends. “A quotation begins.”", ["It ends.", "“A quotation begins.”"]),
        ("It ends. (A bracket opens.)", ["It ends.", "(A bracket opens.)"]),
        ("Klaas V. The next words stay.", ["Klaas V. The next words stay."]),
        ("He and I. We went.", ["He and I.", "We went."]),
        ("In the U.S. The masses are many.", ["In the U.S. The masses are many."]),
        ("Workers, etc. Others too.", ["Workers, etc. Others too."]),
        ("See vol. II, p. 12. Then go.", ["See vol. II, p. 12.", "Then go."]),
        ("To do that. we need to deeper.", ["To do that. we need to deeper."]),
        ("in 1943! With decades behind him.", ["in 1943!", "With decades behind him."]),
        ("It was 1926. 1943 came later.", ["It was 1926.", "1943 came later."]),
        ("Well... That depends … Really.", ["Well... That depends … Really."]),
        ("Opportunism, no? In addition, yes.", ["Opportunism, no?", "In addition, yes."]),
        ("Élan. Öffentlich.", ["Élan.", "Öffentlich."]),
    ],
)
def test_sentences(paragraph, expected):
    assert texts(paragraph) == expected


def test_offsets_give_back_the_text():
    paragraph = "  First one.  Second “one.”\u00a0Third "
    sentences = split_sentences(paragraph)
    assert [paragraph[sentence.start : sentence.end] for sentence in sentences] == [
        "  First one.",
        "Second “one.”",
        "Third",
    ]
    assert [sentence.text for sentence in sentences] == ["  First one.", "Second “one.”", "Third"]


def test_nothing_but_white_space_is_lost():
    paragraph = "Mr. A. B. said: “Go!” (They went.) 3 stayed… Why? Because. etc. 'Quote.' –– Dash? [Sic!] end"
    assert "".join(texts(paragraph)).replace(" ", "") == paragraph.replace(" ", "")


@pytest.mark.parametrize(
    "paragraph", ["." * 20000, ". " * 10000, "A. " * 7000, "“" * 20000, ".”" * 10000, "a.b" * 7000]
)
def test_shapes_that_could_be_slow(paragraph):
    assert "".join(texts(paragraph)).replace(" ", "") == paragraph.replace(" ", "")
