"""What a new version of a text does to the links on its passages: nothing moves silently."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from essays.domain.corpus.quotations import shorten
from essays.domain.links.judging import is_marked, kind_of, same_words
from essays.domain.links.stored import is_from_files, is_mere_suggestion
from essays.domain.loading.followed_words import followed
from essays.domain.loading.rows import Rows, Values
from essays.enums import LinkKind, LinkStatus
from essays.models import Block, Debate, Link, LinkDecision

#: Beyond every offset that the format allows: where passages wait while they change places.
ASIDE = 1_000_000_000
PASSAGES_ASIDE: Values = {
    column: F(column) + ASIDE for column in ("left_start", "left_end", "right_start", "right_end")
}
#: Who is on record for what a load did to a decision.
BY_REVISION = "a new version of the text"


@dataclass(frozen=True)
class Revised:
    """``blocks`` are new or have other words than before, ``before`` are the words by their ids; ``gone``
    are about to be deleted, and still have theirs."""

    blocks: Collection[Block]
    before: Mapping[int, str]
    gone: Collection[Block]


@dataclass(frozen=True)
class _Stand:
    """Where a passage stands now; ``reason`` says how its wording changed, if it did."""

    block: Block
    start: int
    exact: str
    reason: str = ""

    def columns(self, side: str) -> dict[str, Any]:
        return {
            f"{side}_block_id": self.block.pk,
            f"{side}_start": self.start,
            f"{side}_end": self.start + len(self.exact),
            f"{side}_exact": self.exact,
        }


def carry_links(*, debate: Debate, revised: Revised, rows: Rows) -> int:
    """Brings the links on revised blocks to where their words stand now; how many it reopened.

    Words that stand in the block as often as before are followed, and so are those that went to another
    block of the text, or that differ in typography alone. Others changed: the link is put at the place most
    like them, or on the whole block. What an editor had dismissed stays dismissed; what one had confirmed
    here waits for an editor again, with the reason in the record of decisions. A link that would then join
    a passage with itself, or be another one twice, goes. 1 query when no link is touched.
    """
    keys = {block.pk for block in (*revised.blocks, *revised.gone)}
    links = Link.objects.filter(debate=debate).select_related("left_block__work", "right_block__work")
    found = list(links.order_by("pk")) if keys else []
    touched = [link for link in found if keys & {link.left_block_id, link.right_block_id}]
    places_of = _Places(revised)
    standing: set[tuple[int, ...]] = set()
    pairs, gone, reopened = [], [], 0
    for link in sorted(touched, key=is_mere_suggestion):
        left, right = (places_of.now(link, side) for side in ("left", "right"))
        places = _both(left, right)
        if places in standing or _overlaps(places):
            if not is_from_files(link):  # else the file gives it its place in a moment
                gone.append(link)
            continue
        standing.add(places)
        values = left.columns("left") | right.columns("right") | places_of.said(link, left, right)
        reasons = [stand.reason for stand in (left, right) if stand.reason]
        if reasons and link.decided_here and link.status == LinkStatus.CONFIRMED:
            _reopen(link, reasons)
            reopened += 1
            values |= {"status": LinkStatus.SUGGESTED}
        pairs.append((link, values))
    rows.write(Link, pairs=pairs, gone=gone, parked=PASSAGES_ASIDE)
    return reopened


class _Places:
    """Finds passages in the new version."""

    def __init__(self, revised: Revised) -> None:
        self.before = {block.pk: block.text for block in revised.gone} | dict(revised.before)
        self.blocks = {block.pk: block for block in revised.blocks}
        self.of_work: dict[int, list[Block]] = defaultdict(list)
        for block in revised.blocks:
            self.of_work[block.work_id].append(block)

    def now(self, link: Link, side: str) -> _Stand:
        """Where one passage of the link stands now; on a block that goes, as it was."""
        old, exact = getattr(link, f"{side}_block"), getattr(link, f"{side}_exact")
        start = getattr(link, f"{side}_start")
        if old.pk not in self.before:
            return _Stand(old, start, exact)
        block = self.blocks.get(old.pk)
        here = list(_starts(block.text, exact)) if block else []
        if block and block.text[start : start + len(exact)] == exact:
            return _Stand(block, start, exact)
        then = list(_starts(self.before[old.pk], exact))
        if len(here) == 1:
            return _Stand(block, here[0], exact)
        if len(here) == len(then) and start in then:
            return _Stand(block, here[then.index(start)], exact)
        if not here and (moved := self._moved(old.work_id, exact)):
            return moved
        return self._changed(old, block, start, exact) if block else _Stand(old, start, exact)

    def _changed(self, old: Block, block: Block, start: int, exact: str) -> _Stand:
        """The place most like words that do not stand in the block as they did."""
        place, end = followed(self.before[old.pk], start, start + len(exact), block.text)
        now, is_there = block.text[place:end], exact in block.text
        if not is_there and same_words(exact, now):
            return _Stand(block, place, now)
        how = "more than once" if is_there else "no longer"
        cited = f"{old.work.siglum} {block.number or block.kind}"
        return _Stand(block, place, now, f"{cited} was revised: “{shorten(exact)}” stands there {how}.")

    def _moved(self, work: int, exact: str) -> _Stand | None:
        """The words in another block of the work, if they are new there and stand there alone."""
        places = [
            _Stand(block, start, exact)
            for block in self.of_work[work]
            if exact not in self.before.get(block.pk, "")
            for start in _starts(block.text, exact)
        ]
        return places[0] if len(places) == 1 else None

    def said(self, link: Link, left: _Stand, right: _Stand) -> dict[str, Any]:
        """What follows from the words and marks, if they changed."""
        values: dict[str, Any] = {}
        if (left.exact, right.exact) != (link.left_exact, link.right_exact):
            kind = kind_of(left.exact, right.exact)
            stays = link.kind == LinkKind.PARTIAL and kind == LinkKind.VARIANT
            values["kind"] = link.kind if stays else kind
        then = is_marked(
            self.before.get(link.left_block_id, link.left_block.text), link.left_start, link.left_block.kind
        )
        now = is_marked(left.block.text, left.start, left.block.kind)
        return values if then == now else values | {"marked": now}


def _starts(text: str, exact: str) -> Iterator[int]:
    start = text.find(exact)
    while start >= 0:
        yield start
        start = text.find(exact, start + len(exact))


def _both(left: _Stand, right: _Stand) -> tuple[int, ...]:
    return (
        *(left.block.pk, left.start, left.start + len(left.exact)),
        *(right.block.pk, right.start, right.start + len(right.exact)),
    )


def _overlaps(places: tuple[int, ...]) -> bool:
    left_block, left_start, left_end, right_block, right_start, right_end = places
    return left_block == right_block and left_start < right_end and right_start < left_end


def _reopen(link: Link, reasons: list[str]) -> None:
    """Puts on record that a decision no longer stands; its words are kept as they were decided on."""
    LinkDecision.objects.create(
        link=link,
        link_slug=link.slug,
        old_status=link.status,
        new_status=LinkStatus.SUGGESTED,
        reason=" ".join(reasons),
        left_exact=link.left_exact,
        right_exact=link.right_exact,
        by=None,
        by_name=BY_REVISION,
        at=timezone.now(),
    )
