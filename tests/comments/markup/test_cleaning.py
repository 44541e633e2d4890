import pytest

from comments.markup.cleaning import clean_line, clean_text


@pytest.mark.parametrize(
    "unseen",
    [
        "\x00", "\x01", "\x02", "\x03", "\x08", "\x1b", "\x7f", "\x80", "\x9f", "\u00ad", "\u061c",
        "\u200b", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2063",
        "\u2066", "\u2067", "\u2068", "\u2069", "\u206a", "\ufeff", "\ufff9", "\ufffb", "\uffff", "\ufdd0",
        "\ud800", "\U000e0001", "\U000e0041", "\U000e007f", "\U000e0100", "\u3164", "\u180e",
    ],
)  # fmt: skip
def test_an_unseen_character_goes(unseen):
    assert clean_text(f"won{unseen} over") == "won over"


@pytest.mark.parametrize(
    "text",
    [
        "plain words", "tab\tand\nline\n\nfeeds", "no\u00a0break", "ß é ñ ﬁ “quotes” — …", "日本語の文章",
        "עברית וערבית عربي",
        "नमस्ते क\u094d\u200dष", "می\u200cخواهم", "👩🏽‍🌾", "a\u0301e\u0308", "x² ½ №",
    ],
)  # fmt: skip
def test_what_can_be_seen_stays(text):
    assert clean_text(text) == text


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_line_ends_become_line_feeds(ends):
    assert clean_text(f"one{ends}two") == "one\ntwo"


def test_joiners_between_latin_letters_go():
    assert clean_text("ad\u200cmin\u200d") == "admin"


def test_white_space_at_the_ends_goes():
    assert clean_text(" \n\n  words \t\n") == "words"


def test_a_pile_of_marks_is_cut():
    assert clean_text("Z" + "\u0334" * 500 + "o") == "Z" + "\u0334" * 8 + "o"


@pytest.mark.parametrize(
    "text", ["a\u200bb", "\r\r\n", "x\u200c\u202e\u200dy", "Z" + "\u0334" * 20, "\x85 a \u2028"]
)
def test_cleaning_again_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_a_line_is_one_line():
    assert clean_line(" two\r\nlines\tand \u200b more ") == "two lines and more"
