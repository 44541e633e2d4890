"""What a new version of a text does to the links on its passages: nothing moves silently."""

from collections.abc import Collection
from typing import Any

from django.db.models import F
from django.utils import timezone

from essays.domain.corpus.quotations import shorten
from essays.domain.links.stored import is_from_files
from essays.domain.loading.rows import Rows, Values
from essays.domain.tracing.align import best_match
from essays.enums import LinkStatus
from essays.models import Block, Debate, Link, LinkDecision

#: Beyond every offset that the format allows: where passages wait while they change places.
ASIDE = 1_000_000_000
PASSAGES_ASIDE: Values = {
    column: F(column) + ASIDE for column in ("left_start", "left_end", "right_start", "right_end")
}
#: Who is on record for what a load did to a decision.
BY_REVISION = "a new version of the text"


def carry_links(*, debate: Debate, reworded: Collection[Block], rows: Rows) -> None:
    """Brings the links on reworded blocks to where their words stand now.

    Words that stand in the block exactly once are followed. Others stand there no longer, or more than
    once: the link is put at the place most like them, or on the whole block, and if an editor decided on
    it here, it becomes a suggestion again, with a note that says why. A link that would then join a
    passage with itself, or be another one twice, goes. 1 query when no link is touched.
    """
    blocks = {block.pk: block for block in reworded}
    links = Link.objects.filter(debate=debate).select_related("left_block__work", "right_block__work")
    found = list(links.order_by("pk")) if blocks else []
    touched = [link for link in found if link.left_block_id in blocks or link.right_block_id in blocks]
    standing = {_places(link) for link in found if link not in touched}
    pairs, gone = [], []
    for link in touched:
        values, reasons = _standing(link, blocks)
        places = _places(link, values)
        if places in standing or _overlaps(places):
            if not is_from_files(link):  # else the file gives it its place in a moment
                gone.append(link)
            continue
        standing.add(places)
        if reasons and link.decided_here:
            _reopen(link, reasons)
            values |= {"status": LinkStatus.SUGGESTED, "reason": "", "note": _note(link, reasons)}
        pairs.append((link, values))
    rows.write(Link, pairs=pairs, gone=gone, parked=PASSAGES_ASIDE)


def _standing(link: Link, blocks: dict[int, Block]) -> tuple[dict[str, Any], list[str]]:
    """The new values of both passages, and a sentence for each that does not stand there as it was."""
    values: dict[str, Any] = {}
    reasons = []
    for side in ("left", "right"):
        block = blocks.get(getattr(link, f"{side}_block_id"))
        exact, start = getattr(link, f"{side}_exact"), getattr(link, f"{side}_start")
        if block is None or block.text[start : start + len(exact)] == exact:
            continue
        times = block.text.count(exact)
        if times == 1:
            start = block.text.index(exact)
            end = start + len(exact)
        else:
            match = best_match(exact, block.text)
            start, end = (match.right_start, match.right_end) if match else (0, len(block.text))
            how = "more than once" if times else "no longer"
            cited = f"{getattr(link, f'{side}_block').work.siglum} {block.number or block.kind}"
            reasons.append(f"{cited} was revised: “{shorten(exact)}” stands there {how}.")
        values |= {f"{side}_start": start, f"{side}_end": end, f"{side}_exact": block.text[start:end]}
    return values, reasons


def _places(link: Link, values: dict[str, Any] | None = None) -> tuple[int, ...]:
    names = ("left_block_id", "left_start", "left_end", "right_block_id", "right_start", "right_end")
    return tuple((values or {}).get(name, getattr(link, name)) for name in names)


def _overlaps(places: tuple[int, ...]) -> bool:
    left_block, left_start, left_end, right_block, right_start, right_end = places
    return left_block == right_block and left_start < right_end and right_start < left_end


def _note(link: Link, reasons: list[str]) -> str:
    return " ".join([*reasons, link.note]).strip()


def _reopen(link: Link, reasons: list[str]) -> None:
    """Puts on record that a decision no longer stands; its words are kept as they were decided on."""
    if link.status != LinkStatus.SUGGESTED:
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
