"""Writing the apparatus: everything an editor says of the texts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from essays.domain.corpus.debate_record import DebateRecord
from essays.domain.corpus.records import EndRecord, SpanRecord
from essays.domain.loading.rows import NOTHING, Rows, Values
from essays.domain.loading.texts import Texts
from essays.models import (
    Authority,
    AuthorityName,
    Debate,
    Definition,
    Formulation,
    Holding,
    HoldingEvidence,
    Oddity,
    Position,
    PositionEvidence,
    Printing,
    Question,
    Reference,
    Relation,
    Remark,
    RemarkEvidence,
    Slot,
    Stratum,
    Term,
    TermOccurrence,
    Voice,
    Wording,
)


def taken(record: object, names: str) -> dict[str, Any]:
    """The fields of a record whose names are those of the model's columns."""
    return {name: getattr(record, name) for name in names.split()}


class Apparatus:
    """Writes one kind of record after the other, parents first."""

    def __init__(self, record: DebateRecord, debate: Debate, texts: Texts, rows: Rows) -> None:
        self.record, self.debate, self.texts, self.rows = record, debate, texts, rows

    def write(self) -> None:
        self.write_formulations()
        self.write_positions()
        self.write_authorities()
        self.write_terms()
        self.write_relations()
        self.write_notes()

    def _span(self, span: SpanRecord) -> dict[str, Any]:
        block = self.texts.blocks[span.work, span.block]
        return {"block_id": block.pk, "start": span.start, "end": span.end, "exact": span.exact}

    def _slugged(self, model: type[Model], records: Iterable[tuple[str, Values]]) -> dict[str, Model]:
        """Rows of the debate by slug, in the order given."""
        wanted = [
            {"debate_id": self.debate.pk, "slug": slug, "order": order, **values}
            for order, (slug, values) in enumerate(records, 1)
        ]
        rows = self.rows.sync(model, scope={"debate": self.debate}, key=["slug"], wanted=wanted)
        return {key[0]: row for key, row in rows.items()}

    def _children(
        self,
        model: type[Model],
        parent: str,
        scope: str,
        groups: Iterable[tuple[Model, Sequence[Values]]],
        parked: Values = NOTHING,
    ) -> None:
        """Rows that only their parent and their place among its children identify."""
        wanted = [
            {f"{parent}_id": owner.pk, "order": order, **values}
            for owner, children in groups
            for order, values in enumerate(children, 1)
        ]
        key = [f"{parent}_id", "order"]
        self.rows.sync(model, scope={scope: self.debate.pk}, key=key, wanted=wanted, parked=parked)

    def write_formulations(self) -> None:
        strata = self._slugged(Stratum, [(s.slug, {"label": s.label}) for s in self.record.strata])
        formulations = self._slugged(
            Formulation, [(f.slug, taken(f, "label gist contested note")) for f in self.record.formulations]
        )
        pairs = [(formulations[f.slug].pk, w) for f in self.record.formulations for w in f.wordings]
        rows = self.rows.sync(
            Wording,
            scope={"formulation__debate": self.debate},
            key=["formulation_id", "slug"],
            wanted=[
                {"formulation_id": owner, "order": order, **taken(w, "slug label source_label in_table note")}
                for order, (owner, w) in enumerate(pairs, 1)
            ],
        )
        wordings = [(rows[owner, w.slug], w) for owner, w in pairs]
        debate = "wording__formulation__debate"
        self._children(
            Printing,
            "wording",
            debate,
            [(row, [self._span(span) for span in w.printings]) for row, w in wordings],
        )
        names = "part lead verb mark phrase force principal note"
        slots = [
            (
                row,
                [
                    {"stratum_id": strata[s.stratum].pk, **taken(s, names), **self._span(s.span)}
                    for s in w.slots
                ],
            )
            for row, w in wordings
        ]
        # While slots change places none is principal: a wording has one principal slot a stratum.
        self._children(Slot, "wording", debate, slots, parked={"principal": False})
        self._write_holdings(formulations)

    def _write_holdings(self, formulations: dict[str, Model]) -> None:
        rows = self._slugged(
            Holding,
            [
                (
                    h.slug,
                    {
                        "formulation_id": formulations[h.formulation].pk if h.formulation else None,
                        "according_to_id": self.texts.works[h.according_to].pk,
                        **taken(h, "holder is_own stance reserve summary"),
                    },
                )
                for h in self.record.holdings
            ],
        )
        evidence = [(rows[h.slug], [self._span(span) for span in h.evidence]) for h in self.record.holdings]
        self._children(HoldingEvidence, "holding", "holding__debate", evidence)

    def write_positions(self) -> None:
        voices = self.rows.sync(
            Voice,
            scope={"debate": self.debate},
            key=["siglum"],
            wanted=[
                {
                    "debate_id": self.debate.pk,
                    "order": order,
                    "work_id": self.texts.works[v.work].pk,
                    **taken(v, "siglum label who quoted chosen_first"),
                }
                for order, v in enumerate(self.record.voices, 1)
            ],
        )
        questions = self._slugged(
            Question, [(q.slug, taken(q, "text core leading finding")) for q in self.record.questions]
        )
        pairs = [
            ((questions[q.slug].pk, voices[p.voice,].pk), p)
            for q in self.record.questions
            for p in q.positions
        ]
        rows = self.rows.sync(
            Position,
            scope={"question__debate": self.debate},
            key=["question_id", "voice_id"],
            wanted=[
                {"question_id": key[0], "voice_id": key[1], **taken(p, "status claim note")}
                for key, p in pairs
            ],
        )
        evidence = [(rows[key], [self._span(span) for span in p.evidence]) for key, p in pairs]
        self._children(PositionEvidence, "position", "position__question__debate", evidence)

    def write_authorities(self) -> None:
        authorities = self._slugged(
            Authority, [(a.slug, taken(a, "name kind note")) for a in self.record.authorities]
        )
        self.rows.sync(
            AuthorityName,
            scope={"debate": self.debate},
            key=["name"],
            wanted=[
                {"debate_id": self.debate.pk, "authority_id": authorities[a.slug].pk, "name": name}
                for a in self.record.authorities
                for name in a.names
            ],
        )
        names = "as_named cited_title cited_as kind marked use_made note outside_note"
        references = self._slugged(
            Reference, [(r.slug, {**taken(r, names), **self._span(r.span)}) for r in self.record.references]
        )
        self.rows.sync(
            Reference.authorities.through,
            scope={"reference__debate": self.debate},
            key=["reference_id", "authority_id"],
            wanted=[
                {"reference_id": references[r.slug].pk, "authority_id": authorities[slug].pk}
                for r in self.record.references
                for slug in r.authorities
            ],
        )

    def write_terms(self) -> None:
        terms = self._slugged(
            Term, [(t.slug, taken(t, "label pattern marked note homonyms")) for t in self.record.terms]
        )
        definitions = [
            (terms[t.slug], [{"role": d.role, "note": d.note, **self._span(d.span)} for d in t.definitions])
            for t in self.record.terms
        ]
        self._children(Definition, "term", "term__debate", definitions)
        self.rows.sync(
            TermOccurrence,
            scope={"term__debate": self.debate},
            key=["term_id", "block_id", "start"],
            wanted=[
                {"term_id": terms[t.slug].pk, "first_in_section": o.first_in_section, **self._span(o.span)}
                for t in self.record.terms
                for o in t.occurrences
            ],
        )

    def _end(self, side: str, end: EndRecord) -> dict[str, Any]:
        block = self.texts.blocks[end.work, end.block] if end.block else None
        return {
            f"{side}_work_id": self.texts.works[end.work].pk,
            f"{side}_block_id": block.pk if block else None,
            f"{side}_start": end.start,
            f"{side}_end": end.end,
            f"{side}_exact": end.exact,
        }

    def write_relations(self) -> None:
        names = "kind marked referenced confidence summary"
        self._slugged(
            Relation,
            [
                (r.slug, {**taken(r, names), **self._end("from", r.source), **self._end("to", r.target)})
                for r in self.record.relations
            ],
        )

    def write_notes(self) -> None:
        oddities = [{**taken(o, "kind deliberate note"), **self._span(o.span)} for o in self.record.oddities]
        self._children(Oddity, "debate", "debate", [(self.debate, oddities)])
        remarks = self._slugged(Remark, [(r.slug, taken(r, "kind note")) for r in self.record.remarks])
        evidence = [(remarks[r.slug], [self._span(span) for span in r.evidence]) for r in self.record.remarks]
        self._children(RemarkEvidence, "remark", "remark__debate", evidence)
