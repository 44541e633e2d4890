"""Links as findings for the margins of a set of blocks.

No query: the records come loaded (``essays.queries.links``). A link inside one block is found at both its
passages. Where the editors have recorded a relation of the same two passages that says the same, there is
one note: the link's, with the editors' words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from essays.domain.differences import compare_passages
from essays.domain.findings import hedges_of, place_of
from essays.domain.layers import Layer
from essays.domain.link_phrases import End, ends_of, how_it_differs, link_lead
from essays.domain.margin import Entry, Finding, Place
from essays.models import Relation, Work
from essays.queries.links import LinkRecords

#: Kinds of relation that say no more than that one passage has another's words.
SAYS_THE_SAME = re.compile(r"(quotes|repeats|shares)\b")


@dataclass(frozen=True)
class LinkFindings:
    """Findings by block id, and the relations that none of the links stands for."""

    findings: Mapping[int, list[Finding]]
    relations: tuple[Relation, ...]


def gather_link_findings(
    records: LinkRecords, *, works: Iterable[Work], relations: Iterable[Relation], at_length: bool = False
) -> LinkFindings:
    """``at_length`` adds the other passage's words, and those of a relation that the link stands for."""
    by_id = {work.pk: work for work in works}
    open_relations = {relation.pk: relation for relation in relations}
    recorded = dict(open_relations)
    findings: dict[int, list[Finding]] = defaultdict(list)
    beyond = _Beyond(records, by_id)
    for link in records.links:
        ends = ends_of(link)
        same = [relation for relation in recorded.values() if _is_of(relation, ends)]
        told = next((relation for relation in same if relation.pk in open_relations), None)
        for relation in same:
            open_relations.pop(relation.pk, None)
        how = how_it_differs(link, compare_passages(link.left_exact, link.right_exact))
        for near, far in (ends, ends[::-1]):
            lead, after = link_lead(link, acting=near.acting)
            hedges = hedges_of(told) if told else []
            entry = Entry(
                lead,
                after + (f" ({', '.join(hedges)})" if hedges else ""),
                places=(place_of(by_id[far.block.work_id], far.block),),
                link=link.slug,
                how=how,
                beyond=beyond.places(near, far),
                text=told.summary if told and at_length else "",
                quote=far.exact if at_length else "",
            )
            findings[near.block.pk].append(Finding(entry, near.start, near.end, Layer.QUOTATIONS))
    return LinkFindings(findings, tuple(open_relations.values()))


def _is_of(relation: Relation, ends: tuple[End, End]) -> bool:
    """Does the relation say of these two passages that one has the other's words?"""
    if not SAYS_THE_SAME.match(relation.kind) or not (relation.from_exact and relation.to_exact):
        return False
    sides = (
        (relation.from_block_id, relation.from_start, relation.from_end),
        (relation.to_block_id, relation.to_start, relation.to_end),
    )
    return any(
        all(_overlap(side, end) for side, end in zip(order, ends, strict=True))
        for order in (sides, sides[::-1])
    )


def _overlap(side: tuple[int | None, int, int], end: End) -> bool:
    block_id, start, stop = side
    return block_id == end.block.pk and start < end.end and end.start < stop


class _Beyond:
    """Where else the other passage's words stand, which this passage has through it."""

    def __init__(self, records: LinkRecords, works: Mapping[int, Work]):
        self.works = works
        self.direct = {frozenset((link.left_block_id, link.right_block_id)) for link in records.links}
        self.ends: dict[int, list[tuple[End, End]]] = defaultdict(list)
        for link in records.beyond:
            left, right = ends_of(link)
            self.ends[left.block.pk].append((left, right))
            self.ends[right.block.pk].append((right, left))

    def places(self, near: End, far: End) -> tuple[Place, ...]:
        """Third places whose link with the other passage is confirmed and that have none with this block."""
        found: dict[Place, None] = {}
        for there, third in self.ends[far.block.pk]:
            apart = frozenset((near.block.pk, third.block.pk)) not in self.direct
            if third.block.pk not in (near.block.pk, far.block.pk) and apart and there.covers(far):
                found[place_of(self.works[third.block.work_id], third.block)] = None
        return tuple(found)
