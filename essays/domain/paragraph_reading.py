"""The page of a paragraph: its text with all its notes, what it is evidence for, its sentences.

No query: takes what ``essays.queries.paragraphs`` fetched.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essays.domain.findings import gather_findings, gather_oddities
from essays.domain.link_findings import gather_link_findings
from essays.domain.phrases import capitalised
from essays.domain.reading import Line, set_line, term_marks
from essays.domain.sentences import Sentence, split_sentences
from essays.models import Block, TermOccurrence, Work
from essays.queries.paragraphs import ParagraphRecords


@dataclass(frozen=True)
class Use:
    """Words of the paragraph that the comparison rests on; ``anchor`` is where on its page."""

    words: str
    what: str
    anchor: str


@dataclass(frozen=True)
class ParagraphPage:
    """``before`` and ``after`` are the neighbours that have a number."""

    work: Work
    block: Block
    line: Line
    before: Block | None
    after: Block | None
    sentences: tuple[Sentence, ...]
    uses: tuple[Use, ...]
    records: ParagraphRecords


def arrange_paragraph(records: ParagraphRecords) -> ParagraphPage:
    block = records.block
    links = gather_link_findings(
        records.links, works=records.works, relations=records.relations, at_length=True
    )
    findings = gather_findings(
        works=records.works,
        relations=links.relations,
        references=records.references,
        evidence=records.evidence,
        at_length=True,
    )
    odd = gather_oddities(records.oddities).get(block.pk, ())
    terms = term_marks(_first_uses(records.terms)).get(block.pk, ())
    return ParagraphPage(
        work=records.work,
        block=block,
        line=set_line(block, [*links.findings.get(block.pk, ()), *findings.get(block.pk, ())], odd, terms),
        before=records.before,
        after=records.after,
        sentences=split_sentences(block.text),
        uses=tuple(dict.fromkeys(_uses(records))),
        records=records,
    )


def _first_uses(occurrences: Iterable[TermOccurrence]) -> list[TermOccurrence]:
    first: dict[int, TermOccurrence] = {}
    for found in occurrences:
        first.setdefault(found.term_id, found)
    return list(first.values())


def _uses(records: ParagraphRecords) -> Iterator[Use]:
    for printing in records.printings:
        wording = printing.wording
        yield Use(printing.exact, f"Prints {wording.label}, {wording.source_label}", "wording")
    for slot in records.slots:
        wording = slot.wording
        what = f"{wording.label}, {wording.source_label}: on {slot.stratum.label} ({slot.force})"
        yield Use(slot.exact, what, "wording")
    for evidence in records.holdings:
        holding = evidence.holding
        name = holding.formulation.label if holding.formulation else "the formulations"
        yield Use(evidence.exact, f"{holding.holder} {holding.get_stance_display()} {name}", "wording")
    for evidence in records.positions:
        position = evidence.position
        what = f"{position.question.text} {position.voice.who}: {position.status}"
        yield Use(evidence.exact, capitalised(what), f"q-{position.question.slug}")
