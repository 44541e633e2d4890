"""Rows of two texts in parallel, as tables: passages are written as "block:start-end"."""

import random

import pytest

from essays.domain.parallel_reading import (
    Fold,
    Passage,
    Row,
    Side,
    Stray,
    Tie,
    along_left,
    arrange,
    keys_in_order,
)

TEXTS = ["aaaa bbbb cccc", "dddd eeee ffff", "gggg hhhh iiii", "jjjj kkkk llll"]


def passage(text: str) -> Passage:
    block, span = text.split(":")
    start, end = span.split("-")
    return Passage(int(block), int(start), int(end))


def ties(*pairs: str) -> list[Tie]:
    """ "0:0-4 1:5-9" is a tie; its key is its place among the arguments."""
    return [Tie(key, *(passage(each) for each in pair.split())) for key, pair in enumerate(pairs)]


def told(items) -> list[str]:
    """Each item in a word: folds by their blocks, rows and strays by their numbers."""
    words = []
    for item in items:
        match item:
            case Fold():
                words.append(f"fold {list(item.left)} {list(item.right)}")
            case Row():
                repeated = "".join(
                    f" {name} repeated"
                    for name, side in (("left", item.left), ("right", item.right))
                    if not side.in_place
                )
                words.append(f"{'moved' if item.moved else 'row'} {item.number}{repeated}")
            case Stray():
                words.append(f"stray {item.number}")
    return words


@pytest.mark.parametrize(
    ("pairs", "rows"),
    [
        ((), ["fold [0, 1, 2, 3] [0, 1, 2, 3]"]),
        (("0:0-4 0:0-4",), ["row 1", "fold [1, 2, 3] [1, 2, 3]"]),
        (("2:0-4 1:0-4",), ["fold [0, 1] [0]", "row 1", "fold [3] [2, 3]"]),
        # Two matches in one paragraph on the left, in two on the right.
        (("0:0-4 0:0-4", "0:5-9 1:0-4"), ["row 1", "row 2", "fold [1, 2, 3] [2, 3]"]),
        # One passage of the left matches two of the right: it is repeated for the second.
        (
            ("0:0-4 0:0-4", "0:0-4 2:0-4"),
            ["row 1", "fold [] [1]", "row 2 left repeated", "fold [1, 2, 3] [3]"],
        ),
        # Two passages of the left match one of the right.
        (
            ("0:0-4 1:0-4", "2:0-4 1:0-4"),
            ["fold [] [0]", "row 1", "fold [1] []", "row 2 right repeated", "fold [3] [2, 3]"],
        ),
        # The first passage of the left stands last on the right: it is moved, the two others are level.
        (
            ("0:0-4 3:0-4", "1:0-4 0:0-4", "2:0-4 1:0-4"),
            ["moved 1 right repeated", "row 2", "row 3", "fold [] [2]", "stray 1", "fold [3] []"],
        ),
        # ... and the other way round: the last of the left stands first on the right.
        (
            ("0:0-4 1:0-4", "1:0-4 2:0-4", "3:0-4 0:0-4"),
            ["stray 3", "row 1", "row 2", "fold [2] []", "moved 3 right repeated", "fold [] [3]"],
        ),
        # Of two that cross, the shorter is the moved one.
        (
            ("0:0-14 1:0-14", "1:0-4 0:0-4"),
            ["stray 2", "row 1", "moved 2 right repeated", "fold [2, 3] [2, 3]"],
        ),
        (
            ("0:0-4 1:0-4", "1:0-14 0:0-14"),
            ["moved 1 right repeated", "row 2", "stray 1", "fold [2, 3] [2, 3]"],
        ),
        # A passage inside another one.
        (
            ("0:0-14 0:0-14", "0:5-9 0:5-9"),
            ["row 1", "row 2 left repeated right repeated", "fold [1, 2, 3] [1, 2, 3]"],
        ),
    ],
)
def test_rows(pairs, rows):
    assert told(arrange(TEXTS, TEXTS, ties(*pairs))) == rows


def test_words_around_a_passage_go_with_it():
    (row, _) = arrange(TEXTS, TEXTS, ties("0:5-9 0:0-4"))
    assert row.left == Side(passage("0:5-9"), lead="aaaa ", tail=" cccc")
    assert row.right == Side(passage("0:0-4"), lead="", tail=" bbbb cccc")


