from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TextBlock:
    order: int
    number: int | None
    kind: str
    text: str


@dataclass(frozen=True)
class Text:
    work: str
    siglum: str
    author_names: tuple[str, ...]
    answers: str
    title: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True)
class Place:
    work: str
    order: int
    number: int | None
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Found:
    left: Place
    right: Place
    kind: str
    marked: bool
    direction: str
    ground: str
    ground_note: str
    attributed_as: str
    continues: int | None
    score: float
    slug: str


def find_links(texts, *, only=None, names={}, progress=None):
    return []
