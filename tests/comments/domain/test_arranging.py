from dataclasses import dataclass

from comments import paths
from comments.domain.arranging import NESTED_LISTS, arrange


@dataclass
class Placed:
    pk: int
    path: str
    parent_id: int | None


def placed(*chain: int) -> Placed:
    """The response whose number is the chain's last, below the others."""
    path = "".join(paths.label(number) for number in chain)
    return Placed(pk=chain[-1], path=path, parent_id=chain[-2] if len(chain) > 1 else None)


def shape(branches):
    return [(each.response.pk, shape(each.replies)) for each in branches]


def by_number(branches):
    return {each.response.pk: each for top in branches for each in top.walk()}


def test_replies_stand_under_what_they_answer():
    page = [placed(1), placed(1, 2), placed(1, 2, 4), placed(1, 3), placed(5)]
    assert shape(arrange(page)) == [(1, [(2, [(4, [])]), (3, [])]), (5, [])]


def test_levels_end_at_the_fourth_nested_list():
    chain = [1, 2, 3, 4, 5, 6, 7]
    branches = arrange([placed(*chain[:depth]) for depth in range(1, 8)])
    assert shape(branches) == [(1, [(2, [(3, [(4, [(5, []), (6, []), (7, [])])])])])]
    assert [each.level for each in by_number(branches).values()] == [0, 1, 2, 3, 4, 4, 4]
    assert NESTED_LISTS == 4


def test_after_a_deep_reply_the_next_shallow_one_returns_to_its_list():
    chain = [1, 2, 3, 4, 5, 6]
    page = [placed(*chain[:depth]) for depth in range(1, 7)] + [placed(1, 2, 9), placed(1, 10)]
    assert shape(arrange(page)) == [(1, [(2, [(3, [(4, [(5, []), (6, [])])]), (9, [])]), (10, [])])]


def test_a_page_that_begins_within_a_thread_opens_a_list_of_its_own():
    branches = arrange([placed(1, 2, 4), placed(1, 2, 4, 6), placed(1, 3), placed(8)])
    assert shape(branches) == [(4, [(6, [])]), (3, []), (8, [])]
    found = by_number(branches)
    assert not found[4].parent_is_near
    assert found[6].parent_is_near
    assert not found[3].parent_is_near


def test_neighbours_are_those_of_the_same_list():
    found = by_number(arrange([placed(1), placed(1, 2), placed(1, 2, 3), placed(1, 4), placed(5)]))
    neighbours = {pk: (each.previous, each.following) for pk, each in found.items()}
    assert neighbours == {1: (None, 5), 2: (None, 4), 3: (None, None), 4: (2, None), 5: (1, None)}


def test_no_responses():
    assert arrange([]) == []
