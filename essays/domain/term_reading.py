"""A term's uses: how many, how they are spread over each text, and each in its context. No query."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essays.domain.concordance import Line, Sorting, lines_of, sort_lines
from essays.models import Block, Definition, TermOccurrence, Work
from essays.queries.term_uses import Extent, TermRecord

#: The width of the bar that shows where in a text the term stands, in units of its own.
WIDTH = 1000


@dataclass(frozen=True)
class Spread:
    """A term in one work. ``per_thousand``: uses in 1,000 words; ``paragraphs``: how many numbered ones
    have it; ``marks``: the place of each use, from 0 at the beginning of the text to ``WIDTH``."""

    work: Work
    uses: int
    per_thousand: float
    paragraphs: int
    marks: tuple[int, ...]
    numbers: str
    definitions: tuple[Definition, ...]


@dataclass(frozen=True)
class Use:
    """An occurrence with its line; the block's work is loaded."""

    block: Block
    line: Line


@dataclass(frozen=True)
class Form:
    form: str
    uses: int


@dataclass(frozen=True)
class TermReading:
    spreads: tuple[Spread, ...]
    forms: tuple[Form, ...]
    uses: tuple[Use, ...]
    total: int

    @property
    def texts(self) -> int:
        """How many use it."""
        return sum(spread.uses > 0 for spread in self.spreads)

    @property
    def defining(self) -> tuple[Spread, ...]:
        return tuple(spread for spread in self.spreads if spread.definitions)


def read_term(record: TermRecord, *, sorting: Sorting = Sorting.PLACE, form: str = "") -> TermReading:
    """The term's page; ``form`` keeps the uses in that exact form (folded) alone, if there is such a form."""
    lines = [
        line
        for index, row in enumerate(record.occurrences)
        for line in lines_of(index, row.block.text, [(row.start, row.end)])
    ]
    counts = Counter(line.form for line in lines)
    kept = [line for line in lines if line.form == form] if form in counts else lines
    return TermReading(
        spreads=tuple(_spread(work, record) for work in record.works),
        forms=tuple(Form(*each) for each in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        uses=tuple(Use(record.occurrences[line.index].block, line) for line in sort_lines(kept, sorting)),
        total=len(lines),
    )


def _spread(work: Work, record: TermRecord) -> Spread:
    rows = [row for row in record.occurrences if row.block.work_id == work.pk]
    extents = [extent for extent in record.extents if extent.work == work.pk]
    numbers = [row.block.number for row in rows if row.block.number]
    return Spread(
        work=work,
        uses=len(rows),
        per_thousand=len(rows) * 1000 / work.word_count if work.word_count else 0.0,
        paragraphs=len(set(numbers)),
        marks=tuple(_marks(rows, extents)),
        numbers=list_numbers(numbers),
        definitions=tuple(row for row in record.definitions if row.block.work_id == work.pk),
    )


def _marks(rows: Iterable[TermOccurrence], extents: Sequence[Extent]) -> Iterable[int]:
    """Where each use stands among all the characters of the text."""
    before, passed = {}, 0
    for extent in extents:
        before[extent.order] = passed
        passed += extent.length
    for row in rows:
        yield round((before[row.block.order] + row.start) * WIDTH / passed)


def list_numbers(numbers: Sequence[int]) -> str:
    """Paragraphs once each, neighbours as ranges, with how often: “2, 4 to 6, 9 (3 times)”."""
    counts = Counter(numbers)
    runs: list[list[int]] = []
    for number in sorted(counts):
        if runs and number == runs[-1][-1] + 1 and counts[number] == counts[runs[-1][-1]] == 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run, counts[run[0]]) for run in runs)


def _run(run: Sequence[int], count: int) -> str:
    if len(run) == 2:
        return f"{run[0]}, {run[1]}"
    if len(run) > 2:
        return f"{run[0]} to {run[-1]}"
    return f"{run[0]} ({count} times)" if count > 1 else str(run[0])
