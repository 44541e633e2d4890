import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments.domain import throttling
from comments.domain.throttling import Limit, TooMany, count_hit, surroundings
from comments.models import Throttle

ONE = (Limit(3, 60),)
TWO = (Limit(3, 60), Limit(5, 3600))


@pytest.fixture
def clock(monkeypatch):
    """Seconds that stand still until they are set."""
    now = [1_800_000_000]
    monkeypatch.setattr(throttling.time, "time", lambda: now[0])
    return now


def hits(count, **options):
    for _ in range(count):
        count_hit(purpose="post", **({"sender": "192.0.2.7", "limits": ONE} | options))


@pytest.mark.django_db
def test_the_hit_over_the_limit_is_refused_with_the_seconds_left(clock):
    clock[0] += 20
    hits(3)
    with pytest.raises(TooMany) as refusal:
        hits(1)
    assert refusal.value.retry_after == 40


@pytest.mark.django_db
def test_a_new_window_begins_from_nothing(clock):
    hits(3)
    clock[0] += 60
    hits(3)


@pytest.mark.django_db
def test_the_longer_of_two_limits_holds_over_windows_of_the_shorter(clock):
    hits(3, limits=TWO)
    clock[0] += 60
    hits(2, limits=TWO)
    with pytest.raises(TooMany) as refusal:
        hits(1, limits=TWO)
    assert refusal.value.retry_after == 3540


@pytest.mark.django_db
def test_a_refused_hit_counts_in_no_window(clock):
    hits(3, limits=TWO)
    for _ in range(9):
        with pytest.raises(TooMany) as refusal:
            hits(1, limits=TWO)
        assert refusal.value.retry_after == 60
    assert sorted(Throttle.objects.values_list("hits", flat=True)) == [3, 3]
    clock[0] += 60
    hits(2, limits=TWO)


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"sender": "192.0.3.7"}, {"sender": "2001:db8::1"}])
def test_another_sender_has_a_count_of_its_own(clock, other):
    hits(3)
    hits(3, **other)


@pytest.mark.django_db
def test_another_purpose_has_a_count_of_its_own(clock):
    hits(3)
    count_hit(purpose="preview", sender="192.0.2.7", limits=ONE)


@pytest.mark.django_db
def test_the_settings_limit_what_names_no_limits(clock, settings):
    settings.RATE_LIMITS = {"post": [(1, 60)]}
    hits(1, limits=())
    with pytest.raises(TooMany):
        hits(1, limits=())


@pytest.mark.parametrize(
    ("sender", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.255", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::/64", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
        ("moderator 192.0.2.7", "moderator 192.0.2.7"),
    ],
)
def test_surroundings(sender, network):
    assert surroundings(sender) == network


@pytest.mark.django_db
def test_nothing_of_the_sender_is_stored(clock):
    hits(1)
    stored = Throttle.objects.values().get()
    assert len(stored.pop("key")) == 64
    stored.pop("id")
    assert stored == {"window": 1_800_000_000, "hits": 1}


@pytest.mark.django_db
def test_another_key_makes_other_rows(clock, settings):
    hits(3)
    settings.THROTTLE_KEY = b"another process"
    hits(3)
    assert Throttle.objects.count() == 2


@pytest.mark.django_db
def test_old_windows_are_cleared_when_one_begins(clock):
    hits(1)
    clock[0] += throttling.KEPT_SECONDS + 60
    hits(1)
    assert list(Throttle.objects.values_list("window", flat=True)) == [clock[0]]


@pytest.mark.django_db
def test_a_hit_is_one_statement_and_a_refused_one_takes_back_one_a_limit(clock, django_assert_num_queries):
    hits(2, limits=TWO)
    with django_assert_num_queries(1):
        hits(1, limits=TWO)
    with django_assert_num_queries(3), pytest.raises(TooMany):
        hits(1, limits=TWO)


@pytest.mark.django_db(transaction=True)
def test_hits_at_once_are_all_counted():
    barrier = threading.Barrier(8)

    def hit(_):
        barrier.wait()
        try:
            return [passes() for _ in range(5)]
        finally:
            connection.close()

    def passes():
        try:
            count_hit(purpose="post", sender="192.0.2.7", limits=(Limit(25, 86400),))
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = [each for part in pool.map(hit, range(8)) for each in part]
    assert (passed.count(True), passed.count(False)) == (25, 15)
