"""All the records of a debate together."""

from dataclasses import dataclass, field

from essays.domain.corpus.records import (
    AuthorityRecord,
    AuthorRecord,
    FormulationRecord,
    HoldingRecord,
    LinkRecord,
    OddityRecord,
    QuestionRecord,
    ReferenceRecord,
    RelationRecord,
    RemarkRecord,
    StratumRecord,
    TermRecord,
    VoiceRecord,
    WorkRecord,
)


@dataclass(frozen=True)
class DebateRecord:
    """Everything in a folder; order in a tuple is order on the page."""

    slug: str
    name: str
    headline: str
    summary: str
    language: str
    source_hash: str
    authors: tuple[AuthorRecord, ...]
    works: tuple[WorkRecord, ...]
    strata: tuple[StratumRecord, ...] = ()
    formulations: tuple[FormulationRecord, ...] = ()
    holdings: tuple[HoldingRecord, ...] = ()
    voices: tuple[VoiceRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    authorities: tuple[AuthorityRecord, ...] = ()
    references: tuple[ReferenceRecord, ...] = ()
    terms: tuple[TermRecord, ...] = field(default=())
    relations: tuple[RelationRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    oddities: tuple[OddityRecord, ...] = ()
    remarks: tuple[RemarkRecord, ...] = ()
