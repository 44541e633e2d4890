"""Whether what an editor says of two passages can be said of them, and the columns that hold it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from essays.domain.corpus.fields import one_line
from essays.domain.corpus.quotations import NotFound, find_quotation
from essays.domain.links import judging
from essays.domain.links.judging import Fault, Judgement, Passage
from essays.domain.links.matching import Index, Side, likeness
from essays.domain.links.stored import sides_of
from essays.enums import Direction, LinkStatus
from essays.models import Authority, Block, Debate, Link


@dataclass(frozen=True)
class Words:
    """A passage as an editor gives it: words of a block, exactly as they stand there.

    ``occurrence`` counts from 1; 0 means that they must stand there exactly once.
    """

    block_id: int
    exact: str
    occurrence: int = 0


@dataclass(frozen=True)
class Verdict:
    """All that an editor says of a link; ``attributed_to`` and ``continues`` are slugs, or empty."""

    said: Judgement
    left: Words
    right: Words
    attributed_to: str = ""
    continues: str = ""


class Refused(Exception):
    """Nothing was written. ``faults`` say why, each with the field that it is about."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.reason for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class _Stand:
    """Words where they stand."""

    block: Block
    start: int
    exact: str

    @property
    def passage(self) -> Passage:
        block = self.block
        return Passage(block.work.order, block.order, self.start, self.start + len(self.exact), self.exact)

    @property
    def side(self) -> Side:
        return Side(self.block.pk, self.start, self.start + len(self.exact))

    def columns(self, side: str) -> dict[str, Any]:
        return {
            f"{side}_block_id": self.block.pk,
            f"{side}_start": self.start,
            f"{side}_end": self.start + len(self.exact),
            f"{side}_exact": self.exact,
        }


def columns_of(verdict: Verdict, debate: Debate, link: Link | None) -> dict[str, Any]:
    """The columns of the verdict on ``link``, or on a new one. Raises Refused with every fault.

    Where no direction is shown, the later passage is made the left one. 4 queries, one more each for an
    attribution in words and a continued link.
    """
    left, right = _found(verdict, debate)
    said = verdict.said
    if said.direction == Direction.NOT_SHOWN and left.passage < right.passage:
        left, right = right, left
    authority = Authority.objects.filter(debate=debate, slug=verdict.attributed_to).first()
    first = Link.objects.filter(debate=debate, slug=verdict.continues).first() if verdict.continues else None
    faults = [
        *judging.faults(said, left.passage, right.passage),
        *_of_attribution(verdict, authority, left),
        *_of_continued(verdict, first, link, (left, right)),
        *_of_others(debate, link, (left, right)),
    ]
    if faults:
        raise Refused(*faults)
    return {
        **vars(said),
        **left.columns("left"),
        **right.columns("right"),
        "attributed_to_id": authority and authority.pk,
        "continues_id": first and first.pk,
    }


def _found(verdict: Verdict, debate: Debate) -> tuple[_Stand, _Stand]:
    """Both passages in their blocks. Raises Refused where words do not stand there, or are cut."""
    given = {"left": verdict.left, "right": verdict.right}
    wanted = {words.block_id for words in given.values()}
    blocks = Block.objects.filter(work__debate=debate).select_related("work").in_bulk(wanted)
    stands, faults = [], []
    for side, words in given.items():
        block, exact = blocks.get(words.block_id), one_line(words.exact)
        if block is None:
            faults.append(Fault(side, "the paragraph is no longer in the text"))
            continue
        place = (
            find_quotation(block.text, exact, words.occurrence) if exact else NotFound("no words are given")
        )
        if reason := place.reason if isinstance(place, NotFound) else _why_cut(verdict, block, *place):
            faults.append(Fault(side, f"{block.work.siglum} {block.number or block.kind}: {reason}"))
        else:
            stands.append(_Stand(block, place[0], exact))
    if faults:
        raise Refused(*faults)
    return stands[0], stands[1]


def _why_cut(verdict: Verdict, block: Block, start: int, end: int) -> str:
    """A link that cuts words can still be dismissed."""
    is_dismissed = verdict.said.status == LinkStatus.DISMISSED
    return "" if is_dismissed else judging.why_cut(block.text, start, end)


def _of_attribution(verdict: Verdict, authority: Authority | None, left: _Stand) -> Iterator[Fault]:
    if verdict.attributed_to and authority is None:
        yield Fault("attributed_to", f"there is no authority “{verdict.attributed_to}”")
    words = verdict.said.attributed_as
    if words and not any(words in text for text in left.block.work.blocks.values_list("text", flat=True)):
        yield Fault("attributed_as", f"“{words}” does not stand in {left.block.work.siglum}")


def _of_continued(
    verdict: Verdict, first: Link | None, link: Link | None, stands: tuple[_Stand, _Stand]
) -> Iterator[Fault]:
    if first is None:
        if verdict.continues:
            yield Fault("continues", f"there is no link “{verdict.continues}”")
        return
    works = (stands[0].block.work_id, stands[1].block.work_id)
    its_works = (first.left_block.work_id, first.right_block.work_id)
    slug = link.slug if link else ""
    if reason := judging.why_not_continue(slug, works, first.slug, its_works, first.continues_id):
        yield Fault("continues", reason)
    elif link and link.continued_by.exists():
        yield Fault("continues", "other links continue this one; it is the first of them")


def _of_others(debate: Debate, link: Link | None, stands: tuple[_Stand, _Stand]) -> Iterator[Fault]:
    """Another link of the very same passages; for a new link, also one of much the same."""
    sides = (stands[0].side, stands[1].side)
    others = Link.objects.filter(debate=debate).touching([stands[0].block.pk])
    index = Index((row, sides_of(row)) for row in others if link is None or row.pk != link.pk)
    for row in index.like(sides)[:1]:
        if link is None or likeness(sides_of(row), sides) == 1:
            yield Fault("left", f"the link “{row.slug}” is of these passages already")
