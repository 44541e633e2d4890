"""Proof that the chained logs are what was written: nothing altered, dropped, added or moved.

Each row is sealed over the row before it, so a row that was changed, or that follows on another one than
it did, does not carry its seal any more; what was cut off at the end is missed by the log's head. Whoever
can write to the database could make all seals anew, the head's too: against that it helps to have noted a
seal elsewhere, as the page of figures prints it, and to ask for it here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from comments.domain import chain
from comments.domain.traces import response_of
from comments.enums import Action
from comments.models import Act, Decision, LogHead

#: Rows that are fetched at once, which bounds the memory taken; and rows between two words of progress.
CHUNK, EVERY = 2_000, 20_000
BROKEN = (
    "its seal does not follow from its columns and the seal before it: it or what stood before it was "
    "altered, dropped, added or moved"
)
Progress = Callable[[str, int], object]


@dataclass
class Walk:
    """What a walk over one log comes to. ``rows`` so far; ``found``: seals looked for, with the id of their
    row."""

    log: str
    rows: int = 0
    seal: str = ""
    found: dict[str, int] = field(default_factory=dict)

    @cached_property
    def erased(self) -> frozenset[int]:
        """The numbers of the responses whose erasure is recorded. One query, where words are gone."""
        rows = Decision.objects.filter(action=Action.ERASE).order_by()
        return frozenset(rows.values_list("response_id", flat=True))


def walk_log(
    walk: Walk, *, looking_for: frozenset[str] = frozenset(), progress: Progress = lambda log, rows: None
) -> Iterator[str]:
    """Every fault of ``walk.log`` as a sentence with the row's id; fills ``walk``.

    Rows that are added meanwhile do no harm: the head is read before, and again after. Three queries and
    bounded memory, whatever the log's length.
    """
    head, at_head = _head(walk.log), ""
    for row in chain.MODELS[walk.log].objects.order_by("id").iterator(chunk_size=CHUNK):
        if row.seal != chain.seal_of(walk.seal, chain.sealed_values(walk.log, row)):
            yield f"{_named(walk.log, row)}: {BROKEN}"
        yield from _wrong_words(row, walk)
        walk.rows, walk.seal = walk.rows + 1, row.seal
        if walk.rows == head.rows:
            at_head = row.seal
        if row.seal in looking_for:
            walk.found[row.seal] = row.pk
        if walk.rows % EVERY == 0:
            progress(walk.log, walk.rows)
    if walk.rows < head.rows:
        yield f"{walk.log}: the head counts {head.rows} rows, there are {walk.rows}: rows were dropped"
    elif at_head != head.seal:
        yield f"{walk.log}: row {head.rows} has not the seal that the head has: rows were dropped or added"
    elif walk.rows > head.rows and _head(walk.log).rows < walk.rows:
        yield f"{walk.log}: the head counts {head.rows} rows, there are {walk.rows}: rows were added"


def find_broken_seals() -> Iterator[str]:
    """The faults of both logs, for ``manage.py verify``."""
    for log in chain.MODELS:
        yield from walk_log(Walk(log))


def _head(log: str) -> LogHead:
    return LogHead.objects.filter(pk=log).first() or LogHead(log=log)


def _named(log: str, row: Decision | Act) -> str:
    return f"{log}: row {row.pk} ({row})"


def _wrong_words(row: Decision | Act, walk: Walk) -> Iterator[str]:
    """A decision is sealed over its note's hash, an act over that of what it says. The words themselves are
    empty where the response that they are about was erased, and nowhere else; an erasure's own ground stays.
    """
    if isinstance(row, Act):
        words, digest = row.said, row.said_digest
        made, said = chain.digest_of(words, row.said_salt), "what it says"
        may_be_gone = bool(digest) and not words and response_of(row.about) in walk.erased
    else:
        there = hasattr(row, "written")
        if there != bool(row.note_digest):
            yield f"{_named(walk.log, row)}: its note is {'not its own' if there else 'gone'}"
            return
        words, digest, said = row.note, row.note_digest, "its note"
        made = chain.digest_of(words, row.written.salt) if there else ""
        may_be_gone = there and not words and row.action != Action.ERASE and row.response_id in walk.erased
    if made != digest and not may_be_gone:
        yield f"{_named(walk.log, row)}: {said} was {'altered' if words else 'emptied'}"
