"""formulations.yaml: the strata, the formulations in all their wordings, and who holds them."""

from essays.domain.corpus.apparatus import LABEL, NAME, Reading
from essays.domain.corpus.fields import Fields
from essays.domain.corpus.names import Once
from essays.domain.corpus.quotations import stands_in
from essays.domain.corpus.records import (
    FormulationRecord,
    HoldingRecord,
    SlotRecord,
    StratumRecord,
    WordingRecord,
)
from essays.enums import HoldingStance, VerbMark

FILE = "formulations.yaml"


class FormulationsFile:
    def __init__(self, reading: Reading) -> None:
        self.library, self.problems = reading.library, reading.problems
        self.strata_names = Once("stratum", reading.problems)
        self.formulation_names = Once("formulation", reading.problems)
        with reading.root(FILE) as root:
            self.strata = tuple(self._stratum(entry) for entry in root.each("strata", "stratum"))
            self.formulations = tuple(
                self._formulation(entry) for entry in root.each("formulations", "formulation")
            )
            names = Once("holding", reading.problems)
            self.holdings = tuple(
                holding
                for entry in root.each("holdings", "holding")
                if (holding := self._holding(entry, names))
            )

    def _stratum(self, entry: Fields) -> StratumRecord:
        with entry:
            record = StratumRecord(entry.slug(), entry.text("label", 80))
            self.strata_names.take(record.slug, entry.place)
        return record

    def _formulation(self, entry: Fields) -> FormulationRecord:
        with entry:
            names = Once("wording", self.problems)
            record = FormulationRecord(
                slug=entry.slug(),
                label=entry.text("label", LABEL),
                gist=entry.optional("gist", LABEL),
                contested=entry.flag("contested", default=False),
                note=entry.optional("note"),
                wordings=tuple(
                    self._wording(wording, names)
                    for wording in entry.each("wordings", "wording", required=True)
                ),
            )
            self.formulation_names.take(record.slug, entry.place)
            if record.contested and not record.gist:
                entry.fault(
                    "contested", "a contested formulation needs a “gist”: what sets it apart, in a few words"
                )
        return record

    def _wording(self, entry: Fields, names: Once) -> WordingRecord:
        with entry:
            slug = entry.slug()
            names.take(slug, entry.place)
            principal = Once("principal slot for stratum", self.problems)
            slots = tuple(
                slot
                for fields in entry.each("slots", "slot", required=True)
                if (slot := self._slot(fields, principal))
            )
            return WordingRecord(
                slug=slug,
                label=entry.text("label", LABEL),
                source_label=entry.text("source_label", NAME),
                in_table=entry.flag("in_table", default=True),
                note=entry.optional("note"),
                printings=self.library.evidence(entry, "printings", required=False),
                slots=slots,
            )

    def _slot(self, entry: Fields, principal: Once) -> SlotRecord | None:
        with entry:
            span = self.library.span(entry)
            stratum = self.strata_names.require(entry.slug("stratum"), entry.place_of("stratum"))
            verb = entry.optional("verb", 80)
            lead, phrase = entry.optional("lead", NAME), entry.optional("phrase", 300)
            record = SlotRecord(
                stratum=stratum,
                part=entry.optional("part", LABEL),
                lead=lead,
                verb=verb,
                mark=entry.choice("mark", VerbMark.values, default="" if verb else VerbMark.OTHER.value),
                phrase=phrase,
                force=entry.text("force", LABEL),
                principal=entry.flag("principal", default=True),
                note=entry.optional("note"),
                span=span,
            )
            if record.principal:
                principal.take(stratum, entry.place_of("stratum"))
        if span is None:
            return None
        words = [part for part in (lead, verb, phrase) if part]
        if not words:
            entry.fault("verb", "a slot needs its printed words: lead, verb, phrase")
        elif not stands_in(words, span.exact):
            printed = " ".join(words)
            entry.fault("verb", f"“{printed}” does not stand so in the slot's quotation “{span.exact}”")
        return record

    def _holding(self, entry: Fields, names: Once) -> HoldingRecord | None:
        with entry:
            formulation = entry.slug("formulation", required=False)
            according_to = entry.text("according_to")
            record = HoldingRecord(
                slug=entry.slug(),
                formulation=self.formulation_names.require(formulation, entry.place_of("formulation")),
                holder=entry.text("holder", NAME),
                according_to=self.library.work(according_to, entry.place_of("according_to")),
                is_own=entry.flag("is_own", default=False),
                stance=entry.choice("stance", HoldingStance.values),
                reserve=entry.optional("reserve", NAME),
                summary=entry.text("summary", 300),
                evidence=self.library.evidence(entry),
            )
            names.take(record.slug, entry.place)
        return record
