"""The formulations in all their wordings, and who holds them according to whom."""

from dataclasses import dataclass

from django.db.models import Prefetch

from essays.models import (
    Block,
    Debate,
    Formulation,
    Holding,
    HoldingEvidence,
    Printing,
    Slot,
    Stratum,
    Wording,
    Work,
)


@dataclass(frozen=True)
class Passage:
    """An author's exact words and the block (its work loaded) they stand in."""

    text: str
    block: Block


@dataclass(frozen=True)
class Statement:
    """What a wording says is done with one stratum: lead, verb and phrase as printed, and how it is meant."""

    stratum_id: int
    part: str
    lead: str
    verb: str
    mark: str
    phrase: str
    force: str
    principal: bool
    note: str
    passage: Passage

    @property
    def words(self) -> str:
        return " ".join(part for part in (self.lead, self.verb, self.phrase) if part)


@dataclass(frozen=True)
class WordingRecord:
    formulation: Formulation
    label: str
    source_label: str
    in_table: bool
    note: str
    printings: tuple[Passage, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Held:
    """A holding: ``stance`` is its display text ("adopts"); ``according_to`` the work that says so."""

    formulation_id: int | None
    holder: str
    stance: str
    stance_key: str
    reserve: str
    summary: str
    according_to: Work
    is_own: bool
    evidence: tuple[Passage, ...]


@dataclass(frozen=True)
class Wordings:
    strata: tuple[Stratum, ...]
    formulations: tuple[Formulation, ...]
    wordings: tuple[WordingRecord, ...]
    holdings: tuple[Held, ...]

    @property
    def contested(self) -> tuple[Formulation, ...]:
        return tuple(formulation for formulation in self.formulations if formulation.contested)

    @property
    def of_all(self) -> tuple[Held, ...]:
        """What is said of all the formulations at once."""
        return tuple(held for held in self.holdings if held.formulation_id is None)


def passage(span: Printing | Slot | HoldingEvidence) -> Passage:
    return Passage(span.exact, span.block)


def wordings_of(debate: Debate) -> Wordings:
    """Seven queries: strata, formulations, wordings, printings, slots, holdings, their evidence.

    Where one of them finds nothing, those that would follow from it are not asked.
    """
    formulations = tuple(debate.formulations.order_by("order"))
    return Wordings(
        strata=tuple(debate.strata.order_by("order")),
        formulations=formulations,
        wordings=tuple(_wordings(formulations)),
        holdings=tuple(_holdings(debate)),
    )


def _wordings(formulations: tuple[Formulation, ...]) -> list[WordingRecord]:
    by_id = {formulation.pk: formulation for formulation in formulations}
    rows = (
        Wording.objects.filter(formulation__in=by_id)
        .order_by("order", "pk")
        .prefetch_related(
            Prefetch("printings", Printing.objects.select_related("block__work").order_by("order")),
            Prefetch("slots", Slot.objects.select_related("block__work").order_by("order")),
        )
    )
    return [
        WordingRecord(
            formulation=by_id[row.formulation_id],
            label=row.label,
            source_label=row.source_label,
            in_table=row.in_table,
            note=row.note,
            printings=tuple(passage(printing) for printing in row.printings.all()),
            statements=tuple(_statement(slot) for slot in row.slots.all()),
        )
        for row in rows
    ]


def _statement(slot: Slot) -> Statement:
    return Statement(
        stratum_id=slot.stratum_id,
        part=slot.part,
        lead=slot.lead,
        verb=slot.verb,
        mark=slot.mark,
        phrase=slot.phrase,
        force=slot.force,
        principal=slot.principal,
        note=slot.note,
        passage=passage(slot),
    )


def _holdings(debate: Debate) -> list[Held]:
    evidence = Prefetch("evidence", HoldingEvidence.objects.select_related("block__work").order_by("order"))
    rows = (
        Holding.objects.filter(debate=debate)
        .order_by("order")
        .select_related("according_to")
        .prefetch_related(evidence)
    )
    return [
        Held(
            formulation_id=row.formulation_id,
            holder=row.holder,
            stance=row.get_stance_display(),
            stance_key=row.stance,
            reserve=row.reserve,
            summary=row.summary,
            according_to=row.according_to,
            is_own=row.is_own,
            evidence=tuple(passage(span) for span in row.evidence.all()),
        )
        for row in rows
    ]
