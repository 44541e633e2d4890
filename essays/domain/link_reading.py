"""The page of one link: both passages in their paragraphs, laid against each other, and what is around them.

No query: takes what ``essays.queries.links`` fetched. The source, or the earlier passage, is shown first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from essays.domain.context import near_end, near_start
from essays.domain.differences import Comparison, Difference, compare_passages
from essays.domain.link_phrases import (
    CLASSES,
    UNMARKED,
    End,
    direction_phrase,
    ends_of,
    link_title,
    place_label,
)
from essays.domain.parallel_reading import OPENING
from essays.domain.phrases import capitalised
from essays.enums import DifferenceKind, Ground
from essays.models import Block, Link
from essays.queries.links import LinkRecord

#: What a screen reader says before a stretch, by its class: in the source, and in the text that quotes.
SPOKEN = {
    DifferenceKind.SUBSTITUTION: ("changed:", "instead:"),
    DifferenceKind.OMISSION: ("left out:", "left out here"),
    DifferenceKind.ELLIPSIS: ("left out:", "ellipsis:"),
    DifferenceKind.ADDITION: ("nothing here", "added:"),
    DifferenceKind.ORDER: ("another order:", "another order:"),
    DifferenceKind.SPELLING: ("spelled:", "spelled:"),
    DifferenceKind.TYPOGRAPHY: ("printed:", "printed:"),
}
#: The same where nothing shows which of the two came first.
SPOKEN_NEUTRALLY = ("here:", "nothing here")


@dataclass(frozen=True)
class Cell:
    """A stretch of one passage. ``number`` ties it to its counterpart and to the list; 0 where both agree."""

    text: str
    number: int = 0
    spoken: str = ""
    is_print: bool = False


@dataclass(frozen=True)
class Row:
    """Both sides of a stretch, for the passages read as one."""

    source: Cell
    quoting: Cell

    @property
    def text(self) -> str:
        """What both have, with the white space of the one that has more of it."""
        return max(self.source.text, self.quoting.text, key=len)


@dataclass(frozen=True)
class LinkSide:
    """A passage in its paragraph: ``lead`` and ``tail`` are the words near it, ``opening`` the marks directly
    before it, ``before`` and ``after`` the words further off, as ``essays.domain.context`` divides them.

    ``which`` tells it from the other one where both stand under the same number.
    """

    block: Block
    before: str
    lead: str
    opening: str
    cells: tuple[Cell, ...]
    tail: str
    after: str
    which: str = ""

    @property
    def label(self) -> str:
        return place_label(self.block)

    @property
    def address(self) -> str:
        """The paragraph's name in the address of a pair, empty without a number."""
        return f"{self.block.work.siglum.lower()}{self.block.number}" if self.block.number else ""


@dataclass(frozen=True)
class DifferenceClass:
    """The differences of one class, each after the number it bears in the passages."""

    label: str
    entries: tuple[tuple[int, Difference], ...]


@dataclass(frozen=True)
class Elsewhere:
    """A third place with the same words: what is known of it, and the link that says so."""

    link: Link
    place: Block
    lead: str
    after: str


@dataclass(frozen=True)
class LinkPage:
    record: LinkRecord
    source: LinkSide
    quoting: LinkSide
    rows: tuple[Row, ...]
    comparison: Comparison
    classes: tuple[DifferenceClass, ...]
    elsewhere: tuple[Elsewhere, ...]

    @property
    def link(self) -> Link:
        return self.record.link

    @property
    def title(self) -> str:
        return link_title(self.link)

    @property
    def verdict(self) -> str:
        """How the words compare, and whether a quotation lacks its marks."""
        summary = capitalised(self.comparison.summary())
        unmarked = self.link.is_quotation and not self.link.marked
        return f"{summary}; {UNMARKED}." if unmarked else f"{summary}."

    @property
    def reading_hint(self) -> str:
        """How the list's lines are read."""
        return f"Before the bracket stands {self.source.label}, after it {self.quoting.label}."

    @property
    def direction(self) -> str:
        return direction_phrase(self.link)

    @property
    def beside(self) -> tuple[str, ...]:
        """The two paragraphs' names in the address of the pair; nothing if either has no number."""
        pair = (self.source.address, self.quoting.address)
        return pair if all(pair) else ()


def arrange_link(record: LinkRecord) -> LinkPage:
    link = record.link
    comparison = compare_passages(link.left_exact, link.right_exact)
    rows = tuple(_rows(comparison, directed=link.is_quotation))
    left, right = ends_of(link)
    alike = place_label(left.block) == place_label(right.block)
    return LinkPage(
        record=record,
        source=_side(right, tuple(row.source for row in rows), which="first passage" if alike else ""),
        quoting=_side(left, tuple(row.quoting for row in rows), which="second passage" if alike else ""),
        rows=rows,
        comparison=comparison,
        classes=tuple(_classes(comparison)),
        elsewhere=tuple(_elsewhere(record)),
    )


def _side(end: End, cells: tuple[Cell, ...], *, which: str) -> LinkSide:
    text = end.block.text
    opening = OPENING.search(text[: end.start]).group()
    before, lead = near_end(text[: end.start - len(opening)])
    tail, after = near_start(text[end.end :])
    return LinkSide(end.block, before, lead, opening, cells, tail, after, which)


def _rows(comparison: Comparison, *, directed: bool) -> Iterable[Row]:
    number = 0
    for segment in comparison.segments:
        difference = segment.difference
        if difference is None:
            yield Row(Cell(segment.right), Cell(segment.left))
            continue
        number += 1
        yield Row(
            _cell(segment.right, number, difference, 0, directed=directed),
            _cell(segment.left, number, difference, 1, directed=directed),
        )


def _cell(text: str, number: int, difference: Difference, side: int, *, directed: bool) -> Cell:
    spoken = SPOKEN[difference.kind][side] if directed else SPOKEN_NEUTRALLY[0 if text else 1]
    if directed and not text and spoken.endswith(":"):
        spoken = SPOKEN_NEUTRALLY[1]
    return Cell(text, number, spoken, difference.kind == DifferenceKind.TYPOGRAPHY)


def _classes(comparison: Comparison) -> Iterable[DifferenceClass]:
    numbered = list(enumerate(comparison.differences, 1))
    for kind, label in CLASSES.items():
        entries = tuple(entry for entry in numbered if entry[1].kind == kind)
        if entries:
            yield DifferenceClass(label, entries)


def _elsewhere(record: LinkRecord) -> Iterable[Elsewhere]:
    """Links near that share at least half of a passage with this one and lead to a third place."""
    for here in reversed(ends_of(record.link)):
        for link in record.near:
            left, right = ends_of(link)
            for there, third in ((left, right), (right, left)):
                others = (record.link.left_block_id, record.link.right_block_id)
                if there.covers(here) and third.block.pk not in others:
                    yield _third_place(record.link, link, here, third)


def _third_place(link: Link, other: Link, here: End, third: End) -> Elsewhere:
    """How the words of ``here`` and of a third passage hang together."""
    mine = place_label(here.block)
    after = ""
    if other.is_quotation and here.block.pk == other.left_block_id:
        lead = f"{mine} quotes the words from"
        if link.is_quotation and not here.acting:
            after = f", and {place_label(link.left_block)} has them through {mine}"
    elif other.is_quotation:
        lead = f"{mine} is also quoted in"
    elif other.ground == Ground.SAME_WORK:
        lead = f"The words of {mine} also stand in the same text, in"
    else:
        lead, after = f"The words of {mine} also stand in", f"; {other.get_ground_display()}"
    return Elsewhere(other, third.block, lead, after)
