"""Puts a page of a thread into its nested shape: pure, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, Self

#: Lists of replies within lists of replies. Deeper replies stay in the fourth, where a phone still
#: has room for a line of text, and say what they answer.
NESTED_LISTS = 4


class Placed(Protocol):
    pk: int
    path: str
    parent_id: int | None


@dataclass(slots=True)
class Branch:
    """A response and, in ``replies``, the branches shown nested under it.

    ``level`` is the depth of its list, 0 for a thread's own; ``previous`` and ``following`` are its
    neighbours in the same list, ``parent_is_near`` says that what it answers stands on the same page.
    """

    response: Placed
    level: int
    parent_is_near: bool = False
    previous: int | None = None
    following: int | None = None
    replies: list[Self] = field(default_factory=list)

    def walk(self) -> Iterator[Self]:
        yield self
        for reply in self.replies:
            yield from reply.walk()


def arrange(responses: Iterable[Placed]) -> list[Branch]:
    """The branches of a page whose responses stand in the order of their paths within each thread.

    A response whose ancestors are all on another page opens a list of its own.
    """
    top: list[Branch] = []
    above: list[Branch] = []
    shown: set[int] = set()
    for response in responses:
        path = response.path
        while above and not path.startswith(above[-1].response.path):
            above.pop()
        level = min(NESTED_LISTS, len(above))
        siblings = above[level - 1].replies if level else top
        branch = Branch(response, level, response.parent_id in shown)
        if siblings:
            last = siblings[-1]
            last.following, branch.previous = response.pk, last.response.pk
        siblings.append(branch)
        above.append(branch)
        shown.add(response.pk)
    return top
