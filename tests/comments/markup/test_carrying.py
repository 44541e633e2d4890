"""Marks of withheld words in a text that came back from its author's form."""

import pytest

from comments.markup.carrying import brought_back, carry_marks, put_back
from comments.markup.withheld import MARK, SHOWN

BEFORE = f"Ines, who {MARK}, digs. The well at {MARK} is old."


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        (BEFORE, BEFORE.replace(MARK, SHOWN), BEFORE),
        (BEFORE, BEFORE, BEFORE),
        ("No mark.", f"Typed: {SHOWN}.", f"Typed: {SHOWN}."),
        (BEFORE, "All of it is other.", "All of it is other."),
        # Other words around them, and one of the two gone.
        (BEFORE, f"She, who {SHOWN}, sings.\n\nThe {SHOWN}.", f"She, who {MARK}, sings.\n\nThe {MARK}."),
        (BEFORE, f"Ines digs. The well at {SHOWN} is old.", f"Ines digs. The well at {MARK} is old."),
        # As many as there were, those that stand where they stood.
        (
            f"Ines, who {MARK}, digs.",
            f"A mark reads {SHOWN}. Ines, who {SHOWN}, digs.",
            f"A mark reads {SHOWN}. Ines, who {MARK}, digs.",
        ),
        (f"{MARK}{MARK}", f"{SHOWN}{SHOWN}{SHOWN}", f"{MARK}{MARK}{SHOWN}"),
    ],
)
def test_which_marks_stay_marks(before, typed, after):
    assert carry_marks(before, typed) == after
    assert carry_marks(before, after) == after


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        (BEFORE, {0: "sings", 1: "the mill"}, "Ines, who sings, digs. The well at the mill is old."),
        (BEFORE, {1: "the mill"}, f"Ines, who {MARK}, digs. The well at the mill is old."),
        (f"Now the well at {MARK} is old.", {0: "sings", 1: "the mill"}, "Now the well at the mill is old."),
        ("All of it is other.", {0: "sings", 1: "the mill"}, "All of it is other."),
    ],
)
def test_words_come_back_in_the_place_of_their_own_marks(text, words, after):
    assert put_back(text, BEFORE, words) == after


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She lives at the mill.", ("lives at the mill",)),
        ("She LIVES,\nat the *mill*!", ("lives at the mill",)),
        ("She relives at the mill.", ()),
        ("She lives at the mills.", ()),
        ("It has two. And two.", ("two",)),
        ("It has two.", ()),
        ("What?!", ()),
    ],
)
def test_which_words_are_brought_back(text, found):
    words = ["lives at the mill", "two", "?!", "two"]
    assert brought_back(text, words, marked=f"Ines {MARK} has two.") == found


def test_many_that_read_like_marks_are_matched_in_their_order():
    typed = f"one {SHOWN} " * 600
    carried = carry_marks(f"one {MARK} " * 50, typed)
    assert (carried.count(MARK), carried.replace(MARK, SHOWN)) == (50, typed)
