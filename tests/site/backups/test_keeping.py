from datetime import UTC, datetime, timedelta, timezone

import pytest

from masslinesite.backups.keeping import name_at, to_remove

NOW = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)


def hourly(hours: int) -> list[str]:
    """Names of backups made each hour until now, the latest first."""
    return [name_at(NOW - timedelta(hours=hour)) for hour in range(hours)]


def test_a_name_has_the_time_in_utc():
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    assert name_at(there) == "massline-20261127T123000Z.zip"


def test_the_latest_are_kept():
    names = hourly(5)
    assert to_remove(names, keep=2, keep_daily=0, today=NOW) == sorted(names[2:])


def test_fewer_than_are_kept_all_stay():
    assert to_remove(hourly(3), keep=3, keep_daily=0, today=NOW) == []


def test_of_each_day_the_latest_stays_and_no_day_before():
    names = hourly(24 * 10)
    removed = to_remove(names, keep=3, keep_daily=4, today=NOW)
    assert [name for name in names if name not in removed] == [
        "massline-20261127T123000Z.zip",
        "massline-20261127T113000Z.zip",
        "massline-20261127T103000Z.zip",
        "massline-20261126T233000Z.zip",
        "massline-20261125T233000Z.zip",
        "massline-20261124T233000Z.zip",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "massline-20261127T123000Z.zip.old",
        "massline-latest.zip",
        "massline-20261340T990000Z.zip",
        "notes.txt",
    ],
)
def test_what_is_called_otherwise_is_never_removed(name):
    assert to_remove([name, *hourly(1)], keep=1, keep_daily=0, today=NOW) == []
