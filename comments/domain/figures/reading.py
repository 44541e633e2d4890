"""The public figures as a page and a table for other programs show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from comments.domain.figures.counting import COUNTED, count_due
from comments.domain.figures.plot import Plot, plot_months
from comments.enums import Disclosure, Measure, Reason
from comments.models import Figure
from comments.queries.figures import all_figures, figures_of, heads
from comments.rules import REASON_TEXTS
from essays.models import Debate

CSV_HEADER = ("month", "debate", "figure", "reason", "number")
UNDER, WITHHELD, NONE = "under 5", "withheld", "–"
PLOTTED = (Measure.RECEIVED, Measure.PUBLISHED, Measure.REJECTED)
#: A day of hours and more is told in days too.
DAY = 24


@dataclass(frozen=True)
class Row:
    """A month's figures as they are printed, in the order of the columns."""

    month: date
    counts: tuple[str, ...]
    median: str
    longest: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class FiguresPage:
    """``sums`` and ``reason_sums`` add up what is printed above them, and nothing else, so that they tell
    nothing of what isn't."""

    debate: Debate | None
    rows: tuple[Row, ...]
    sums: tuple[str, ...]
    reason_sums: tuple[str, ...]
    plot: Plot | None
    heads: dict[str, str]

    columns = tuple(measure.label for measure in COUNTED)
    reasons = tuple(REASON_TEXTS)


def figures_page(debate: Debate | None) -> FiguresPage:
    """Four queries, besides those of counting a month that has just ended."""
    count_due()
    months = [list(each) for _, each in groupby(figures_of(debate), lambda figure: figure.month)]
    by_key = [{(each.measure, each.reason): each for each in month} for month in months]
    plotted = [(month[0].month.month, _bars(found)) for month, found in zip(months, by_key, strict=True)]
    return FiguresPage(
        debate=debate,
        rows=tuple(_row(month[0].month.month, found) for month, found in zip(months, by_key, strict=True)),
        sums=tuple(_sum(by_key, measure, Reason.NONE) for measure in COUNTED),
        reason_sums=tuple(_sum(by_key, Measure.REJECTED, reason) for reason in REASON_TEXTS),
        plot=plot_months(plotted[::-1]) if plotted else None,
        heads=heads(),
    )


def csv_rows() -> Iterator[tuple[object, ...]]:
    """All figures, of all debates and each, the earliest month first. Two queries."""
    count_due()
    for figure in all_figures():
        yield (
            f"{figure.month.month:%Y-%m}",
            figure.debate.slug if figure.debate else "all",
            f"{figure.measure} (hours)" if "wait" in figure.measure else figure.measure,
            figure.reason,
            _printed(figure) if figure.shown != Disclosure.SHOWN else figure.number,
        )


Found = dict[tuple[str, str], Figure]


def _row(month: date, found: Found) -> Row:
    def printed(measure: Measure, reason: Reason = Reason.NONE) -> str:
        return _printed(found[measure, reason]) if (measure, reason) in found else NONE

    return Row(
        month=month,
        counts=tuple(printed(measure) for measure in COUNTED),
        median=printed(Measure.MEDIAN_WAIT),
        longest=printed(Measure.LONGEST_WAIT),
        reasons=tuple(printed(Measure.REJECTED, reason) for reason in REASON_TEXTS),
    )


def _printed(figure: Figure) -> str:
    if figure.shown != Disclosure.SHOWN:
        if "wait" in figure.measure:
            return WITHHELD
        return UNDER if figure.shown == Disclosure.UNDER else WITHHELD
    return _hours(figure.number) if "wait" in figure.measure else f"{figure.number:,}"


def _hours(hours: int) -> str:
    if hours < DAY:
        return f"{hours} h" if hours else "under 1 h"
    days, rest = divmod(hours, DAY)
    return f"{days} d {rest} h" if rest else f"{days} d"


def _sum(months: Iterable[Found], measure: Measure, reason: Reason) -> str:
    there = (month[measure, reason] for month in months if (measure, reason) in month)
    shown = [figure.number for figure in there if figure.shown == Disclosure.SHOWN]
    return f"{sum(shown):,}" if shown else NONE


def _bars(found: Found) -> list[int | None]:
    """What is drawn of a month; None for what is not printed."""
    figures = [found[measure, Reason.NONE] for measure in PLOTTED]
    return [figure.number if figure.shown == Disclosure.SHOWN else None for figure in figures]
