"""Words that somebody points at are found as they were copied, and the text is cut where they stand."""

import pytest

from comments.markup.passages import MOST_MARKS, PassageRefused, Piece, find_passages, pieces_of

TEXT = "The *well* is dug\nby those who “drink” from it, and _the well_ is theirs."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("drink", ["drink"]),
        ("THE WELL IS DUG", ["The *well* is dug"]),
        ("is dug by those", ["is dug\nby those"]),
        ("those who drink from it.", ["those who “drink” from it"]),
        ("the well", ["The *well", "the well"]),
        ("theirs\n\n  dug  \n", ["dug", "theirs"]),
        ("dug by those\nthose who drink", ["dug\nby those who “drink"]),
        ("dug by\nthose who", ["dug\nby", "those who"]),
        ("", []),
        (" \n ", []),
        ("The well is dug by those who drink from it and the well is theirs", [TEXT[:-1]]),
    ],
)
def test_passages_are_found_word_by_word(typed, found):
    assert [TEXT[start:end] for start, end in find_passages(TEXT, typed)] == found


@pytest.mark.parametrize(
    "typed", ["drinks", "rink", "well dug", "dug\nspade", "…", "it and the well is theirs now"]
)
def test_what_does_not_stand_there_is_refused(typed):
    with pytest.raises(PassageRefused, match="do not stand in the response: “"):
        find_passages(TEXT, typed)


def test_too_many_places_are_refused():
    assert len(find_passages("a b " * MOST_MARKS, "a")) == MOST_MARKS
    with pytest.raises(PassageRefused, match=f"stand in {MOST_MARKS + 1} places, and at most {MOST_MARKS}"):
        find_passages("a b " * (MOST_MARKS + 1), "a")


def test_a_text_is_cut_where_the_marks_begin_and_end():
    spans = find_passages(TEXT, "well\ntheirs")
    assert pieces_of(TEXT, spans) == (
        Piece("The *"),
        Piece("well", 1),
        Piece("* is dug\nby those who “drink” from it, and _the "),
        Piece("well", 2),
        Piece("_ is "),
        Piece("theirs", 3),
        Piece("."),
    )
    assert pieces_of(TEXT, []) == (Piece(TEXT),)
    assert pieces_of("well", [(0, 4)]) == (Piece("well", 1),)


def test_offsets_count_code_points_as_the_text_has_them():
    text = "İ 𝒳 ß Straße, straße"
    assert find_passages(text, "STRASSE") == [(6, 12), (14, 20)]
