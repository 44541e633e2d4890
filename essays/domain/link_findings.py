"""Links as findings for the margins of a set of blocks.

No query: the records come loaded (``essays.queries.links``). A link inside one block is found at both its
passages. Where the editors have recorded a relation of the same two passages that says the same, there is
one note: the link's, with the editors' words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from essays.domain.findings import SAYS_THE_SAME, place_of
from essays.domain.layers import Layer
from essays.domain.link_phrases import End, ends_of, how_it_differs, link_lead
from essays.domain.margin import Entry, Finding, Place
from essays.enums import Confidence
from essays.models import Link, Relation, Work
from essays.queries.links import LinkRecords


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
    recorded = _by_pair(open_relations.values())
    findings: dict[int, list[Finding]] = defaultdict(list)
    beyond = _Beyond(records, by_id)
    for link in records.links:
        ends = ends_of(link)
        pair = frozenset(end.block.pk for end in ends)
        same = [relation for relation in recorded[pair] if _is_of(relation, ends)]
        told = next((relation for relation in same if relation.pk in open_relations), None)
        for relation in same:
            open_relations.pop(relation.pk, None)
        for near, far in (ends, ends[::-1]):
            place = place_of(by_id[far.block.work_id], far.block)
            entry = _entry(link, near, place, told)
            through, also = beyond.places(near, far, quotes=link.is_quotation and near.acting)
            entry = replace(entry, beyond=through, also=also)
            if at_length:
                entry = replace(entry, text=told.summary if told else "", quote=far.exact)
            findings[near.block.pk].append(Finding(entry, near.start, near.end, Layer.QUOTATIONS))
    return LinkFindings(findings, tuple(open_relations.values()))


def _entry(link: Link, near: End, place: Place, told: Relation | None) -> Entry:
    lead, after = link_lead(link, acting=near.acting)
    if told and told.confidence != Confidence.CLEAR:
        after += f" ({told.get_confidence_display()})"
    return Entry(lead, after, places=(place,), link=link.slug, how=how_it_differs(link))


def _by_pair(relations: Iterable[Relation]) -> Mapping[frozenset[int], list[Relation]]:
    """Those that only say that one passage has another's words, by the ids of the two blocks."""
    pairs: dict[frozenset[int], list[Relation]] = defaultdict(list)
    for relation in relations:
        if SAYS_THE_SAME.match(relation.kind) and relation.from_exact and relation.to_exact:
            pairs[frozenset((relation.from_block_id, relation.to_block_id))].append(relation)
    return pairs


def _is_of(relation: Relation, ends: tuple[End, End]) -> bool:
    """Is the relation of these two passages, whichever acts on which?"""
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
    """Where else the other passage's words stand."""

    def __init__(self, records: LinkRecords, works: Mapping[int, Work]):
        self.works = works
        self.direct = {frozenset((link.left_block_id, link.right_block_id)) for link in records.links}
        self.ends: dict[int, list[tuple[End, End, bool]]] = defaultdict(list)
        for link in records.beyond:
            left, right = ends_of(link)
            self.ends[left.block.pk].append((left, right, link.is_quotation))
            self.ends[right.block.pk].append((right, left, False))

    def places(self, near: End, far: End, *, quotes: bool) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """Places in a third work that a confirmed link joins to the other passage, and none to this block.

        First those whose words this passage has through the other, because it ``quotes`` the other and the
        other quotes them; then those that have words of the other, no matter who took them from whom.
        """
        through: dict[Place, None] = {}
        also: dict[Place, None] = {}
        for there, third, takes in self.ends[far.block.pk]:
            is_third = third.block.work_id not in (near.block.work_id, far.block.work_id)
            apart = frozenset((near.block.pk, third.block.pk)) not in self.direct
            if is_third and apart and there.covers(far):
                place = place_of(self.works[third.block.work_id], third.block)
                (through if quotes and takes else also)[place] = None
        return tuple(through), tuple(place for place in also if place not in through)
