"""Words that stand in another place: found among what is added, left out and replaced. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from essays.domain.word_units import BETWEEN, SMALL, Norms, Unit, changed
from essays.enums import DifferenceKind

#: Words that must be the same for a stretch far away to count as moved; a single "the" is chance.
MOVED = 3
#: Places at which the same three words are looked for; what is more common is a refrain.
MOST_PLACES = 20
#: Kinds with words on the left that may have come from elsewhere, and the same of the right.
ON_LEFT = frozenset({DifferenceKind.ADDITION, DifferenceKind.SUBSTITUTION})
ON_RIGHT = frozenset({DifferenceKind.OMISSION, DifferenceKind.SUBSTITUTION})


@dataclass(frozen=True)
class _Move:
    """``count`` words from ``left[a]`` in unit ``n``, and the same from ``right[b]`` in unit ``m``."""

    n: int
    a: int
    m: int
    b: int
    count: int


def with_moves(units: list[Unit], left: Norms, right: Norms, elided: frozenset[int]) -> list[Unit]:
    """Words added in one place and left out in another are words in another order, whatever replaced them.

    Of a unit one stretch at most is moved, which begins or ends it on its side.
    """
    moved: dict[int, _Move] = {}
    for move in _moves(units, left, right):
        taken = move.n in moved or move.m in moved
        if not taken and not any(_at_ellipsis(units[place], elided) for place in (move.n, move.m)):
            moved[move.n] = moved[move.m] = move
    told: list[Unit] = []
    for place, unit in enumerate(units):
        told.extend(_parted(unit, place, moved[place], elided) if place in moved else [unit])
    return told


def _at_ellipsis(unit: Unit, elided: frozenset[int]) -> bool:
    """Where the text itself says that words are left out, other words are not parted from it."""
    return unit.kind == DifferenceKind.SUBSTITUTION and not elided.isdisjoint((unit.a1, unit.a2))


def _moves(units: list[Unit], left: Norms, right: Norms) -> Iterator[_Move]:
    """The longest first."""
    loose = [n for n, unit in enumerate(units) if unit.kind in ON_LEFT | ON_RIGHT and not unit.alike]
    found = [*_near(loose, units, left, right), *_far(loose, units, left, right)]
    yield from sorted(found, key=lambda move: (-move.count, abs(move.n - move.m)))


def _near(loose: list[int], units: list[Unit], left: Norms, right: Norms) -> Iterator[_Move]:
    """Few words apart, one word is enough that each text has only once."""
    mine, theirs = Counter(left), Counter(right)
    once = {word for word in mine if mine[word] == theirs[word] == 1 and word not in SMALL}
    for place, first in enumerate(loose):
        for second in loose[place + 1 : place + 4]:
            if units[second].a1 - units[first].a2 > BETWEEN:
                break
            for n, m in ((first, second), (second, first)):
                run = _longest(units[n], units[m], left, right)
                if run and not once.isdisjoint(left[run[0] : run[0] + run[2]]):
                    yield _Move(n, run[0], m, run[1], run[2])


def _far(loose: list[int], units: list[Unit], left: Norms, right: Norms) -> Iterator[_Move]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for m in loose:
        b1, b2 = units[m].b1, units[m].b2
        for key in {tuple(right[b : b + MOVED]) for b in range(b1, b2 - MOVED + 1)}:
            places[key].append(m)
    for n in loose:
        a1, a2 = units[n].a1, units[n].a2
        others = {
            m: None for a in range(a1, a2 - MOVED + 1) for m in places.get(tuple(left[a : a + MOVED]), ())
        }
        for m in list(others)[:MOST_PLACES]:
            run = _longest(units[n], units[m], left, right) if m != n else None
            if run and run[2] >= MOVED:
                yield _Move(n, run[0], m, run[1], run[2])


def _longest(mine: Unit, theirs: Unit, left: Norms, right: Norms) -> tuple[int, int, int] | None:
    """The longest run that the one's left words share with the other's right words, at an edge of both."""
    a1, a2, b1, b2 = mine.a1, mine.a2, theirs.b1, theirs.b2
    most = min(a2 - a1, b2 - b1)
    for count in range(most, 0, -1):
        for a in {a1: None, a2 - count: None}:
            for b in {b1: None, b2 - count: None}:
                if left[a : a + count] == right[b : b + count]:
                    return a, b, count
    return None


def _parted(unit: Unit, place: int, move: _Move, elided: frozenset[int]) -> list[Unit]:
    """What has moved apart from what else the unit changes."""
    a1, a2, b1, b2 = unit.block
    there = "later" if (move.m if place == move.n else move.n) > place else "earlier"
    order = DifferenceKind.ORDER
    if place == move.n:
        stop = move.a + move.count
        if move.a == a1:
            rest, first = (stop, a2, b1, b2), True
            words = Unit(a1, stop, b1, b1, order, there)
        else:
            rest, first = (a1, move.a, b1, b2), False
            words = Unit(move.a, a2, b2, b2, order, there)
    else:
        stop = move.b + move.count
        if move.b == b1:
            rest, first = (a1, a2, stop, b2), True
            words = Unit(a1, a1, b1, stop, order, there)
        else:
            rest, first = (a1, a2, b1, move.b), False
            words = Unit(a2, a2, move.b, b2, order, there)
    if rest[0] == rest[1] and rest[2] == rest[3]:
        return [words]
    other = changed(rest, elided)
    return [words, other] if first else [other, words]
