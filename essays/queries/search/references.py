"""A search that is a reference as this site writes them: “K 18” or “k18” for a paragraph, “R 6”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from essays.models import Block, Work

REFERENCE = re.compile(r"([a-zA-Z]{1,4})\s*([0-9]{1,9})")
#: Before the number of a paragraph whose text is not named, and before a response's.
PARAGRAPH, RESPONSE = "P", "R"


@dataclass(frozen=True)
class Referred:
    """What a search refers to: ``paragraphs``, or the number of what may be a response."""

    paragraphs: tuple[Block, ...] = ()
    response: int | None = None


def referred_to(typed: str, works: Sequence[Work], chosen: Work | None) -> Referred:
    """``works`` are those that can be meant, with one of them maybe ``chosen``.

    A work's siglum comes before the responses'. “p18” is a paragraph where one text alone can be meant.
    One query where ``typed`` names a paragraph that there is, by its text and its number.
    """
    match = REFERENCE.fullmatch(typed)
    if not match:
        return Referred()
    sign, number = match[1].upper(), int(match[2])
    meant = [work for work in works if work.siglum.upper() == sign]
    if not meant and sign == PARAGRAPH:
        long_enough = [work for work in works if number <= work.last_number]
        meant = [chosen] if chosen else long_enough if len(long_enough) == 1 else []
    found = _paragraphs(meant, number)
    return Referred(found, number if sign == RESPONSE and not found else None)


def _paragraphs(works: Sequence[Work], number: int) -> tuple[Block, ...]:
    """In the order of ``works``, which each is given back with."""
    by_number = {work.pk: work for work in works if 0 < number <= work.last_number}
    if not by_number:
        return ()
    rows = Block.objects.filter(work__in=by_number, number=number).order_by()
    blocks = {row.work_id: row for row in rows.only("work_id", "number", "text")}
    for block in blocks.values():
        block.work = by_number[block.work_id]
    return tuple(blocks[pk] for pk in by_number if pk in blocks)
