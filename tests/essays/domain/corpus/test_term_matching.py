import time

import pytest

from essays.domain.corpus.term_matching import MOST_MATCHES, TooMuch, match_patterns


def test_matches_in_order_without_regard_to_case():
    found = match_patterns([r"\bwell\b", r"\bdigs?\b"], ["A well. WELL!", "wells", "Who digs the well?"])
    assert found == [[(0, 2, 6), (0, 8, 12), (2, 13, 17)], [(2, 4, 8)]]


def test_nothing_to_match():
    assert match_patterns([], ["A well."]) == []
    assert match_patterns(["well"], []) == [[]]


def test_empty_matches_are_left_out():
    assert match_patterns([r"l*"], ["well"]) == [[(0, 2, 4)]]


def test_offsets_are_code_points():
    assert match_patterns(["pump"], ["🚰 “pump”"]) == [[(0, 3, 7)]]


def test_a_pattern_without_end_is_stopped_and_named():
    started = time.monotonic()
    with pytest.raises(TooMuch) as caught:
        match_patterns(["well", r"(a+)+$"], ["a" * 60 + "b"], seconds=0.2)
    assert caught.value.index == 1
    assert caught.value.reason == "takes more than 0.2 s over the texts; simplify its repetitions"
    assert time.monotonic() - started < 20


def test_a_pattern_that_matches_everything_is_named():
    with pytest.raises(TooMuch) as caught:
        match_patterns(["."], ["a" * MOST_MATCHES])
    assert (caught.value.index, caught.value.reason) == (0, "matches 50000 times or more")
