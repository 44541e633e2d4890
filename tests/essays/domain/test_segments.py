"""Marked passages cut into pieces: the text always once and in order, whatever overlaps."""

import random

import pytest

from essays.domain.segments import Mark, MarkKind, Piece, Run, letter, set_text, without_overlaps

CITED, QUOTED, TERM, ODDITY = MarkKind.CITED, MarkKind.QUOTED, MarkKind.TERM, MarkKind.ODDITY


def text_of(runs):
    return "".join(piece.text for run in runs for piece in run.pieces)


def test_text_without_marks_is_one_run():
    assert set_text("The masses.", []) == (Run(pieces=(Piece("The masses."),)),)


def test_empty_text_is_no_run():
    assert set_text("", [Mark(0, 0, CITED, "a")]) == ()


def test_passage_opens_and_closes():
    assert set_text("abcdef", [Mark(2, 4, CITED, "a")]) == (
        Run(pieces=(Piece("ab"), Piece("cd", opens="a", cited="a")), calls=("a",)),
        Run(pieces=(Piece("ef"),)),
    )


def test_passages_that_overlap():
    assert set_text("abcdef", [Mark(0, 4, CITED, "a"), Mark(2, 6, CITED, "b")]) == (
        Run(
            pieces=(Piece("ab", opens="a", cited="a"), Piece("cd", opens="b", cited="a b")),
            calls=("a",),
        ),
        Run(pieces=(Piece("ef", cited="b"),), calls=("b",)),
    )


def test_passages_that_begin_and_end_together():
    assert set_text("abcd", [Mark(0, 4, CITED, "b"), Mark(0, 4, CITED, "a"), Mark(0, 2, CITED, "c")]) == (
        Run(pieces=(Piece("ab", opens="a b c", cited="a b c"),), calls=("c",)),
        Run(pieces=(Piece("cd", cited="a b"),), calls=("a", "b")),
    )


def test_two_marks_of_one_note_call_it_once():
    runs = set_text("abcd", [Mark(0, 4, CITED, "a"), Mark(2, 4, CITED, "a")])
    assert [run.calls for run in runs] == [("a",)]


def test_letters_of_quotations_are_told_apart():
    assert set_text("abcd", [Mark(0, 4, QUOTED, "a"), Mark(0, 2, CITED, "b")]) == (
        Run(pieces=(Piece("ab", opens="b", quotes="a", cited="a b"),), calls=("b",)),
        Run(pieces=(Piece("cd", cited="a"),), calls=("a",), quoting=("a",)),
    )


def test_call_inside_a_term_follows_the_term():
    assert set_text("the mass line wins", [Mark(4, 13, TERM, "mass-line"), Mark(0, 8, CITED, "a")]) == (
        Run(pieces=(Piece("the ", opens="a", cited="a"),)),
        Run(pieces=(Piece("mass", cited="a"), Piece(" line")), term="mass-line", calls=("a",)),
        Run(pieces=(Piece(" wins"),)),
    )


def test_terms_that_overlap_keep_the_earlier_then_the_longer():
    marks = [
        Mark(4, 10, TERM, "masses"),
        Mark(0, 6, TERM, "the"),
        Mark(0, 10, TERM, "the-masses"),
        Mark(10, 12, TERM, "x"),
    ]
    assert [mark.key for mark in without_overlaps(marks)] == ["the-masses", "x"]


def test_oddity_carries_an_asterisk_after_the_letters():
    assert set_text("thru it", [Mark(0, 4, ODDITY, "*"), Mark(0, 4, CITED, "a")]) == (
        Run(pieces=(Piece("thru", opens="a", cited="a", odd=True),), calls=("a", "*")),
        Run(pieces=(Piece(" it"),)),
    )


@pytest.mark.parametrize("span", [(-3, 2), (2, 99), (3, 3), (4, 2), (99, 120)])
def test_mark_that_does_not_fit_leaves_no_trace(span):
    assert set_text("abcdef", [Mark(*span, CITED, "a")]) == (Run(pieces=(Piece("abcdef"),)),)


def test_characters_outside_the_basic_plane_count_as_one():
    runs = set_text("a𝔐b", [Mark(1, 2, CITED, "a")])
    assert [piece.text for run in runs for piece in run.pieces] == ["a", "𝔐", "b"]


@pytest.mark.parametrize(
    ("index", "name"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (51, "az"), (52, "ba"), (702, "aaa")]
)
def test_letter(index, name):
    assert letter(index) == name


def test_hostile_overlaps_lose_and_repeat_nothing():
    """Every mark that fits opens once and is called once; no piece straddles an edge."""
    chance = random.Random(16)
    for _ in range(300):
        text = "".join(chance.choice("ab ‘’é𝔐") for _ in range(chance.randrange(1, 40)))
        marks = []
        for index in range(chance.randrange(0, 14)):
            kind = chance.choice(list(MarkKind))
            start = chance.randrange(-2, len(text) + 2)
            marks.append(Mark(start, start + chance.randrange(-1, 20), kind, f"{kind.value[0]}{index}"))
        runs = set_text(text, marks)
        assert text_of(runs) == text
        fits = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
        opened = [
            key for run in runs for piece in run.pieces for key in f"{piece.opens} {piece.quotes}".split()
        ]
        called = [key for run in runs for key in run.calls]
        assert sorted(opened) == sorted(mark.key for mark in fits if mark.kind in (CITED, QUOTED))
        assert sorted(called) == sorted(mark.key for mark in fits if mark.kind is not TERM)
        kept = without_overlaps(mark for mark in fits if mark.kind is TERM)
        assert [run.term for run in runs if run.term] == [mark.key for mark in kept]
        assert all(piece.text for run in runs for piece in run.pieces)


def test_many_marks_stay_cheap():
    text = "word " * 4000
    marks = [Mark(5 * n, 5 * n + 4, CITED, letter(n)) for n in range(400)]
    assert text_of(set_text(text, marks)) == text
