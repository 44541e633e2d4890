"""Which figures of a table may be printed, so that no small one can be read or computed. Pure.

A figure under ``LEAST`` is printed as "under 5". Where sums are printed too, such a figure could be had by
subtraction, so others are withheld with it. What a reader knows of each figure is an interval: a printed one
is what it is, one under 5 is 0 to 4, a withheld one is 5 or more. The sums narrow these intervals, one after
the other until nothing more follows. If one that is not printed ends up with fewer than ``CANDIDATES``
values, one more figure of the sums that it stands in is withheld, the smallest first, and all begins anew.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from comments.enums import Disclosure

LEAST = 5
#: So many values at least stay possible for what is not printed.
CANDIDATES = 3
ENDLESS = 10**9

Key = Hashable
Known = dict[Key, tuple[int, int]]


@dataclass(frozen=True)
class Sum:
    """``total`` is the sum of ``parts``."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def cells(self) -> tuple[Key, ...]:
        return (*self.parts, self.total)


def protect(numbers: Mapping[Key, int], sums: Sequence[Sum]) -> dict[Key, Disclosure]:
    """How each figure may be printed."""
    found = {key: Disclosure.UNDER if n < LEAST else Disclosure.SHOWN for key, n in numbers.items()}
    while computed := _computed(numbers, found, sums):
        found[_to_withhold(computed, numbers, found, sums)] = Disclosure.WITHHELD
    return found


def protect_waits(numbers: Mapping[Key, int], *, total: Key) -> dict[Key, Disclosure]:
    """How the waits of each scope may be printed, of which ``numbers`` says how many there are; ``total`` is
    all the others together.

    The longest and the median of all beside those of the scopes that are printed tell of the rest. So where
    one scope has fewer than ``LEAST``, and all together are printed, the smallest of the others is withheld:
    what can be told is then told of ``LEAST`` waits or more, and not of which scope they are.
    """
    found = {key: Disclosure.UNDER if n < LEAST else Disclosure.SHOWN for key, n in numbers.items()}
    beside = [key for key in numbers if key != total and found[key] == Disclosure.SHOWN]
    if beside and Disclosure.UNDER in found.values():
        found[min(reversed(beside), key=lambda key: numbers[key])] = Disclosure.WITHHELD
    return found


def what_follows(numbers: Mapping[Key, int], printed: Mapping[Key, Disclosure], sums: Sequence[Sum]) -> Known:
    """The least and the greatest that each figure can be, for one who has read the table and adds up."""
    known = {key: _read(numbers[key], disclosure) for key, disclosure in printed.items()}
    changed = True
    while changed:
        changed = False
        for each in sums:
            for key, narrowed in _narrowed(each, known).items():
                if narrowed != known[key]:
                    known[key], changed = narrowed, True
    return known


def _read(number: int, disclosure: Disclosure) -> tuple[int, int]:
    if disclosure == Disclosure.SHOWN:
        return number, number
    return (0, LEAST - 1) if disclosure == Disclosure.UNDER else (LEAST, ENDLESS)


def _narrowed(each: Sum, known: Known) -> Known:
    least = sum(known[part][0] for part in each.parts)
    greatest = sum(known[part][1] for part in each.parts)
    low, high = known[each.total]
    found = {each.total: (max(low, least), min(high, greatest))}
    low, high = found[each.total]
    for part in each.parts:
        lowest, highest = known[part]
        others = least - lowest, greatest - highest
        found[part] = max(lowest, low - others[1]), min(highest, high - others[0])
    return found


def _computed(numbers: Mapping[Key, int], printed: Mapping[Key, Disclosure], sums: Sequence[Sum]) -> set[Key]:
    """What is not printed and yet known too well."""
    known = what_follows(numbers, printed, sums)
    hidden = (key for key, disclosure in printed.items() if disclosure != Disclosure.SHOWN)
    return {key for key in hidden if known[key][1] - known[key][0] + 1 < CANDIDATES}


def _to_withhold(
    computed: set[Key],
    numbers: Mapping[Key, int],
    printed: Mapping[Key, Disclosure],
    sums: Sequence[Sum],
) -> Key:
    """The smallest printed figure that stands in a sum with one that is computed: parts before totals, and of
    equals the last, so the figures that matter most are to be given first."""
    near = [each for each in sums if computed & set(each.cells)]
    totals = {each.total for each in near}
    beside = {key for each in near for key in each.cells if printed[key] == Disclosure.SHOWN}
    left = beside or {key for key, disclosure in printed.items() if disclosure == Disclosure.SHOWN}
    last_first = {key: -place for place, key in enumerate(numbers)}
    return min(left, key=lambda key: (key in totals, numbers[key], last_first[key]))
