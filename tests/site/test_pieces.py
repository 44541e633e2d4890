"""Pieces of pages: made once for what they show, and anew when it changes."""

import pytest
from django.db import transaction

from masslinesite import pieces
from masslinesite.page_versions import collecting, depends_on, keep_no_page, one_moment, touch
from masslinesite.pieces import OVERHEAD, Gathered, forget_outdated_pieces, forget_pieces, gathered, piece

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _room(settings):
    settings.KEPT_PIECES_BYTES = 10 * OVERHEAD
    forget_pieces()
    yield
    forget_pieces()


class Maker:
    """Counts how often it is asked."""

    def __init__(self, *keys: str) -> None:
        self.keys, self.made = keys, 0

    def __call__(self) -> int:
        depends_on(*self.keys)
        self.made += 1
        return self.made


def change(*keys: str) -> None:
    with transaction.atomic():
        touch(keys)


def test_it_is_made_once_until_something_of_it_changes():
    make = Maker("texts:1", "rules")
    assert [piece("a", make) for _ in range(3)] == [1, 1, 1]
    change("texts:2")
    assert piece("a", make) == 1
    change("rules")
    assert [piece("a", make) for _ in range(2)] == [2, 2]


def test_a_page_depends_on_its_pieces_made_now_or_before():
    for _ in range(2):
        with collecting() as keys:
            piece("a", Maker("texts:1"))
        assert keys == {"texts:1", "all"}


def test_what_has_no_key_is_not_kept_and_neither_is_its_page():
    def make() -> str:
        keep_no_page()
        return "mine"

    with collecting() as keys:
        assert piece("a", make) == "mine"
    assert keys == set()
    nothing = Maker()
    assert [piece("b", nothing) for _ in range(2)] == [1, 2]


def test_what_changes_while_it_is_made_is_made_again():
    def make() -> str:
        depends_on("texts:1")
        change("texts:1")
        return "old"

    assert piece("a", make) == "old"
    assert piece("a", Maker("texts:1")) == 1


def test_what_the_page_has_read_before_is_not_kept_under_a_later_number():
    """The piece is made after the change, of what was read before it."""
    make = Maker("texts:1")
    with one_moment():
        piece("read before", Maker("texts:1"))
        change("texts:1")
        assert piece("a", make) == 1
    assert piece("a", make) == 2


def test_outdated_ones_leave_though_nobody_asks_for_them():
    for name, key in (("a", "texts:1"), ("b", "texts:2")):
        piece(name, Maker(key))
    change("texts:1")
    forget_outdated_pieces()
    assert [name for name, _ in pieces._pieces.all()] == ["b"]
    assert pieces._pieces.taken == OVERHEAD


def test_what_it_raises_is_raised_and_nothing_is_kept():
    def make() -> None:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            piece("a", make)


def test_one_page_asks_for_each_number_once(django_assert_num_queries):
    makers = {name: Maker("texts:1") for name in "abc"}
    for name, make in makers.items():
        piece(name, make)
    with one_moment(), django_assert_num_queries(1):
        assert [piece(name, make) for name, make in makers.items()] == [1, 1, 1]
    with django_assert_num_queries(1):
        piece("a", makers["a"])


def test_the_least_recently_used_leaves_first():
    makers = {name: Maker("texts:1") for name in "abc"}
    for name in "aba":
        piece(name, makers[name], size=lambda made: 4 * OVERHEAD)
    piece("c", makers["c"], size=lambda made: 0)
    assert [piece(name, makers[name]) for name in "ca"] == [1, 1]
    assert piece("b", makers["b"]) == 2
    assert pieces._pieces.taken == 5 * OVERHEAD + 2 * OVERHEAD


def test_without_room_each_is_made_anew(settings):
    settings.KEPT_PIECES_BYTES = 0
    make = Maker("texts:1")
    assert [piece("a", make) for _ in range(2)] == [1, 2]


class TestGathered:
    def test_is_kept_until_something_of_its_keys_changes(self):
        gathered("shelves", "texts:1", most=5, each=1).keep({"a": 1})
        assert gathered("shelves", "texts:1", most=5, each=1) == {"a": 1}
        touch(["texts:1"])
        assert gathered("shelves", "texts:1", most=5, each=1) == {}

    def test_begins_anew_where_more_would_come_than_it_holds(self):
        shelves = Gathered(3)
        shelves.keep({1: "a", 2: "b"})
        shelves.keep({3: "c"})
        assert shelves == {1: "a", 2: "b", 3: "c"}
        shelves.keep({4: "d"})
        assert shelves == {4: "d"}
