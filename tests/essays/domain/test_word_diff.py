import random

import pytest

from essays.domain.word_diff import Run, WordDiff, compare_quotation, compare_words, count_alike, unframed


def test_one_word_of_a_slogan_differs():
    diff = compare_words(
        "unite the advanced, bring up the intermediate, win over the backwards",
        "unite the advanced, bring over the intermediate, win over the backwards",
    )
    assert diff == WordDiff(
        (
            Run("unite the advanced, bring", "unite the advanced, bring"),
            Run("up", "over", 1),
            Run("the intermediate, win over the backwards", "the intermediate, win over the backwards"),
        )
    )
    assert diff.variants == (Run("up", "over", 1),)
    assert not diff.same
    assert not diff.punctuation_only


def test_same_words_have_no_variant():
    diff = compare_words("isolate the backwards", "isolate  the\nbackwards")
    assert diff.same
    assert diff.runs == (Run("isolate the backwards", "isolate the backwards"),)


@pytest.mark.parametrize(
    ("left", "right", "runs"),
    [
        ("", "", ()),
        ("", "a b", (Run("", "a b", 1),)),
        ("a b", "", (Run("a b", "", 1),)),
        ("a", "b", (Run("a", "b", 1),)),
        ("The masses", "the masses", (Run("The", "the", 1), Run("masses", "masses"))),
        ("a b c d", "a c d e", (Run("a", "a"), Run("b", "", 1), Run("c d", "c d"), Run("", "e", 2))),
        ("<b>x</b> & y", "<b>x</b> y", (Run("<b>x</b>", "<b>x</b>"), Run("&", "", 1), Run("y", "y"))),
    ],
)
def test_runs(left, right, runs):
    assert compare_words(left, right).runs == runs


def test_runs_give_back_both_wordings():
    chance = random.Random(7)
    for _ in range(300):
        left = " ".join(chance.choices("abcde", k=chance.randrange(12)))
        right = " ".join(chance.choices("abcde", k=chance.randrange(12)))
        runs = compare_words(left, right).runs
        assert " ".join(run.left for run in runs if run.left) == left
        assert " ".join(run.right for run in runs if run.right) == right
        assert [run.number for run in runs if run.number] == list(
            range(1, 1 + sum(r.number > 0 for r in runs))
        )
        assert all(run.left == run.right for run in runs if not run.number)


def test_words_that_recur_often_are_compared_too():
    """difflib leaves out frequent words of long texts unless told otherwise; prose is made of them."""
    of_the = "of the " * 110
    assert compare_words(f"x {of_the}", f"{of_the}y").variants == (Run("x", "", 1), Run("", "y", 2))


@pytest.mark.parametrize(
    ("left", "right", "only"),
    [
        ("all-round domination", "all round domination", True),
        ("information, and", "information and", True),
        ("“essence”, it", "essence, it", True),
        ("only through struggle", "thru struggle", False),
        ("In a sense", "in a sense", False),
        ("same words", "same words", False),
    ],
)
def test_punctuation_only(left, right, only):
    assert compare_words(left, right).punctuation_only is only


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "“ a tendency to reduce the masses to the workers.”",
            "a tendency to reduce the masses to the workers.",
        ),
        ("“people“", "people"),
        ("“In a sense we could say", "In a sense we could say"),
        ("‘Some Questions’", "Some Questions"),
        ("the so-called “masses”", "the so-called “masses”"),
        ("“", ""),
        ("", ""),
    ],
)
def test_unframed(text, inner):
    assert unframed(text) == inner


def test_quotation_that_begins_later_and_ends_sooner_omits_nothing():
    diff = compare_quotation(
        "There is a tendency among some to reduce the masses to the workers today",
        "“ a tendency to reduce the masses to the workers”",
    )
    assert (diff.before, diff.after) == ("There is", "today")
    assert diff.variants == (Run("among some", "", 1),)
    assert diff.runs[0] == Run("a tendency", "a tendency")


def test_quotation_with_words_before_and_after_has_variants_there():
    diff = compare_quotation("vacillating people", "some vacillating people themselves")
    assert (diff.before, diff.after) == ("", "")
    assert diff.variants == (Run("", "some", 1), Run("", "themselves", 2))


def test_quotation_that_shares_no_word_is_one_variant():
    assert compare_quotation("one two", "three").variants == (Run("one two", "three", 1),)


def test_quotation_of_nothing():
    assert compare_quotation("one", "").runs == (Run("one", "", 1),)


def test_words_said_over_and_over_are_aligned_by_the_fewest_changes():
    times = 120
    assert count_alike(["red", "blue"] * times, ["blue"] * 3) == 3 * times
    diff = compare_words("red blue green " * times, "red green blue " * times)
    assert len(diff.variants) == 2 * times
    assert " ".join(run.left for run in diff.runs if run.left) == ("red blue green " * times).strip()
    assert " ".join(run.right for run in diff.runs if run.right) == ("red green blue " * times).strip()
