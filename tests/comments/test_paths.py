import pytest

from comments import paths

ONE, TWO, NINE = "0000001", "0000002", "0000009"


@pytest.mark.parametrize(
    ("number", "label"),
    [(1, ONE), (35, "000000z"), (36, "0000010"), (123_456, "0002n9c"), (36**7 - 1, "zzzzzzz")],
)
def test_label_and_back(number, label):
    assert paths.label(number) == label
    assert paths.numbers(label) == [number]


@pytest.mark.parametrize("number", [0, -1, 36**7])
def test_a_number_that_fits_no_label_is_refused(number):
    with pytest.raises(ValueError, match="does not fit"):
        paths.label(number)


def test_order_of_labels_is_the_order_of_numbers():
    numbers = [1, 2, 9, 10, 35, 36, 37, 1295, 1296, 46_656, 78_364_164_095]
    assert sorted(map(paths.label, numbers)) == [paths.label(number) for number in numbers]


def test_child_and_its_parts():
    path = paths.child(paths.child(ONE, 2), 9)
    assert path == ONE + TWO + NINE
    assert paths.numbers(path) == [1, 2, 9]
    assert paths.ancestors(path) == [ONE, ONE + TWO]
    assert paths.depth(path) == 3


def test_a_path_ends_with_the_number_of_its_response():
    for chain in ((1,), (7, 36**7 - 1), (1, 2, 40)):
        path = "".join(paths.label(number) for number in chain)
        assert (paths.number(path), paths.numbers(path)) == (chain[-1], [*chain])


def test_the_first_response_has_no_ancestors():
    assert paths.child("", 1) == ONE
    assert paths.ancestors(ONE) == []
    assert paths.depth(ONE) == 1


def test_below_the_greatest_depth_a_reply_joins_the_last_list():
    path = ""
    for number in range(1, 251):
        path = paths.child(path, number)
    assert paths.depth(path) == paths.MAX_DEPTH
    assert len(path) == paths.MAX_PATH_LENGTH
    assert paths.numbers(path) == [*range(1, 200), 250]


def test_subtree_holds_the_path_and_all_below_and_nothing_else():
    low, high = paths.subtree(ONE + TWO)
    inside = [ONE + TWO, ONE + TWO + ONE, ONE + TWO + "zzzzzzz", ONE + TWO + "zzzzzzz" * 5]
    outside = [ONE, ONE + ONE, ONE + ONE + "zzzzzzz", ONE + "0000003", TWO, TWO + TWO]
    assert all(low <= path < high for path in inside)
    assert not any(low <= path < high for path in outside)


def test_bounds_of_a_subtree_are_digits_and_small_letters_in_any_collation():
    for number in (1, 35, 36, 36**7 - 2):
        assert set("".join(paths.subtree(ONE + paths.label(number)))) <= set(paths.DIGITS)
