"""The records of a debate as its files give them: checked, complete, before any database.

Fields bear the names of the models' fields. Other records are named by slug, blocks by work and order.
"""

import hashlib
from dataclasses import dataclass

from essays.enums import NUMBERED_KINDS, BlockKind


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class SpanRecord:
    """Characters ``start`` to ``end`` (exclusive) of a block's text; ``exact`` is that slice."""

    work: str
    block: int
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class EndRecord:
    """One side of a relation: a work, a block of it (order, or 0 for the whole work), a span or none."""

    work: str
    block: int = 0
    start: int = 0
    end: int = 0
    exact: str = ""


@dataclass(frozen=True)
class BlockRecord:
    order: int
    kind: BlockKind
    number: int | None
    marker: str
    text: str
    line: int
    section: str = ""


@dataclass(frozen=True)
class SectionRecord:
    slug: str
    title: str
    first_number: int
    last_number: int
    is_editorial: bool


@dataclass(frozen=True)
class WorkRecord:
    slug: str
    order: int
    file: str
    siglum: str
    kind: str
    title: str
    short_title: str
    title_is_editorial: bool
    title_note: str
    author: str
    responds_to: str
    language: str
    date: str
    source_note: str
    categories: str
    blocks: tuple[BlockRecord, ...]
    sections: tuple[SectionRecord, ...]

    @property
    def text_hash(self) -> str:
        return text_digest("\n".join(block.text for block in self.blocks))

    @property
    def word_count(self) -> int:
        """Words of the numbered blocks and the headings."""
        counted = (*NUMBERED_KINDS, BlockKind.HEADING)
        return sum(len(block.text.split()) for block in self.blocks if block.kind in counted)

    @property
    def last_number(self) -> int:
        return max(block.number or 0 for block in self.blocks)


@dataclass(frozen=True)
class AuthorRecord:
    slug: str
    name: str
    kind: str
    note: str


@dataclass(frozen=True)
class StratumRecord:
    slug: str
    label: str


@dataclass(frozen=True)
class SlotRecord:
    stratum: str
    part: str
    lead: str
    verb: str
    mark: str
    phrase: str
    force: str
    principal: bool
    note: str
    span: SpanRecord


@dataclass(frozen=True)
class WordingRecord:
    slug: str
    label: str
    source_label: str
    in_table: bool
    note: str
    printings: tuple[SpanRecord, ...]
    slots: tuple[SlotRecord, ...]


@dataclass(frozen=True)
class FormulationRecord:
    slug: str
    label: str
    gist: str
    contested: bool
    note: str
    wordings: tuple[WordingRecord, ...]


@dataclass(frozen=True)
class HoldingRecord:
    slug: str
    formulation: str
    holder: str
    according_to: str
    is_own: bool
    stance: str
    reserve: str
    summary: str
    evidence: tuple[SpanRecord, ...]


@dataclass(frozen=True)
class VoiceRecord:
    siglum: str
    label: str
    who: str
    work: str
    quoted: bool
    chosen_first: bool


@dataclass(frozen=True)
class PositionRecord:
    voice: str
    status: str
    claim: str
    note: str
    evidence: tuple[SpanRecord, ...]


@dataclass(frozen=True)
class QuestionRecord:
    slug: str
    text: str
    core: bool
    leading: bool
    finding: str
    positions: tuple[PositionRecord, ...]


@dataclass(frozen=True)
class AuthorityRecord:
    slug: str
    name: str
    kind: str
    note: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ReferenceRecord:
    slug: str
    authorities: tuple[str, ...]
    as_named: str
    cited_title: str
    cited_as: str
    kind: str
    marked: bool
    use_made: str
    note: str
    outside_note: str
    span: SpanRecord


@dataclass(frozen=True)
class DefinitionRecord:
    role: str
    note: str
    span: SpanRecord


@dataclass(frozen=True)
class OccurrenceRecord:
    span: SpanRecord
    first_in_section: bool


@dataclass(frozen=True)
class TermRecord:
    """``apart`` are passages where the pattern matches the word in another sense."""

    slug: str
    label: str
    pattern: str
    marked: bool
    note: str
    homonyms: str
    definitions: tuple[DefinitionRecord, ...]
    apart: tuple[SpanRecord, ...]
    line: int
    occurrences: tuple[OccurrenceRecord, ...] = ()


@dataclass(frozen=True)
class RelationRecord:
    slug: str
    kind: str
    source: EndRecord
    target: EndRecord
    marked: bool
    referenced: bool
    confidence: str
    summary: str


@dataclass(frozen=True)
class LinkRecord:
    """What an editor found of two passages that share wording.

    ``left`` is the passage that quotes, or the later one; ``attributed_to`` and ``continues`` name an
    authority and another link by slug, or nothing.
    """

    slug: str
    left: SpanRecord
    right: SpanRecord
    kind: str
    marked: bool
    direction: str
    ground: str
    ground_note: str
    attributed_to: str
    attributed_as: str
    continues: str
    origin: str
    status: str
    reason: str
    note: str


@dataclass(frozen=True)
class OddityRecord:
    kind: str
    deliberate: str
    note: str
    span: SpanRecord


@dataclass(frozen=True)
class RemarkRecord:
    slug: str
    kind: str
    note: str
    evidence: tuple[SpanRecord, ...]
