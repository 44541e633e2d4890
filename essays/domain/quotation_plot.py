"""Where in each text the quotations lie: bands, marks and lines with their measures.

Pure geometry: measures across are per cent of the drawing's width, so that it is as wide as the page and
its letters keep their size; measures down are pixels. What it looks like is the template's and the style's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from essays.domain.who_quotes_whom import Quotation
from essays.models import Block, Work
from essays.queries.quotations import BlockLength

#: Heights: a work's name, its paragraph numbers, its band, and what lies between two bands for the lines.
NAME, NUMBERS, BAND, BETWEEN = 20, 15, 22, 60
#: A line within one text hangs under its band; neighbours hang at different depths.
HANG, DEPTHS = 10, 4
#: No mark is narrower than this, or it could not be seen; numbers closer than that would run together.
NARROWEST, NUMBER_ROOM = 0.35, 7.5


class MarkKind(Enum):
    QUOTING = "quoting"
    QUOTED = "quoted"
    SHARING = "sharing"
    #: The text quoted is not held here, so nothing lies at the other end.
    ALONE = "alone"


#: Where on the band a mark stands: how far down, and how high. It tells the kinds apart however narrow a
#: mark is, when its filling and its outline can no longer be told from each other.
EXTENTS = {
    MarkKind.QUOTING: (0, BAND // 2),
    MarkKind.QUOTED: (BAND // 2, BAND // 2),
    MarkKind.SHARING: (0, BAND),
    MarkKind.ALONE: (0, BAND // 4),
}


@dataclass(frozen=True)
class Mark:
    """A passage on its band; ``x`` and ``width`` in per cent, ``down`` from the band's upper edge."""

    kind: MarkKind
    x: str
    width: str
    confirmed: bool

    @property
    def down(self) -> int:
        return EXTENTS[self.kind][0]

    @property
    def height(self) -> int:
        return EXTENTS[self.kind][1]


@dataclass(frozen=True)
class Number:
    """A paragraph's number over its beginning."""

    x: str
    number: int


@dataclass(frozen=True)
class Band:
    """A text; ``edges`` are where its blocks meet. ``name_y`` and ``numbers_y`` are baselines."""

    work: Work
    y: int
    width: str
    edges: tuple[str, ...]
    numbers: tuple[Number, ...]
    marks: tuple[Mark, ...]

    @property
    def height(self) -> int:
        return BAND

    @property
    def bottom(self) -> int:
        return self.y + BAND

    @property
    def name_y(self) -> int:
        return self.y - NUMBERS - 5

    @property
    def numbers_y(self) -> int:
        return self.y - 4


@dataclass(frozen=True)
class Line:
    """A straight stroke; a connection within one text takes three of them."""

    x1: str
    y1: int
    x2: str
    y2: int
    confirmed: bool
    shared: bool


@dataclass(frozen=True)
class Plot:
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    height: int


@dataclass(frozen=True)
class _Spot:
    """A passage on the common scale, in per cent."""

    work: int
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + max(self.end, self.start + NARROWEST)) / 2


def plot_quotations(
    works: Sequence[Work], blocks: Sequence[BlockLength], quotations: Sequence[Quotation], *, every: bool
) -> Plot:
    """Bands on one scale: the longest text fills the width. They are for the texts that a quotation begins
    or ends in, with ``every`` for all that have any words, as long as there is a quotation at all.
    """
    if not quotations:
        return Plot((), (), 0)
    scale = _Scale(blocks, quotations, every=every)
    marks: dict[int, list[Mark]] = {}
    connections: list[tuple[_Spot, _Spot, bool, bool]] = []
    for quotation in quotations:
        for spots, confirmed in _passages(quotation, scale):
            for spot, kind in zip(spots, _kinds(quotation), strict=True):
                marks.setdefault(spot.work, []).append(_mark(spot, kind, confirmed))
            if len(spots) > 1:
                connections.append((*spots, confirmed, quotation.shared))
    drawn = [work for work in works if work.pk in scale.drawn]
    step = NAME + NUMBERS + BAND + BETWEEN
    top = {work.pk: NAME + NUMBERS + index * step for index, work in enumerate(drawn)}
    return Plot(
        bands=tuple(_band(work, top[work.pk], scale, marks.get(work.pk, [])) for work in drawn),
        lines=tuple(_lines(connections, top)),
        height=len(drawn) * step - BETWEEN + HANG * (DEPTHS + 1),
    )


