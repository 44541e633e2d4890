"""What goes into the search for shared wording, and what comes out."""

from dataclasses import dataclass

from essays.enums import Direction, Ground, LinkKind


@dataclass(frozen=True)
class TextBlock:
    """``number`` is the paragraph's, None for headings and notes; ``kind`` a value of ``BlockKind``."""

    order: int
    number: int | None
    kind: str
    text: str


@dataclass(frozen=True)
class Text:
    """A work. ``answers`` is the slug of the work that it declares to answer, or empty."""

    work: str
    siglum: str
    author_names: tuple[str, ...]
    answers: str
    title: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True)
class Place:
    """Characters ``start`` to ``end`` (exclusive) of a block; ``exact`` is that slice of its text."""

    work: str
    order: int
    number: int | None
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Found:
    """Two passages that share wording.

    The left one quotes, where that is shown; else it is the later in the order of works and blocks.
    ``continues`` is the place, in the list found, of the first part of the interrupted quotation that
    this one goes on with; ``authority`` is who ``attributed_as`` names, as far as the names given tell.
    ``score`` is 0 to 1: how unlikely the agreement is by chance.
    """

    left: Place
    right: Place
    kind: LinkKind
    marked: bool
    direction: Direction
    ground: Ground
    ground_note: str
    attributed_as: str
    continues: int | None
    score: float
    slug: str
    authority: str = ""
