"""What was received, published and rejected by month, as bars. Pure geometry: measures across are per cent
of the drawing's width, measures down pixels; the table beside it says the same in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: The latest months that are drawn: two years, of which the names still have room.
MOST = 24
HEIGHT, LABELS, TOP = 160, 22, 18
#: A figure that isn't printed is drawn as an open stub, which says nothing of its size.
STUB = 6
#: What a month's three bars leave free of its width.
GAP = 0.25
#: So much of the width is left to the numbers of the axis.
AXIS = 6.0


@dataclass(frozen=True)
class Bar:
    """``kind``: which of the measures, from 0. ``is_stub``: its figure is not printed."""

    kind: int
    x: str
    y: int
    width: str
    height: int
    is_stub: bool


@dataclass(frozen=True)
class Month:
    """``x`` is where its name stands: around it, of the last up to it. ``has_room``: on a telephone too."""

    name: str
    x: str
    is_named: bool
    has_room: bool
    is_last: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Plot:
    """``top`` is the greatest figure drawn, at ``top_y``; the bars stand on ``base_y``."""

    months: tuple[Month, ...]
    top: int
    first: str
    last: str
    top_y: int = TOP
    base_y: int = TOP + HEIGHT
    names_y: int = TOP + HEIGHT + LABELS - 4
    height: int = TOP + HEIGHT + LABELS


def plot_months(months: Sequence[tuple[date, Sequence[int | None]]]) -> Plot:
    """``months``: the earliest first, each with its figures; None is one that is not printed."""
    drawn = months[-MOST:]
    top = max((number for _, numbers in drawn for number in numbers if number is not None), default=0)
    step = (100 - AXIS) / len(drawn)
    every = -(-len(drawn) // 8)
    placed = [
        Month(
            name=f"{month:%b %Y}",
            x=_written(100 if month == drawn[-1][0] else AXIS + step * (place + 0.5)),
            is_named=(len(drawn) - 1 - place) % every == 0,
            has_room=(len(drawn) - 1 - place) % (3 * every) == 0,
            is_last=month == drawn[-1][0],
            bars=tuple(_bars(AXIS + step * place, step, numbers, top)),
        )
        for place, (month, numbers) in enumerate(drawn)
    ]
    return Plot(tuple(placed), top, placed[0].name, placed[-1].name)


def _bars(left: float, step: float, numbers: Sequence[int | None], top: int) -> list[Bar]:
    width = step * (1 - GAP) / len(numbers)
    found = []
    for kind, number in enumerate(numbers):
        height = STUB if number is None else round(HEIGHT * number / top)
        found.append(
            Bar(
                kind=kind,
                x=_written(left + step * GAP / 2 + width * kind),
                y=TOP + HEIGHT - height,
                width=_written(width),
                height=height,
                is_stub=number is None,
            )
        )
    return found


def _written(per_cent: float) -> str:
    return f"{per_cent:.2f}%"