def test_words_between_two_passages_stand_once():
    first, second, _ = arrange(TEXTS, TEXTS, ties("0:0-4 0:0-4", "0:10-14 0:10-14"))
    assert (first.left.tail, second.left.lead) == (" bbbb ", "")
    assert (first.right.tail, second.right.lead) == (" bbbb ", "")


LONG = "word " * 100


def test_words_far_from_a_passage_stand_apart():
    text = f"{LONG}match {LONG}end"
    row = arrange([text], ["match"], [Tie(0, Passage(0, 500, 505), Passage(0, 0, 5))])[0]
    left = row.left
    assert (len(left.before), len(left.lead)) == (220, 280)
    assert (len(left.tail), len(left.after)) == (280, 224)
    assert left.before + left.lead + "match" + left.tail + left.after == text
    assert (left.lead[:5], left.tail[-5:]) == ("word ", " word")
    assert row.right == Side(Passage(0, 0, 5))


def test_passage_at_the_ends_of_a_long_paragraph_has_words_on_one_side():
    text = f"match {LONG}match"
    ends = Passage(0, 0, 5), Passage(0, len(text) - 5, len(text))
    for passage, empty in zip(ends, (("before", "lead"), ("tail", "after")), strict=True):
        side = arrange([text], ["match"], [Tie(0, passage, Passage(0, 0, 5))])[0].left
        assert [name for name in ("before", "lead", "tail", "after") if not getattr(side, name)] == [*empty]


def test_two_passages_near_each_other_keep_the_words_between():
    text = f"one {LONG}two"
    made = [Tie(0, Passage(0, 0, 3), Passage(0, 0, 3)), Tie(1, Passage(0, 504, 507), Passage(0, 4, 7))]
    first, second = arrange([text], ["one two"], made)
    assert (first.left.tail, first.left.after, second.left.lead) == (f" {LONG}", "", "")
    assert (first.left.follows, second.left.follows) == (False, True)


def test_two_passages_far_from_each_other_each_keep_their_own_words():
    text = f"one {LONG}{LONG}“two"
    made = [Tie(0, Passage(0, 0, 3), Passage(0, 0, 3)), Tie(1, Passage(0, 1005, 1008), Passage(0, 4, 7))]
    first, second = (row.left for row in arrange([text], ["one two"], made))
    assert (len(first.tail), len(first.after)) == (280, 441)
    assert (second.before, len(second.lead)) == ("", 280)
    assert first.tail + first.after + second.lead == f" {LONG}{LONG}"
    assert (second.opening, second.tail) == ("“", "")


def test_a_repeated_passage_brings_no_words_with_it():
    row, _, stray, _ = arrange(TEXTS, TEXTS, ties("0:0-4 1:5-9", "1:0-14 0:0-14"))
    assert row.right == Side(passage("1:5-9"), in_place=False)
    assert stray.right == Side(passage("1:5-9"), lead="dddd ", tail=" ffff")


@pytest.mark.parametrize(
    ("text", "start", "lead", "opening"),
    [
        ("He says: “no way", 10, "He says: ", "“"),
        ("(“no way", 2, "", "(“"),
        ("He says “ no way", 10, "He says ", "“ "),
        ('He says "no way', 9, "He says ", '"'),
        ('"He" says no', 10, '"He" says ', ""),
        ('He says "no" way', 13, 'He says "no" ', ""),
        ("He says: no way", 9, "He says: ", ""),
        ("“He” says no", 10, "“He” says ", ""),
    ],
)
def test_opening_marks_go_with_the_passage(text, start, lead, opening):
    tie = Tie(0, Passage(0, start, len(text)), Passage(0, 0, 4))
    (row,) = arrange([text], ["none"], [tie])
    assert (row.left.lead, row.left.opening) == (lead, opening)


def test_opening_marks_are_no_tail_of_the_passage_before():
    texts = ["one and “two”", "one two"]
    made = [Tie(0, Passage(0, 0, 3), Passage(0, 0, 3)), Tie(1, Passage(0, 9, 12), Passage(0, 4, 7))]
    first, second = arrange(texts[:1], texts[1:], made)
    assert (first.left.tail, second.left.opening, second.left.tail) == (" and ", "“", "”")


