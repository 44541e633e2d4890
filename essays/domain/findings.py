"""What the editors recorded of a set of blocks, as findings for their margins.

No query: the records come loaded (``essays.queries``). A relation inside one work, or one block,
is found at both its ends.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from essays.domain.layers import Layer
from essays.domain.margin import Entry, Finding, Odd, Person, Place
from essays.domain.phrases import (
    EXPECTS_TITLE,
    WORK_NOT_NAMED,
    capitalised,
    end_sentence,
    reference_phrase,
    relation_phrase,
)
from essays.enums import Confidence, Deliberate
from essays.models import Block, Oddity, Reference, Relation, RemarkEvidence, Work

MEANT = {Deliberate.YES: "deliberate", Deliberate.UNCLEAR: "unclear whether deliberate", Deliberate.NO: ""}

#: Kinds of reference that have another's own words: "block quotation", "quotation, altered" ...
QUOTATION = re.compile(r"(block |near-)?quotation\b")
#: Kinds of relation that say no more than that one passage has another's words.
SAYS_THE_SAME = re.compile(r"(quotes|repeats|shares)\b")

Findings = Mapping[int, list[Finding]]


def place_of(work: Work, block: Block | None) -> Place:
    """Where a citation of a block (or, without one, of the work) leads."""
    if block is None:
        return Place(work.slug, work.siglum)
    if block.number is None:
        return Place(work.slug, work.siglum, anchor=f"b{block.order}", label=block.get_kind_display())
    return Place(work.slug, work.siglum, number=block.number, anchor=f"p{block.number}")


def gather_findings(
    *,
    works: Iterable[Work],
    relations: Iterable[Relation],
    references: Iterable[Reference],
    evidence: Iterable[RemarkEvidence],
    at_length: bool = False,
) -> Findings:
    """Findings by block id: relations, then references, then remarks.

    ``at_length`` adds the other passage's words and what a reference is used for.
    """
    by_id = {work.pk: work for work in works}
    findings: dict[int, list[Finding]] = defaultdict(list)
    for relation in relations:
        _add_relation(findings, relation, by_id, at_length=at_length)
    for reference in references:
        entry = reference_entry(reference, at_length=at_length)
        layer = Layer.QUOTATIONS if QUOTATION.match(reference.kind) else Layer.RELATIONS
        findings[reference.block_id].append(Finding(entry, reference.start, reference.end, layer))
    _add_remarks(findings, list(evidence), by_id)
    return findings


def gather_oddities(oddities: Iterable[Oddity]) -> Mapping[int, list[Odd]]:
    """Oddities by block id."""
    found: dict[int, list[Odd]] = defaultdict(list)
    for oddity in oddities:
        meant = MEANT[Deliberate(oddity.deliberate)]
        odd = Odd(oddity.exact, oddity.start, oddity.end, oddity.kind, meant, oddity.note)
        found[oddity.block_id].append(odd)
    return found


def relation_entry(relation: Relation, place: Place, quote: str, *, acting: bool) -> Entry:
    """``place`` is the other end, ``quote`` its words."""
    lead, after = relation_phrase(relation.kind, acting=acting)
    hedges = [] if relation.referenced else ["no reference in the text"]
    if relation.confidence != Confidence.CLEAR:
        hedges.append(relation.get_confidence_display())
    if hedges:
        after += f" ({', '.join(hedges)})"
    return Entry(lead, after, places=(place,), text=relation.summary, quote=quote)


def reference_entry(reference: Reference, *, at_length: bool) -> Entry:
    people = tuple(Person(authority.slug, authority.name) for authority in reference.authorities.all())
    note = reference.note
    if reference.kind in EXPECTS_TITLE and not reference.cited_title and WORK_NOT_NAMED not in note:
        note = f"{WORK_NOT_NAMED}. {capitalised(note)}" if note else WORK_NOT_NAMED
    text = capitalised(note)
    if at_length and reference.use_made:
        text = f"{end_sentence(text)} Use made of it: {reference.use_made}".lstrip()
    return Entry(
        reference_phrase(reference.kind),
        people=people,
        title=reference.cited_title,
        text=text,
        outside=reference.outside_note,
    )


def _add_relation(
    findings: dict[int, list[Finding]], relation: Relation, works: Mapping[int, Work], *, at_length: bool
) -> None:
    source = place_of(works[relation.from_work_id], relation.from_block)
    target = place_of(works[relation.to_work_id], relation.to_block)
    layer = Layer.QUOTATIONS if SAYS_THE_SAME.match(relation.kind) else Layer.RELATIONS
    if relation.from_block_id:
        entry = relation_entry(relation, target, relation.to_exact if at_length else "", acting=True)
        findings[relation.from_block_id].append(Finding(entry, relation.from_start, relation.from_end, layer))
    if relation.to_block_id:
        entry = relation_entry(relation, source, relation.from_exact if at_length else "", acting=False)
        findings[relation.to_block_id].append(Finding(entry, relation.to_start, relation.to_end, layer))


def _add_remarks(
    findings: dict[int, list[Finding]], evidence: list[RemarkEvidence], works: Mapping[int, Work]
) -> None:
    """A remark on several passages stands at each of them and names the others."""
    spans: dict[int, list[RemarkEvidence]] = defaultdict(list)
    for span in evidence:
        spans[span.remark_id].append(span)
    for together in spans.values():
        for span in together:
            others = (other.block for other in together if other.block_id != span.block_id)
            places = tuple(dict.fromkeys(place_of(works[block.work_id], block) for block in others))
            lead = capitalised(span.remark.kind) + (", with" if places else "")
            note = "" if span.remark.note == span.remark.kind else capitalised(span.remark.note)
            entry = Entry(lead, places=places, text=note)
            findings[span.block_id].append(Finding(entry, span.start, span.end))
