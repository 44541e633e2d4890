"""Puts a page of a thread into its nested shape: pure, no database."""

from collections.abc import Sequence
from typing import NamedTuple

#: Lists of replies within lists of replies. Deeper replies stay in the fourth, where a phone still
#: has room for a line of text, and say what they answer.
NESTED_LISTS = 4


class Arranged(NamedTuple):
    """Where each response of a page stands, in the order of the page.

    ``levels`` are the depths of their lists, 0 for a thread's own: one that is deeper than the one before is
    the first reply shown under that. ``previous`` and ``following`` are the neighbours in the same list;
    ``near`` says that what the response answers stands on the same page.
    """

    levels: list[int]
    previous: list[int | None]
    following: list[int | None]
    near: list[bool]


def arrange(numbers: Sequence[int], paths: Sequence[str], parents: Sequence[int | None]) -> Arranged:
    """The places of a page's responses, given by their numbers, paths and what they answer, in the order of
    their paths within each thread.

    A response whose ancestors are all on another page opens a list of its own.
    """
    levels, previous = [], []
    following: list[int | None] = [None] * len(numbers)
    # What each response is under, after what all are.
    above = [""]
    # By level, where the latest response of that list stands.
    latest = [0] * (NESTED_LISTS + 1)
    before = -1
    for at, path in enumerate(paths):
        while not path.startswith(above[-1]):
            above.pop()
        level = len(above) - 1
        if level > NESTED_LISTS:
            level = NESTED_LISTS
        if level > before:
            previous.append(None)
        else:
            sibling = latest[level]
            following[sibling] = numbers[at]
            previous.append(numbers[sibling])
        levels.append(level)
        latest[level], before = at, level
        above.append(path)
    # What a response answers stands before it, if it is there at all.
    near = [*map({*numbers}.__contains__, parents)]
    return Arranged(levels, previous, following, near)
