import pytest

from essays.domain.choice import Choice, choose_positions, choose_questions

KNOWN = ("L", "K", "E", "Q", "M", "C")
FIRST = ("L", "K", "E")


@pytest.mark.parametrize(
    ("asked", "keys", "notices"),
    [
        ([], ("L", "K", "E"), ()),
        ([""], ("L", "K", "E"), ()),
        (["K", "E"], ("K", "E"), ()),
        (["E", "K"], ("K", "E"), ()),
        ([" k ", "e", "K"], ("K", "E"), ()),
        (["L", "K", "E", "M"], ("L", "K", "E", "M"), ()),
        (["K"], ("L", "K"), ("Only K was chosen; L added, because a comparison takes two.",)),
        (["L"], ("L", "K"), ("Only L was chosen; K added, because a comparison takes two.",)),
        (["M"], ("L", "M"), ("Only M was chosen; L added, because a comparison takes two.",)),
        (
            ["C", "M", "Q", "E", "K", "L"],
            ("E", "Q", "M", "C"),
            ("At most four positions fit beside each other: K and L left out.",),
        ),
        (
            ["L", "K", "E", "Q", "M"],
            ("L", "K", "E", "Q"),
            ("At most four positions fit beside each other: M left out.",),
        ),
        (
            ["K", "E", "X"],
            ("K", "E"),
            ("There is no position “X”; the positions are L, K, E, Q, M and C.",),
        ),
        (
            ["K", "X"],
            ("L", "K"),
            (
                "There is no position “X”; the positions are L, K, E, Q, M and C.",
                "Only K was chosen; L added, because a comparison takes two.",
            ),
        ),
        (
            ["v", "w", "x", "y", "z" * 99],
            ("L", "K", "E"),
            ("There is no position “v”, “w”, “x” and 2 more; the positions are L, K, E, Q, M and C.",),
        ),
        (
            ["z" * 99],
            ("L", "K", "E"),
            ("There is no position “" + "z" * 24 + "…”; the positions are L, K, E, Q, M and C.",),
        ),
    ],
)
def test_positions(asked, keys, notices):
    named = any(key.strip().upper() in KNOWN for key in asked)
    assert choose_positions(asked=asked, known=KNOWN, first=FIRST) == Choice(keys, notices, asked=named)


@pytest.mark.parametrize(
    ("known", "first", "asked", "keys"),
    [
        ((), (), [], ()),
        ((), (), ["K"], ()),
        (("K",), (), [], ("K",)),
        (("K",), ("K",), ["K"], ("K",)),
        (("K", "L", "M"), (), [], ("K", "L")),
        (("K", "L", "M"), ("M",), [], ("K", "M")),
        (("A", "B", "C", "D", "E"), ("E", "D", "C", "B", "A"), [], ("A", "B", "C", "D")),
    ],
)
def test_positions_of_small_debates(known, first, asked, keys):
    assert choose_positions(asked=asked, known=known, first=first).keys == keys


@pytest.mark.parametrize(
    ("asked", "everything", "keys", "notices"),
    [
        ([], False, ("who", "what"), ()),
        ([], True, ("who", "why", "what"), ()),
        (["why"], False, ("why",), ()),
        (["what", "WHY", "what"], False, ("why", "what"), ()),
        (["why"], True, ("why",), ()),
        (["how"], True, ("who", "why", "what"), ("There is no question “how”; it is left out.",)),
        (["how"], False, ("who", "what"), ("There is no question “how”; it is left out.",)),
    ],
)
def test_questions(asked, everything, keys, notices):
    named = any(key.lower() in ("who", "why", "what") for key in asked)
    known, core = ("who", "why", "what"), ("who", "what")
    assert choose_questions(asked=asked, known=known, core=core, everything=everything) == Choice(
        keys, notices, asked=named
    )


def test_without_core_questions_all_are_shown():
    assert choose_questions(asked=[], known=("who", "why"), core=(), everything=False) == Choice(
        ("who", "why")
    )
