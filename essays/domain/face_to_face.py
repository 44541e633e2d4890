"""The contested formulations against each other, and which of their verbs each work stands by.

Pure: the records of ``essays.queries.wordings`` in, what the debate page shows out; no query.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from essays.domain.wording_table import first_wording, principal_statement
from essays.enums import HoldingStance
from essays.models import Formulation, Stratum, Work
from essays.queries.positions import Row
from essays.queries.wordings import Held, Passage, Statement, WordingRecord, Wordings

#: Stances by which a writer takes a formulation as their own.
OWN_STANCES = {HoldingStance.ADOPTS, HoldingStance.PREFERS, HoldingStance.PROPOSES, HoldingStance.ORIGINATES}

#: Letters of the longest verb up to which the verbs are set in the largest, the second and the third size.
SIZES = ((8, "large"), (13, "middle"))


@dataclass(frozen=True)
class Line:
    """A stratum and what each contested formulation, in order, says of it; None where it says nothing."""

    stratum: Stratum
    entries: tuple[tuple[Formulation, Statement | None], ...]

    @property
    def statements(self) -> tuple[Statement | None, ...]:
        return tuple(statement for _, statement in self.entries)

    @property
    def label(self) -> str:
        """The stratum as the formulations print it, if they all print it alike; else its own name."""
        phrases = {statement.phrase for statement in self.statements if statement}
        return phrases.pop() if len(phrases) == 1 else self.stratum.label

    @property
    def disputed(self) -> bool:
        return len({(each.mark, each.verb.casefold()) if each else None for each in self.statements}) > 1


@dataclass(frozen=True)
class FaceToFace:
    formulations: tuple[Formulation, ...]
    wordings: tuple[WordingRecord, ...]
    lines: tuple[Line, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where the wordings shown are printed, each block once."""
        passages = {
            wording.printings[0].block.pk: wording.printings[0]
            for wording in self.wordings
            if wording.printings
        }
        return tuple(passages.values())

    @property
    def disputed(self) -> tuple[Stratum, ...]:
        return tuple(line.stratum for line in self.lines if line.disputed)

    @property
    def size(self) -> str:
        longest = max((len(each.verb) for line in self.lines for each in line.statements if each), default=0)
        return next((name for limit, name in SIZES if longest <= limit), "small")


@dataclass(frozen=True)
class Side:
    """A formulation that a work's author takes as their own, with its words for the disputed strata."""

    held: Held
    formulation: Formulation
    verbs: tuple[tuple[Stratum, Statement], ...]


@dataclass(frozen=True)
class Card:
    """A work's position at a glance: its words on the question the debate turns on, and its sides.

    ``instead`` is what the work's author does with the formulations if they side with none.
    """

    work: Work
    passage: Passage | None
    sides: tuple[Side, ...]
    instead: tuple[Held, ...] = ()


def set_face_to_face(records: Wordings) -> FaceToFace:
    """The contested formulations that have a wording, each by its first.

    Empty where there are fewer than two: nothing stands against anything.
    """
    pairs = [(each, first_wording(each, records.wordings)) for each in records.contested]
    shown = [(formulation, wording) for formulation, wording in pairs if wording]
    if len(shown) < 2:
        return FaceToFace((), (), ())
    lines = tuple(
        Line(stratum, tuple((each, principal_statement(wording, stratum)) for each, wording in shown))
        for stratum in records.strata
    )
    return FaceToFace(tuple(each for each, _ in shown), tuple(wording for _, wording in shown), lines)


def make_cards(
    works: Sequence[Work], turning_point: Row | None, records: Wordings, disputed: Sequence[Stratum]
) -> tuple[Card, ...]:
    """A card a work, in their order. ``turning_point``: what the debate turns on, with its answers."""
    cells = {cell.voice.work_id: cell for cell in reversed(turning_point.cells)} if turning_point else {}
    cards = []
    for work in works:
        sides = sides_of(work, records, disputed)
        own = [held for held in records.holdings if held.is_own and held.according_to.pk == work.pk]
        told = cells[work.pk].evidence if work.pk in cells else ()
        words = [*told, *(passage for held in own for passage in held.evidence)]
        cards.append(Card(work, words[0] if words else None, sides, () if sides else tuple(own)))
    return tuple(cards)


def sides_of(work: Work, records: Wordings, disputed: Sequence[Stratum]) -> tuple[Side, ...]:
    """What the work's own author holds with, according to the work itself."""
    formulations = {formulation.pk: formulation for formulation in records.formulations}
    sides = []
    for held in records.holdings:
        own = held.is_own and held.according_to.pk == work.pk and held.stance_key in OWN_STANCES
        if own and held.formulation_id is not None:
            formulation = formulations[held.formulation_id]
            sides.append(
                Side(held, formulation, _verbs(first_wording(formulation, records.wordings), disputed))
            )
    return tuple(sides)


def _verbs(wording: WordingRecord | None, strata: Sequence[Stratum]) -> tuple[tuple[Stratum, Statement], ...]:
    found = [(stratum, principal_statement(wording, stratum) if wording else None) for stratum in strata]
    return tuple((stratum, statement) for stratum, statement in found if statement and statement.verb)
