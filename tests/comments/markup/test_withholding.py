"""Naming the words to withhold, and the text without them."""

import pytest

from comments.markup.cleaning import clean_text
from comments.markup.convert import convert
from comments.markup.plain import render_plain
from comments.markup.withheld import HTML, MARK, SHOWN
from comments.markup.withholding import (
    MOST_PASSAGES,
    PassageRefused,
    Piece,
    Span,
    find_passages,
    pieces,
    withhold,
)

TEXT = "Ask Ines.\nInes lives at the mill; the mill is old.\n\nIt has #2 painted on it."


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("lives at the mill", ["lives at the mill"]),
        ("  lives   at the\tmill  ", ["lives at the mill"]),
        ("Ask Ines. Ines lives", ["Ask Ines.\nInes lives"]),
        ("old. It has", ["old.\n\nIt has"]),
        ("Ines #2", ["Ines"]),
        ("Ines #all", ["Ines", "Ines"]),
        ("has #2", ["has #2"]),
        ("the mill #1\nold", ["the mill", "old"]),
        ("is old\nthe mill is", ["the mill is old"]),
        ("lives at\nat the mill", ["lives at the mill"]),
    ],
)
def test_passages_are_found_as_they_stand(typed, named):
    assert [TEXT[span.start : span.end] for span in find_passages(TEXT, typed)] == named


def test_the_second_occurrence_is_the_second():
    assert find_passages(TEXT, "Ines #2") == (Span(10, 14),)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Name the words to withhold"),
        (" \n\n", "Name the words to withhold"),
        ("nowhere", "“nowhere” does not stand in the response."),
        ("ines", "“ines” does not stand in the response."),
        ("Ines", "“Ines” stands there 2 times: add “#1” for the first and so on, or “#all”."),
        ("Ines #3", "“Ines” stands there 2 times, so #3 is none."),
        ("Ines #0", "“Ines” stands there 2 times, so #0 is none."),
        ("Ask #2", "“Ask” stands there once, so #2 is none."),
        ("old\n" * (MOST_PASSAGES + 1), f"At most {MOST_PASSAGES} passages"),
    ],
)
def test_a_passage_that_is_not_one_is_refused_in_plain_words(typed, words):
    with pytest.raises(PassageRefused, match="^" + words):
        find_passages(TEXT, typed)


def test_words_that_are_withheld_already_are_not_found_in_their_mark():
    text = withhold(TEXT, find_passages(TEXT, "lives at"))
    with pytest.raises(PassageRefused):
        find_passages(text, "for safety")
    with pytest.raises(PassageRefused):
        find_passages(text, "Ines [withheld")
    assert find_passages(text, "the mill #2")


def test_the_text_has_a_mark_for_each_passage():
    assert withhold("a b c b", (Span(0, 1), Span(6, 7))) == f"{MARK} b c {MARK}"
    assert pieces("a b c", (Span(2, 3),)) == [Piece("a ", False), Piece("b", True), Piece(" c", False)]
    assert pieces("abc", ()) == [Piece("abc", False)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"See {MARK}, there.", f"<p>See {HTML}, there.</p>"),
        (f"**bold {MARK}** and", f"<p><strong>bold {HTML}</strong> and</p>"),
        (f"in `code {MARK}` too", f"<p>in <code>code {HTML}</code> too</p>"),
        (f"```\nall {MARK}\n```", f"<pre><code>all {HTML}\n</code></pre>"),
        (f"> {MARK}", f"<blockquote>\n<p>{HTML}</p>\n</blockquote>"),
        (f"at https://example.org/{MARK} now", "<p>at <a "),
        (f"[{MARK}](https://example.org/)", "<p><a "),
        (f"[words](https://example.org/{MARK})", "<p>"),
    ],
)
def test_the_mark_is_shown_wherever_it_stands(text, html):
    shown = convert(text, {})
    assert shown.startswith(html)
    assert shown.count(HTML) == 1
    assert "\u2063" not in shown


def test_the_mark_within_a_text_shown_as_typed():
    assert render_plain(f"<b> & {MARK}\nnext") == f"<p>&lt;b&gt; &amp; {HTML}<br>next</p>"


@pytest.mark.parametrize(
    "typed", [SHOWN, MARK, HTML, f"\u2063{SHOWN}", '<span class="withheld">x</span>', f"`{MARK}`"]
)
def test_nobody_can_type_the_mark(typed):
    text = clean_text(typed)
    assert MARK not in text
    for html in (convert(text, {}), render_plain(text)):
        assert "<span" not in html


def test_what_is_typed_beside_a_mark_gains_nothing_by_it():
    text = clean_text('<span class="withheld">not the moderators</span> ' + SHOWN) + f" {MARK}"
    assert convert(text, {}).count("<span") == 1
