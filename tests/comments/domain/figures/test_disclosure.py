"""No small figure can be read, and none computed."""

import random
from itertools import product

import pytest

from comments.domain.figures.disclosure import CANDIDATES, Sum, protect, protect_waits, what_follows
from comments.enums import Disclosure

SHOWN, UNDER, WITHHELD = Disclosure


def test_figures_under_five_are_not_shown_and_none_is_one_of_them():
    assert protect({"a": 0, "b": 4, "c": 5}, []) == {"a": UNDER, "b": UNDER, "c": SHOWN}


def test_the_one_small_part_of_a_sum_takes_the_smallest_other_with_it():
    numbers = {"a": 2, "b": 9, "c": 30, "all": 41}
    printed = protect(numbers, [Sum("all", ("a", "b", "c"))])
    assert printed == {"a": UNDER, "b": WITHHELD, "c": SHOWN, "all": SHOWN}


def test_two_small_parts_that_the_sum_would_give_away_take_a_third_with_them():
    """4 and 4 are all that is under 5 and makes 8; 0 and 0 all that makes none."""
    for small in (4, 0):
        numbers = {"a": small, "b": small, "c": 30, "all": 30 + 2 * small}
        assert protect(numbers, [Sum("all", ("a", "b", "c"))])["c"] == WITHHELD


def test_two_small_parts_that_the_sum_leaves_two_values_take_a_third_with_them():
    """4 and 3 are 7, which 3 and 4 are too; 4 and 2 could be 2, 3 or 4."""
    for small, shown in ((3, WITHHELD), (2, SHOWN)):
        numbers = {"a": 4, "b": small, "c": 30, "all": 34 + small}
        assert protect(numbers, [Sum("all", ("a", "b", "c"))])["c"] == shown


def test_three_small_parts_hide_each_other():
    numbers = {"a": 2, "b": 2, "c": 2, "all": 6}
    printed = protect(numbers, [Sum("all", ("a", "b", "c"))])
    assert printed == {"a": UNDER, "b": UNDER, "c": UNDER, "all": SHOWN}


def test_of_one_part_alone_the_sum_is_not_shown_either():
    assert protect({"a": 3, "all": 3}, [Sum("all", ("a",))]) == {"a": UNDER, "all": UNDER}
    assert protect({"a": 7, "all": 7}, [Sum("all", ("a",))]) == {"a": SHOWN, "all": SHOWN}


def test_a_withheld_figure_cannot_be_had_by_another_sum():
    """Two debates and two reasons: b of the first debate goes with a, so it must not follow from all of b."""
    numbers = {(1, "a"): 2, (1, "b"): 9, (2, "a"): 20, (2, "b"): 30}
    numbers |= {(0, "a"): 22, (0, "b"): 39, (1, ""): 11, (2, ""): 50, (0, ""): 61}
    sums = [Sum((scope, ""), ((scope, "a"), (scope, "b"))) for scope in (0, 1, 2)]
    sums += [Sum((0, kind), ((1, kind), (2, kind))) for kind in ("a", "b", "")]
    printed = protect(numbers, sums)
    known = what_follows(numbers, printed, sums)
    assert printed[1, "a"] == UNDER
    for key, disclosure in printed.items():
        if disclosure != SHOWN:
            assert known[key][1] - known[key][0] + 1 >= CANDIDATES


def test_without_withholding_the_sum_gives_it_away():
    numbers = {"a": 2, "b": 9, "all": 11}
    printed = {"a": UNDER, "b": SHOWN, "all": SHOWN}
    assert what_follows(numbers, printed, [Sum("all", ("a", "b"))])["a"] == (2, 2)


@pytest.mark.parametrize("seed", range(25))
def test_every_small_figure_of_a_table_could_be_another_one(seed):
    """All tables that print alike are tried: two debates, two reasons and all their sums."""
    chance = random.Random(seed)
    table = [chance.choice((0, 1, 3, 4, 5, 6, 8)) for _ in range(4)]
    numbers, sums = _with_sums(table)
    printed = protect(numbers, sums)
    alike = [
        other
        for other in product(range(13), repeat=4)
        if _print(_with_sums(other)[0], printed) == _print(numbers, printed)
    ]
    for place, key in enumerate(_keys()):
        if printed[key] == UNDER:
            assert len({other[place] for other in alike}) > 1


def _keys():
    return [(debate, reason) for debate in (1, 2) for reason in "ab"]


def _with_sums(table):
    numbers = dict(zip(_keys(), table, strict=True))
    for reason in "ab":
        numbers[0, reason] = numbers[1, reason] + numbers[2, reason]
    for debate in (0, 1, 2):
        numbers[debate, ""] = numbers[debate, "a"] + numbers[debate, "b"]
    sums = [Sum((0, reason), ((1, reason), (2, reason))) for reason in ("a", "b", "")]
    return numbers, sums + [Sum((debate, ""), ((debate, "a"), (debate, "b"))) for debate in (0, 1, 2)]


def _print(numbers, printed):
    """What a reader sees: where a figure is not shown, whether it is under 5."""
    return {
        key: numbers[key] if disclosure == SHOWN else numbers[key] < 5 for key, disclosure in printed.items()
    }


@pytest.mark.parametrize(
    ("waits", "shown"),
    [
        ({None: 21, 1: 20, 2: 1}, "swu"),
        ({None: 27, 1: 20, 2: 1, 3: 6}, "ssuw"),
        ({None: 26, 1: 20, 2: 6}, "sss"),
        ({None: 20, 1: 20, 2: 0}, "swu"),
        ({None: 6, 1: 3, 2: 3}, "suu"),
        ({None: 4, 1: 4, 2: 0}, "uuu"),
    ],
)
def test_waits_of_few_cannot_be_told_from_those_of_all(waits, shown):
    found = protect_waits(waits, total=None)
    assert "".join(found[scope].value[0] for scope in waits) == shown
