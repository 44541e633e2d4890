"""What a trial compares with besides the indexes: by wording, by writer, by time."""

from datetime import UTC, datetime, timedelta

from comments.domain.screening.unindexed import NOTHING, Row, Unindexed

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
INES, ACCOUNT = ("name", (1, "ines")), ("account", 7)


def row(number: int, *, minutes: int = 0, keys: tuple[int, ...] = (), **fields: object) -> Row:
    given = {"debate": 1, "whose": (INES,), "is_published": False} | fields
    return Row(number, number + 100, sent_at=NOON + timedelta(minutes=minutes), keys=keys, **given)


def test_wording_is_shared_with_earlier_responses_alone():
    rows = Unindexed.of([row(1, keys=(8, 9)), row(2, keys=(9,)), row(3, keys=(5,))])
    assert sorted(rows.sharing([8, 9], 0)) == [101, 101, 102]
    assert sorted(rows.sharing([8, 9], 2)) == [101, 101]
    assert rows.sharing([4], 0) == []


def test_the_pace_counts_others_of_the_time_by_each_way_of_knowing_the_writer():
    rows = Unindexed.of([row(1), row(2, minutes=30), row(3, minutes=60, whose=(INES, ACCOUNT))])
    hour = NOON, NOON + timedelta(hours=1)
    assert rows.sent_between(*hour, [ACCOUNT, INES], 0) == [1, 2]
    assert rows.sent_between(*hour, [ACCOUNT, INES], 3) == [0, 1]


def test_who_has_published_in_the_debate_is_no_newcomer():
    rows = Unindexed.of([row(1), row(2, is_published=True, whose=(ACCOUNT,))])
    assert rows.have_published(1, [INES, ACCOUNT])
    assert not rows.have_published(2, [ACCOUNT])
    assert not rows.have_published(1, [INES])


def test_nothing_has_nothing():
    assert (NOTHING.sharing([1], 0), NOTHING.sent_between(NOON, NOON, [INES], 0)) == ([], [0])
    assert not NOTHING.have_published(1, [INES])
