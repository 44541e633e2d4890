"""The wording table: a row a wording, a column a stratum, and where one departs from its formulation's first.

Pure: the records of ``essays.queries.wordings`` in, the table out; no query.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from essays.domain.word_diff import WordDiff, compare_words
from essays.enums import VerbMark
from essays.models import Block, Formulation, Stratum
from essays.queries.wordings import Statement, WordingRecord


@dataclass(frozen=True)
class Printed:
    """Where a wording stands; ``same_words`` as the place named before it."""

    block: Block
    same_words: bool


@dataclass(frozen=True)
class Cell:
    """What a wording says of a stratum; ``diff`` against the reference wording where the words differ."""

    stratum: Stratum
    statements: tuple[Statement, ...]
    diff: WordDiff | None = None


@dataclass(frozen=True)
class Row:
    """``reference`` is the formulation's first wording in the table, None for that wording itself.

    ``compared_with`` is the block the reference is printed in, for "differs from K 4".
    """

    wording: WordingRecord
    cells: tuple[Cell, ...]
    printed: tuple[Printed, ...]
    reference: WordingRecord | None = None

    @property
    def differs(self) -> bool:
        return any(cell.diff for cell in self.cells)

    @property
    def compared_with(self) -> Block | None:
        return self.reference.printings[0].block if self.reference and self.reference.printings else None


def arrange_wordings(strata: Sequence[Stratum], wordings: Sequence[WordingRecord]) -> tuple[Row, ...]:
    """The rows of the table: what each wording principally says, compared within its formulation."""
    first: dict[int, WordingRecord] = {}
    rows = []
    for wording in wordings:
        if not wording.in_table:
            continue
        reference = first.setdefault(wording.formulation.pk, wording)
        rows.append(_row(strata, wording, None if reference is wording else reference))
    return tuple(rows)


def arrange_other_statements(strata: Sequence[Stratum], wordings: Sequence[WordingRecord]) -> tuple[Row, ...]:
    """The rows beneath the table: what is said besides, by wording; wordings without it are left out."""
    rows = []
    for wording in wordings:
        besides = [
            statement for statement in wording.statements if not (wording.in_table and statement.principal)
        ]
        if besides:
            rows.append(Row(wording, tuple(Cell(stratum, _of(stratum, besides)) for stratum in strata), ()))
    return tuple(rows)


def principal_statement(wording: WordingRecord, stratum: Stratum) -> Statement | None:
    """What the wording chiefly says of the stratum."""
    return next((each for each in _of(stratum, wording.statements) if each.principal), None)


def first_wording(formulation: Formulation, wordings: Sequence[WordingRecord]) -> WordingRecord | None:
    """The wording that stands for a formulation: its first in the table."""
    return next((each for each in wordings if each.in_table and each.formulation.pk == formulation.pk), None)


def _of(stratum: Stratum, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(statement for statement in statements if statement.stratum_id == stratum.pk)


def _row(strata: Sequence[Stratum], wording: WordingRecord, reference: WordingRecord | None) -> Row:
    principal = [statement for statement in wording.statements if statement.principal]
    cells = tuple(
        Cell(stratum, _of(stratum, principal), _departure(stratum, wording, reference)) for stratum in strata
    )
    return Row(wording, cells, _printed(wording), reference)


def _departure(stratum: Stratum, wording: WordingRecord, reference: WordingRecord | None) -> WordDiff | None:
    """How the principal words for the stratum differ from the reference's; None where they don't."""
    mine = principal_statement(wording, stratum)
    theirs = principal_statement(reference, stratum) if reference else None
    if mine is None or theirs is None:
        return None
    diff = compare_words(theirs.words, mine.words)
    return None if diff.same else diff


def _printed(wording: WordingRecord) -> tuple[Printed, ...]:
    """Each block once, in order; "same words" are exactly those that the first place prints."""
    places: dict[int, Printed] = {}
    for each in wording.printings:
        same = bool(places) and each.text == wording.printings[0].text
        places.setdefault(each.block.pk, Printed(each.block, same))
    return tuple(places.values())


def verb_key(rows: Sequence[Row]) -> tuple[tuple[VerbMark, str], ...]:
    """The marks that occur in the table, in their order, each with the first verb that carries it."""
    examples: dict[str, str] = {}
    for row in rows:
        for cell in row.cells:
            for statement in cell.statements:
                if statement.verb:
                    examples.setdefault(statement.mark, statement.verb)
    return tuple((mark, examples[mark]) for mark in VerbMark if mark in examples)
