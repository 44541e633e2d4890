"""Keywords in context: where hits stand, and what is shown around them."""

import pytest

from essays.domain.concordance import Sorting, excerpt, find_hits, lines_of, sort_lines
from essays.domain.search_query import parse_query

TEXT = "To win over the backward; winning over the “Backwards” is not isolating them. Win them over!"


def hits(query: str, text: str = TEXT, language: str = "en") -> list[str]:
    spans = find_hits(text, parse_query(query, {}).query.wanted, language)
    assert spans == sorted(spans)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("win", ["win", "winning", "Win"]),
        ('"win"', ["win", "Win"]),
        ('"win over"', ["win over"]),
        ("backward", ["backward", "Backwards"]),
        ("isolat*", ["isolating"]),
        ('win "win over"', ["win over", "winning", "Win"]),
        ("over -win", ["over", "over", "over"]),
        ("nowhere", []),
        ("*", []),
    ],
)
def test_hits(query, found):
    assert hits(query) == found


def test_hits_without_regard_to_case_and_diacritics():
    assert hits("liberte", "La LIBERTÉ, la liberte\u0301.") == ["LIBERTÉ", "liberte\u0301"]


def test_a_text_in_another_language_has_no_stems():
    assert hits("isolating", "isolate isolating", "de") == ["isolating"]


def test_a_line_has_whole_words_around_its_key():
    text = "one " * 40 + "key" + " two" * 40
    (line,) = lines_of(0, text, [(160, 163)])
    assert (line.key, line.form) == ("key", "key")
    assert line.left == "one " * 16
    assert line.right == " two" * 16
    assert (line.before, line.after) == (("one",) * 3, ("two",) * 3)


def test_a_line_at_the_ends_of_a_text():
    (line,) = lines_of(0, "key", [(0, 3)])
    assert (line.left, line.right, line.before, line.after) == ("", "", (), ())


def test_a_word_longer_than_the_context_is_cut():
    (line,) = lines_of(0, "x" * 100 + "key" + "y" * 100, [(100, 103)])
    assert (line.left, line.right) == ("x" * 64, "y" * 64)


@pytest.mark.parametrize(
    ("by", "order"),
    [
        (Sorting.PLACE, ["b key d", "a Key c", "a keys b"]),
        (Sorting.LEFT, ["a Key c", "a keys b", "b key d"]),
        (Sorting.RIGHT, ["a keys b", "a Key c", "b key d"]),
        (Sorting.FORM, ["b key d", "a Key c", "a keys b"]),
    ],
)
def test_sorting(by, order):
    texts = ["b key d", "a Key c", "a keys b"]
    lines = [line for n, text in enumerate(texts) for line in lines_of(n, text, [(2, len(text) - 2)])]
    assert [texts[line.index] for line in sort_lines(lines, by)] == order


def show(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_a_short_text_is_shown_whole():
    assert show(excerpt("To win over.", [(3, 6)])) == "To [win] over."
    assert show(excerpt("To win over.", [])) == "To win over."
    assert excerpt("", []) == ()


def test_an_excerpt_shows_where_most_hits_are():
    text = "key " + "word " * 100 + "key key " + "word " * 100
    shown = show(excerpt(text, [(0, 3), (504, 507), (508, 511)]))
    assert shown.count("[key]") == 2
    assert shown.startswith("… word") and shown.endswith("word …")
    assert len(shown) < 280


def test_an_excerpt_without_a_hit_begins_at_the_beginning():
    assert show(excerpt("word " * 100, [])).startswith("word word")


def test_an_excerpt_of_one_endless_word_ends():
    shown = show(excerpt("x" * 1000, [(0, 1000)]))
    assert shown == f"[{'x' * 1000}]"


def test_an_excerpt_of_a_script_without_spaces_shows_its_hit_and_is_long_enough():
    text = "中文，" * 100 + "毛泽东，" + "中文，" * 20 + " end " + "中文，" * 100
    shown = excerpt(text, find_hits(text, parse_query("毛泽东", {}).query.wanted, "zh"))
    assert [piece.text for piece in shown if piece.is_hit] == ["毛泽东"]
    assert show(excerpt("中文，" * 200, [])) == ("中文，" * 200)[:260] + " …"
