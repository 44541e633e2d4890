"""Pieces of reading pages that many pages have in common, kept in a worker's memory.

A page that shows a newly published response differs from the one before in a few lines: what stands around
them is the same on every page of the thread, and depends on the texts alone. ``piece`` gives what was made
before as long as nothing that it was made from has changed, by the same numbers that whole pages are kept
by (``masslinesite.page_versions``), and hands what it depends on to the page that shows it.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from masslinesite.page_versions import (
    UNKNOWN,
    collecting,
    depends_on,
    known_version,
    moment,
    version_of,
    versions_by_key,
)
from masslinesite.shelves import LeastRecent

K, T = TypeVar("K", bound=Hashable), TypeVar("T")
#: Bytes of a piece besides its text, about; and of one that is no text.
OVERHEAD = 2048


@dataclass(frozen=True)
class _Kept:
    value: object
    keys: tuple[str, ...]
    version: int
    size: int


class Pieces(LeastRecent[Hashable, _Kept]):
    """What is kept, as much as there is room for."""

    def put(self, name: Hashable, kept: _Kept) -> None:
        self.keep(name, kept, size=kept.size, limit=settings.KEPT_PIECES_BYTES)


_pieces = Pieces()


def piece(name: Hashable, make: Callable[[], T], *, size: Callable[[T], int] = lambda made: 0) -> T:
    """What ``make`` returns, made now or before; ``name`` says of what and for what, and is its own alone.

    ``make`` says by ``depends_on`` what it reads. What it raises is raised, and nothing is kept; nor is what
    depends on nothing, or on what has no key, or where something of it changed meanwhile. One query for each
    piece that was kept, none for keys that the same page has asked for; three more to make one.
    """
    if not settings.KEPT_PIECES_BYTES:
        return make()
    kept = _pieces.get(name)
    if kept is not None and known_version(kept.keys) == kept.version:
        depends_on(*kept.keys)
        return kept.value
    # Not the number of now: what the page has read before can go into the piece.
    before = moment()
    with collecting() as keys:
        value = make()
    depends_on(*(keys or [UNKNOWN]))
    if keys:
        version = version_of(keys)
        if version <= before:
            _pieces.put(name, _Kept(value, tuple(sorted(keys)), version, size(value) + OVERHEAD))
    return value


class Gathered(dict[K, T]):
    """What is found by and by, at most ``most`` at a time: when there are more, it begins anew."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def keep(self, found: Mapping[K, T]) -> None:
        if len(self) + len(found) > self.most:
            self.clear()
        self.update(found)


def gathered(name: Hashable, *keys: str, most: int, each: int) -> Gathered:
    """What whoever asks fills, empty again once something of ``keys`` has changed; one takes some ``each``
    bytes. What ``piece`` asks."""

    def begin() -> Gathered:
        depends_on(*keys)
        return Gathered(most)

    return piece(name, begin, size=lambda made: most * each)


def reading_begins() -> None:
    """For a view that reads something outside of a piece that goes into one: before it does. At most one
    query."""
    if settings.KEPT_PIECES_BYTES:
        moment()


def forget_outdated_pieces() -> None:
    """Drops every piece that shows what has changed since: words that were erased shall not lie in memory
    until somebody asks for that piece. One query for each thousand keys; raises what the database does."""
    kept = _pieces.all()
    versions = versions_by_key({key for _, each in kept for key in each.keys})
    for name, each in kept:
        if max(versions.get(key, 0) for key in each.keys) != each.version:
            _pieces.drop(name, each)


def forget_pieces() -> None:
    """Drops all that this process keeps."""
    _pieces.clear()
