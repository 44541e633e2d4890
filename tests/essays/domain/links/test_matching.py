"""Which links are about the same passages, as a table of spans."""

import pytest

from essays.domain.links.matching import Index, Side, likeness


def link(left: tuple[int, int], right: tuple[int, int], blocks: tuple[str, str] = ("b", "a")):
    return Side(blocks[0], *left), Side(blocks[1], *right)


DECIDED = link((10, 50), (0, 40))


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (link((10, 50), (0, 40)), True),
        (link((10, 58), (0, 44)), True),
        (link((20, 30), (10, 20)), True),  # a part of it
        (link((0, 200), (0, 200)), True),  # a passage that holds it
        (link((30, 70), (20, 60)), True),  # half of each
        (link((31, 71), (20, 60)), False),  # less than half on the left
        (link((30, 70), (21, 61)), False),  # less than half on the right
        (link((10, 50), (40, 80)), False),  # a neighbour
        (link((10, 50), (0, 40), ("b", "c")), False),  # another block
        (link((0, 40), (10, 50), ("a", "b")), True),  # the other way round
    ],
)
def test_half_of_the_shorter_passage_on_both_sides(found, same):
    assert bool(likeness(DECIDED, found)) is same
    assert likeness(DECIDED, found) == likeness(found, DECIDED)


def test_the_very_same_passages_come_first():
    index = Index([("longer", link((0, 60), (0, 50))), ("same", DECIDED), ("far", link((90, 99), (0, 40)))])
    assert index.like(DECIDED) == ["same", "longer"]
    assert index.like(link((90, 95), (0, 40))) == ["far"]
    assert index.like(link((10, 50), (0, 40), ("b", "b"))) == []


def test_passages_of_one_block_are_found_whichever_way_round():
    index = Index([("one", link((0, 10), (20, 30), ("b", "b")))])
    assert index.like(link((20, 30), (0, 10), ("b", "b"))) == ["one"]
