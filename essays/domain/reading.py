"""The page of a work: its blocks in order, each with its text cut for the marks and its margin.

No query: takes what ``essays.queries.works`` fetched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from essays.domain.findings import gather_findings, gather_oddities
from essays.domain.layers import LABELS, Layer
from essays.domain.link_findings import gather_link_findings
from essays.domain.margin import Finding, Margin, Note, Odd, arrange_notes, fold
from essays.domain.segments import Mark, MarkKind, Run, set_text
from essays.enums import BlockKind
from essays.models import Block, Section, TermOccurrence, Work
from essays.queries.works import WorkRecords

#: The parts that are lists; everything else stands alone.
BULLETS, NUMBERS, OUTLINE = "bullets", "numbers", "outline"


@dataclass(frozen=True)
class Line:
    """A block as the page sets it. ``number`` is 0 for headings, signatures, notes and speaker lines."""

    block_id: int
    anchor: str
    number: int
    kind: str
    marker: str
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]

    @property
    def margin(self) -> Margin:
        length = sum(len(piece.text) for run in self.runs for piece in run.pieces)
        return fold(self.notes, length)


@dataclass(frozen=True)
class Part:
    """What stands together: one block, a list of items, or (``OUTLINE``) an editor's title alone."""

    kind: str
    lines: tuple[Line, ...] = ()
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True)
class ReadingPage:
    work: Work
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    previous: Work | None
    next: Work | None
    answers: tuple[Work, ...]
    hidden: frozenset[Layer] = frozenset()

    @property
    def layers(self) -> tuple[tuple[Layer, str, bool], ...]:
        """Each layer with its label, and whether it is left out."""
        return tuple((layer, label, layer in self.hidden) for layer, label in LABELS.items())

    @property
    def has_responses(self) -> bool:
        return Layer.RESPONSES not in self.hidden

    @property
    def has_numbers(self) -> bool:
        return Layer.NUMBERS not in self.hidden

    @property
    def has_outline(self) -> bool:
        """Are (some of) the contents' titles the editors'?"""
        return any(section.is_editorial for section in self.sections)

    @property
    def all_outline(self) -> bool:
        return all(section.is_editorial for section in self.sections)


def arrange_work(records: WorkRecords, hidden: frozenset[Layer] = frozenset()) -> ReadingPage:
    """``hidden`` layers leave no trace in the page's text and margins."""
    place = records.works.index(records.work)
    return ReadingPage(
        work=records.work,
        sections=records.sections,
        parts=tuple(_parts(records, hidden)),
        previous=records.works[place - 1] if place else None,
        next=records.works[place + 1] if place + 1 < len(records.works) else None,
        answers=tuple(work for work in records.works if work.responds_to_id == records.work.pk),
        hidden=hidden,
    )


def set_line(block: Block, findings: Iterable[Finding], odd: Iterable[Odd], terms: Iterable[Mark]) -> Line:
    """One block. A heading is named in the contents, so its notes stand beside it without letters."""
    marks, notes = arrange_notes(findings, odd)
    if block.kind == BlockKind.HEADING:
        marks, terms = (), ()
        notes = tuple(replace(note, letter="") for note in notes)
    return Line(
        block_id=block.pk,
        anchor=f"p{block.number}" if block.number else f"b{block.order}",
        number=block.number or 0,
        kind=block.kind,
        marker=block.marker,
        runs=set_text(block.text, (*marks, *terms)),
        notes=notes,
    )


def term_marks(occurrences: Iterable[TermOccurrence]) -> dict[int, list[Mark]]:
    """By block id."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for found in occurrences:
        marks[found.block_id].append(Mark(found.start, found.end, MarkKind.TERM, found.term.slug))
    return marks


def _lines(records: WorkRecords, hidden: frozenset[Layer]) -> Iterator[Line]:
    """Whatever says that words are another's goes with the quotations, a link or not."""
    links = gather_link_findings(records.links, works=records.works, relations=records.relations)
    found = gather_findings(
        works=records.works,
        relations=links.relations,
        references=records.references,
        evidence=records.evidence,
    )
    oddities = {} if Layer.RELATIONS in hidden else gather_oddities(records.oddities)
    terms = {} if Layer.TERMS in hidden else term_marks(records.terms)
    for block in records.blocks:
        findings = [
            finding
            for by_block in (links.findings, found)
            for finding in by_block.get(block.pk, ())
            if finding.layer not in hidden
        ]
        yield set_line(block, findings, oddities.get(block.pk, ()), terms.get(block.pk, ()))


def _parts(records: WorkRecords, hidden: frozenset[Layer]) -> Iterator[Part]:
    sections = {section.pk: section for section in records.sections}
    open_section = None
    for kind, group in groupby(zip(records.blocks, _lines(records, hidden), strict=True), key=_kind_of_part):
        pending: list[Line] = []
        for block, line in group:
            section = sections.get(block.section_id)
            begins = section is not None and section is not open_section
            open_section = section or open_section
            if begins and section.is_editorial:
                yield from _text(kind, pending)
                pending = []
                yield Part(OUTLINE, anchor=section.slug, title=section.title)
            if kind == BlockKind.HEADING:
                anchor = section.slug if begins else line.anchor
                yield Part(kind, (line,), anchor=anchor, title=block.text)
            else:
                pending.append(line)
        yield from _text(kind, pending)


def _text(kind: str, lines: list[Line]) -> Iterable[Part]:
    """Items of a list stay together; other blocks are parts of their own."""
    if kind in (BULLETS, NUMBERS):
        return [Part(kind, tuple(lines))] if lines else []
    return [Part(kind, (line,)) for line in lines]


def _kind_of_part(pair: tuple[Block, Line]) -> str:
    block = pair[0]
    if block.kind != BlockKind.LIST_ITEM:
        return block.kind
    return NUMBERS if any(character.isdigit() for character in block.marker) else BULLETS
