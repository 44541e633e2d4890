"""Where a short text stands in a longer one."""

import pytest

from essays.domain.tracing.align import Match, best_match

SOURCE = "It began well. Unite the advanced, bring up the intermediate, win over the backwards. It ended."


def spans(quoted, source=SOURCE):
    match = best_match(quoted, source)
    return match and (
        quoted[match.left_start : match.left_end],
        source[match.right_start : match.right_end],
        match.score,
    )


@pytest.mark.parametrize(
    ("quoted", "left", "right", "score"),
    [
        ("bring up the intermediate", "bring up the intermediate", "bring up the intermediate", 1.0),
        ("“Bring up the intermediate!”", "Bring up the intermediate", "bring up the intermediate", 1.0),
        ("bring over the intermediate", "bring over the intermediate", "bring up the intermediate", 0.75),
        ("bring up the middle", "bring up the middle", "bring up the intermediate", 0.75),
        ("lift up the intermediate", "lift up the intermediate", "bring up the intermediate", 0.75),
        ("unite the advanced … win over the backwards",) * 2
        + ("Unite the advanced, bring up the intermediate, win over the backwards", 0.9286),
        ("unite the advanced win over the backwards",) * 2
        + ("Unite the advanced, bring up the intermediate, win over the backwards", 0.7857),
        ("It ended so", "It ended", "It ended", 0.6667),
    ],
)
def test_finds_the_place(quoted, left, right, score):
    assert spans(quoted) == (left, right, score)


@pytest.mark.parametrize(
    ("quoted", "source"),
    [("", SOURCE), ("well", ""), ("…", SOURCE), ("a text about something else", SOURCE)],
)
def test_what_does_not_stand_there_has_no_place(quoted, source):
    assert best_match(quoted, source) is None


def test_the_first_of_equal_places_is_given():
    assert best_match("the line", "the line and the line") == Match(0, 8, 0, 8, 1.0)
