"""Which agreements stay when others explain them."""

import pytest

from essays.domain.tracing.chains import Edge, End, kept


def end(name, first=0, last=19):
    """A passage of the work and author whose number is the letter's; its block too."""
    number = ord(name) - ord("A")
    return End(number, number, number, first, last)


def edge(left, right, shown=0, likeness=1.0, score=0.9):
    return Edge(end(left), end(right), shown, likeness, score)


def names(edges):
    return ["".join("ABCD"[one.work] for one in (edges[n].left, edges[n].right)) for n in kept(edges)]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        # C says that it quotes B; that its words stand in A too follows from A and B.
        ([edge("B", "A"), edge("C", "A"), edge("C", "B", shown=2)], ["BA", "CB"]),
        # C says that it quotes both.
        ([edge("B", "A"), edge("C", "A", shown=2), edge("C", "B", shown=2)], ["BA", "CA", "CB"]),
        # A name says more than an answer in quotation marks.
        ([edge("B", "A"), edge("C", "A", shown=1), edge("C", "B", shown=2)], ["BA", "CB"]),
        # Nobody says anything: the pair least alike goes.
        ([edge("B", "A"), edge("C", "A", likeness=0.8), edge("C", "B", likeness=0.9)], ["BA", "CB"]),
        # All are alike: copies are tied to the first.
        ([edge("B", "A"), edge("C", "A"), edge("C", "B")], ["BA", "CA"]),
        # B quotes two that share words: it explains nothing of theirs.
        ([edge("C", "A"), edge("B", "A", shown=2), edge("B", "C", shown=2)], ["CA", "BA", "BC"]),
        # C quotes B, but A is nearer to C: A and B agree by way of C.
        (
            [edge("B", "A", likeness=0.8), edge("C", "A"), edge("C", "B", shown=2, likeness=0.8)],
            ["CA", "CB"],
        ),
        # C says that it quotes B, but is nearer to A than B is to either.
        (
            [edge("B", "A", likeness=0.9), edge("C", "A"), edge("C", "B", shown=2, likeness=0.95)],
            ["CA", "CB"],
        ),
        ([edge("B", "A"), edge("D", "C")], ["BA", "DC"]),
    ],
)
def test_explained_agreements_go(edges, expected):
    assert names(edges) == expected


def test_another_part_of_the_text_explains_nothing():
    edges = [
        edge("B", "A"),
        Edge(end("C", 30, 49), end("A", 30, 49), 0, 0.9, 0.9),
        edge("C", "B"),
    ]
    assert names(edges) == ["BA", "CA", "CB"]


def test_of_two_places_by_one_author_the_better_stays():
    better = Edge(end("C"), end("A"), 0, 1.0, 0.9)
    worse = Edge(end("C"), End(0, 0, 7, 0, 19), 0, 0.7, 0.5)
    assert kept([worse, better]) == [1]


def test_a_place_quoted_twice_keeps_both():
    once, again = Edge(end("C"), end("A"), 0, 1.0, 0.9), Edge(end("C", 40, 59), end("A"), 0, 1.0, 0.9)
    assert kept([once, again]) == [0, 1]
