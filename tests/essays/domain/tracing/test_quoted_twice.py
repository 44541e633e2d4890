"""A passage that one paragraph quotes more than once."""

import pytest

from tests.essays.domain.tracing.texts import PASSAGE, links, passages, work

FILLER = "Nothing in these lines has been taken from anybody, and they only keep the others apart."
BETWEEN = "Whatever comes behind was written for a different purpose altogether, and by another hand."
PART = "need not beg the landlord for water when his cattle stand"


def quoted(left, *, author="Ann", answers="", source=f"{FILLER} {PASSAGE}."):
    found = links(work("A", source, author=author), work("B", left, answers=answers))
    assert {(link.left.work, link.right.work) for link in found} == {("b", "a")}
    return found


@pytest.mark.parametrize("between", ["", f"{BETWEEN} {BETWEEN} "])
@pytest.mark.parametrize("answers", ["", "a"])
def test_a_sentence_and_once_more_a_part_of_it(between, answers):
    left = f"Ann holds: “{PASSAGE}.” {between}Once more, Ann holds that “{PART}” in the sun."
    assert passages(quoted(left, answers=answers)) == [(f"{PASSAGE}.", f"{PASSAGE}."), (PART, PART)]


def test_first_a_part_and_then_the_sentence():
    left = f"Ann holds that “{PART}” in the sun. Once more, Ann holds: “{PASSAGE}.”"
    assert passages(quoted(left)) == [(PART, PART), (f"{PASSAGE}.", f"{PASSAGE}.")]


def test_the_second_time_without_a_not():
    changed = PASSAGE.replace("need not", "need")
    found = quoted(f"Ann holds: “{PASSAGE}.” So for Ann, “{changed}.”")
    assert [link.left.exact for link in found] == [f"{PASSAGE}.", f"{changed}."]
    assert [link.right.exact for link in found] == [f"{PASSAGE}."] * 2


def test_twice_with_nobody_named():
    left = f"“{PASSAGE}” is wrong. Nobody can accept that “{PART}” today."
    assert passages(quoted(left)) == [(PASSAGE, PASSAGE), (PART, PART)]


def test_three_times():
    left = f"Ann holds: “{PASSAGE}.” And “{PART}”, Ann says. Once more, Ann holds that “{PART}” in the sun."
    assert [link.left.exact for link in quoted(left)] == [f"{PASSAGE}.", PART, PART]


def test_a_sentence_that_the_source_has_twice_is_quoted_once():
    found = links(work("A", f"{PASSAGE}. {FILLER} {PASSAGE}."), work("B", f"Look: “{PASSAGE}.”"))
    assert len([link for link in found if link.left.work == "b"]) == 1
