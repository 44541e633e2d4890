"""Prose is what the converter would have made of it, letter for letter."""

import random

import pytest

from comments.markup.cleaning import clean_text
from comments.markup.convert import convert
from comments.markup.prose import is_prose, render_prose

#: What prose is made of, and what comes near to markup with it.
PARTS = (
    *"abcXYZ019éÄɏ.,;:?!()\"'“”‘’„«»%–—- ", "\n", "\n\n", "\n\n\n", " \n", "  ", "1.", "a.", "- ", "--",
    "---", "http:", "mailto:", "www.x.org", "K 16", "R 6", "...", "(c)", "A:", "\n1", "\n- ", "\n(", "\n“",
    "TM", "&", "*", "_a_",
)  # fmt: skip


def test_prose_reads_as_the_converter_has_it():
    chance = random.Random(3)
    found = 0
    for _ in range(3000):
        text = clean_text("".join(chance.choices(PARTS, k=chance.choice((2, 5, 12, 40)))))
        if is_prose(text):
            found += 1
            assert render_prose(text) == convert(text, {}), text
    assert found > 500


def test_each_letter_of_prose_stands_as_the_converter_has_it():
    text = " ".join(f"{letter} a{letter}" for letter in map(chr, range(0xC0, 0x250)))
    assert is_prose(text)
    assert render_prose(text) == convert(text, {})


@pytest.mark.parametrize(
    "text",
    [
        "# a", "- a", "1. a", "a\n1. b", "a\n- b", "a \nb", "a\n\n\nb", "a\tb", "> a", "*a*", "_a_",
        "`a`", "~~~", "[a](b)", "<b>", "a & b", "a\\b", "see https://x.org/", "a | b", "a = b", "два",
        "a\u00a0b", "    a", "", "a\n" * 2000 + "a",
    ],
)  # fmt: skip
def test_what_may_be_markup_is_no_prose(text):
    assert not is_prose(text)
