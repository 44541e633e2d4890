"""When a break is due, as a table of the minutes ago at which somebody decided."""

from datetime import UTC, datetime, timedelta

import pytest

from comments.domain.breaks import is_break_due

NOW = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_ago", "due"),
    [
        ([], False),
        ([0], False),
        ([60], False),
        (range(0, 61, 5), True),
        (range(0, 60, 5), False),
        (range(9, 61, 3), True),
        (range(10, 80, 3), False),
        ([*range(0, 30, 5), *range(34, 90, 5)], True),
        ([*range(0, 30, 5), *range(35, 90, 5)], False),
        ([0, 9, 18, 27, 36, 45, 54, 63], True),
        ([0, 10, 19, 28, 37, 46, 55, 64], False),
        ([0.1 * n for n in range(100)], True),
        ([0.1 * n for n in range(99)], False),
        ([*(0.1 * n for n in range(99)), 30], False),
    ],
)
def test_a_break_is_due_after_an_hour_without_ten_minutes_pause(minutes_ago, due):
    """Of more than 100 decisions only the latest are looked at: they are due whenever they began."""
    times = [NOW - timedelta(minutes=minutes) for minutes in minutes_ago]
    assert is_break_due(times, now=NOW, most=100) is due