def test_a_repeated_passage_names_the_tie_it_stands_in():
    _, second, _ = arrange(TEXTS, TEXTS, ties("0:0-14 0:0-14", "0:5-9 0:5-9"))
    assert (second.left.within, second.right.within) == (0, 0)


def test_passages_that_stand_level_go_before_moved_ones():
    """The last begins before the first on the right, and overlaps it there."""
    items = arrange(TEXTS, TEXTS, ties("1:0-14 1:2-14", "2:0-4 2:0-4", "3:0-4 1:0-4"))
    assert told(items) == [
        "fold [0] [0]",
        "row 1",
        "row 2",
        "moved 3 right repeated",
        "fold [] [3]",
    ]
    moved = next(item for item in items if isinstance(item, Row) and item.moved)
    assert moved.right.within == 0


def test_numbers_follow_the_left_text():
    assert [tie.key for tie in along_left(ties("2:0-4 0:0-4", "0:5-9 1:0-4", "0:0-4 3:0-4"))] == [2, 1, 0]


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        ((), set()),
        (("0:0-4 3:0-4",), {0}),
        (("0:0-4 0:0-4", "1:0-4 1:0-4", "2:0-4 2:0-4"), {0, 1, 2}),
        (("0:0-4 2:0-4", "1:0-4 1:0-4", "2:0-4 0:0-9"), {2}),
        (("0:0-4 3:0-4", "1:0-4 0:0-4", "2:0-4 1:0-4", "3:0-4 2:0-4"), {1, 2, 3}),
        (("0:0-4 1:0-4", "1:0-4 1:0-4", "2:0-4 1:0-4"), {0, 1, 2}),
        (("0:0-4 2:0-4", "1:0-4 3:0-4", "2:0-4 0:0-9", "3:0-4 1:0-9"), {2, 3}),
    ],
)
def test_longest_run_in_order(pairs, kept):
    assert keys_in_order(along_left(ties(*pairs))) == kept


def shortest_check(ordered: list[Tie]) -> int:
    """The length of the longest run, by comparing every pair: slow and plain."""
    lengths: list[int] = []
    for index, tie in enumerate(ordered):
        before = [lengths[i] for i in range(index) if ordered[i].right.place <= tie.right.place]
        lengths.append(1 + max(before, default=0))
    return max(lengths, default=0)


def any_ties(chance: random.Random, blocks: int, length: int) -> list[Tie]:
    def somewhere() -> Passage:
        start = chance.randrange(length)
        return Passage(chance.randrange(blocks), start, chance.randint(start + 1, min(start + 40, length)))

    return [Tie(key, somewhere(), somewhere()) for key in range(chance.randrange(12))]


@pytest.mark.parametrize("seed", range(60))
def test_both_texts_stand_complete_and_in_order(seed):
    chance = random.Random(seed)
    words = "" if seed % 2 else " no" * chance.randrange(500)
    texts = [[f"{side}{block:02} efgh jklm{words}" for block in range(6)] for side in "xy"]
    made = any_ties(chance, 6, len(texts[0][0]))
    items = arrange(*texts, made)
    for name, whole in zip(("left", "right"), texts, strict=True):
        read = ""
        for item in items:
            if isinstance(item, Fold):
                read += "".join(whole[block] for block in getattr(item, name))
            elif isinstance(side := getattr(item, name, None), Side) and side.in_place:
                there = side.passage
                here = whole[there.block][there.start : there.end]
                read += side.before + side.lead + side.opening + here + side.tail + side.after
        assert read == "".join(whole)
    rows = [item for item in items if isinstance(item, Row)]
    assert [row.number for row in rows] == list(range(1, len(made) + 1))
    assert sum(not row.moved for row in rows) == shortest_check(along_left(made))


def test_thousands_of_ties_are_arranged_without_comparing_each_with_each():
    """Every pair of 20,000 would be 200 million steps; the suite would not come to an end."""
    texts = ["aaaa bbbb cccc"] * 20_000
    made = [Tie(key, Passage(key, 0, 4), Passage(19_999 - key, 0, 4)) for key in range(20_000)]
    items = arrange(texts, texts, made)
    assert sum(isinstance(item, Row) and not item.moved for item in items) == 1
