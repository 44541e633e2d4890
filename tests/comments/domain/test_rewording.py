"""What an author changed, word by word, in bounded time."""

import time

import pytest

from comments.domain.rewording import MOST_PAIRS, reworded
from essays.domain.word_diff import Run


def test_a_change_in_the_middle_keeps_what_stands_around_it():
    assert reworded("The well is dug by all of us.", "The well is dug by those of us.") == (
        Run("The well is dug by", "The well is dug by"),
        Run("all", "those", 1),
        Run("of us.", "of us."),
    )


def test_words_added_at_the_end():
    assert reworded("One two", "One two three") == (Run("One two", "One two"), Run("", "three", 1))


def test_equal_texts_are_one_run():
    assert reworded("One two", "One\n\ntwo") == (Run("One two", "One two"),)


def test_texts_that_share_nothing_are_one_difference():
    assert reworded("one two", "three") == (Run("one two", "three", 1),)


@pytest.mark.parametrize(("old", "new"), [("", "one"), ("one", ""), ("", "")])
def test_an_empty_text_is_no_error(old, new):
    runs = reworded(old, new)
    assert " ".join(run.left for run in runs) == old
    assert " ".join(run.right for run in runs) == new


HOSTILE = [
    ("a " * 10_000, "b " * 10_000),
    ("a b " * 5_000, "b a " * 5_000),
    ("x " * 9_000 + "a b " * 100 + "y", "x " * 9_000 + "b a " * 100 + "z"),
    ("a b " * 99, "b a " * 99),
]


@pytest.mark.parametrize(("old", "new"), HOSTILE)
def test_no_text_takes_long(old, new):
    started = time.process_time()
    runs = reworded(old, new)
    assert time.process_time() - started < 0.5
    assert " ".join(run.left for run in runs if run.left) == old.strip()
    assert " ".join(run.right for run in runs if run.right) == new.strip()


def test_too_many_pairs_are_one_difference():
    side = int(MOST_PAIRS**0.5) + 1
    old, new = " ".join(f"a{n}" for n in range(side)), " ".join(f"b{n}" for n in range(side))
    assert reworded(old, new) == (Run(old, new, 1),)