class _Scale:
    """Characters of the texts drawn on one measure; a text's blocks follow each other without gaps."""

    def __init__(
        self, blocks: Sequence[BlockLength], quotations: Iterable[Quotation], *, every: bool
    ) -> None:
        self.blocks: dict[int, list[BlockLength]] = {}
        self.begins: dict[int, tuple[int, int]] = {}
        self.lengths: dict[int, int] = {}
        for block in blocks:
            self.blocks.setdefault(block.work_id, []).append(block)
            self.begins[block.pk] = block.work_id, self.lengths.get(block.work_id, 0)
            self.lengths[block.work_id] = self.begins[block.pk][1] + block.length
        concerned = {work.pk for each in quotations for work in (each.source, each.target) if work}
        self.drawn = set(self.lengths) if every else concerned
        self.longest = max(self.lengths[work] for work in self.drawn)

    def per_cent(self, characters: int) -> float:
        return 100 * characters / self.longest

    def spot(self, block: Block, start: int, end: int) -> _Spot:
        work, begin = self.begins[block.pk]
        return _Spot(work, self.per_cent(begin + start), self.per_cent(begin + end))

    def beginning(self, block: BlockLength) -> float:
        return self.per_cent(self.begins[block.pk][1])


def _passages(quotation: Quotation, scale: _Scale) -> Iterator[tuple[tuple[_Spot, ...], bool]]:
    """The two ends of each part, or the one there is, and whether it is confirmed."""
    for link in quotation.links:
        left = scale.spot(link.left_block, link.left_start, link.left_end)
        yield (left, scale.spot(link.right_block, link.right_start, link.right_end)), link.is_fact
    if not quotation.links:
        reference = quotation.reference
        yield (scale.spot(reference.block, reference.start, reference.end),), True


def _kinds(quotation: Quotation) -> tuple[MarkKind, ...]:
    if not quotation.links:
        return (MarkKind.ALONE,)
    return (MarkKind.SHARING,) * 2 if quotation.shared else (MarkKind.QUOTING, MarkKind.QUOTED)


def _mark(spot: _Spot, kind: MarkKind, confirmed: bool) -> Mark:
    return Mark(kind, _written(spot.start), _written(max(spot.end - spot.start, NARROWEST)), confirmed)


def _band(work: Work, y: int, scale: _Scale, marks: list[Mark]) -> Band:
    blocks = scale.blocks[work.pk]
    return Band(
        work=work,
        y=y,
        width=_written(scale.per_cent(scale.lengths[work.pk])),
        edges=tuple(_written(scale.beginning(block)) for block in blocks[1:]),
        numbers=tuple(_numbers(blocks, scale)),
        marks=tuple(marks),
    )


def _numbers(blocks: Iterable[BlockLength], scale: _Scale) -> Iterator[Number]:
    """As many of the paragraphs' numbers as have room, from the first."""
    last = -NUMBER_ROOM
    for block in blocks:
        place = scale.beginning(block)
        if block.number and place - last >= NUMBER_ROOM:
            last = place
            yield Number(_written(place), block.number)


def _lines(connections: Iterable[tuple[_Spot, _Spot, bool, bool]], top: dict[int, int]) -> Iterator[Line]:
    hanging = 0
    for start, end, *style in connections:
        here, there = top[start.work], top[end.work]
        if start.work != end.work:
            y1, y2 = (here + BAND, there) if here < there else (here, there + BAND)
            yield Line(_written(start.middle), y1, _written(end.middle), y2, *style)
            continue
        bottom = here + BAND
        depth = bottom + HANG * (1 + hanging % DEPTHS)
        hanging += 1
        x1, x2 = _written(start.middle), _written(end.middle)
        yield Line(x1, bottom, x1, depth, *style)
        yield Line(x1, depth, x2, depth, *style)
        yield Line(x2, depth, x2, bottom, *style)


def _written(per_cent: float) -> str:
    return f"{per_cent:.2f}%"
