from itertools import starmap
from typing import NamedTuple

from comments import paths
from comments.domain import arranging
from comments.domain.arranging import NESTED_LISTS


class Placed(NamedTuple):
    number: int
    path: str
    parent: int | None


class Place(NamedTuple):
    level: int
    previous: int | None
    following: int | None
    near: bool


def placed(*chain: int) -> Placed:
    """The response whose number is the chain's last, below the others."""
    path = "".join(paths.label(number) for number in chain)
    return Placed(chain[-1], path, chain[-2] if len(chain) > 1 else None)


def arrange(page: list[Placed]) -> dict[int, Place]:
    """Each response's place, by its number."""
    numbers, labels, parents = zip(*page, strict=True)
    places = starmap(Place, zip(*arranging.arrange(numbers, labels, parents), strict=True))
    return dict(zip(numbers, places, strict=True))


def levels(page: list[Placed]) -> list[tuple[int, int]]:
    return [(number, place.level) for number, place in arrange(page).items()]


def test_replies_stand_under_what_they_answer():
    page = [placed(1), placed(1, 2), placed(1, 2, 4), placed(1, 3), placed(5)]
    assert levels(page) == [(1, 0), (2, 1), (4, 2), (3, 1), (5, 0)]


def test_levels_end_at_the_fourth_nested_list():
    chain = [1, 2, 3, 4, 5, 6, 7]
    found = arrange([placed(*chain[:depth]) for depth in range(1, 8)])
    assert [each.level for each in found.values()] == [0, 1, 2, 3, 4, 4, 4]
    assert [(each.previous, each.following) for each in found.values()][4:] == [(None, 6), (5, 7), (6, None)]
    assert NESTED_LISTS == 4


def test_after_a_deep_reply_the_next_shallow_one_returns_to_its_list():
    chain = [1, 2, 3, 4, 5, 6]
    page = [placed(*chain[:depth]) for depth in range(1, 7)] + [placed(1, 2, 9), placed(1, 10)]
    assert levels(page) == [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 4), (9, 2), (10, 1)]
    found = arrange(page)
    assert (found[3].following, found[9].previous) == (9, 3)
    assert (found[2].following, found[10].previous) == (10, 2)


def test_a_page_that_begins_within_a_thread_opens_a_list_of_its_own():
    page = [placed(1, 2, 4), placed(1, 2, 4, 6), placed(1, 3), placed(8)]
    assert levels(page) == [(4, 0), (6, 1), (3, 0), (8, 0)]
    found = arrange(page)
    assert not found[4].near
    assert found[6].near
    assert not found[3].near


def test_neighbours_are_those_of_the_same_list():
    found = arrange([placed(1), placed(1, 2), placed(1, 2, 3), placed(1, 4), placed(5)])
    neighbours = {number: (each.previous, each.following) for number, each in found.items()}
    assert neighbours == {1: (None, 5), 2: (None, 4), 3: (None, None), 4: (2, None), 5: (1, None)}


def test_a_list_that_begins_anew_under_another_response_has_no_neighbour_before():
    found = arrange([placed(1), placed(1, 2), placed(3), placed(3, 4)])
    assert (found[2].following, found[4].previous) == (None, None)


def test_no_responses():
    assert arranging.arrange([], [], []) == ([], [], [], [])
