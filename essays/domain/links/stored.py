"""Links as the database holds them, in the terms of the pure modules."""

import hashlib
import json
import re
from collections.abc import Container

from essays.domain.links.judging import Passage
from essays.domain.links.matching import Side, Sides
from essays.enums import LinkOrigin, LinkStatus
from essays.models import Block, Debate, Link, LinkDecision

STATE = (
    *("status", "kind", "marked", "direction", "ground", "ground_note", "attributed_to_id", "attributed_as"),
    *("continues_id", "reason", "note", "decided_here"),
    *("left_block_id", "left_start", "left_exact", "right_block_id", "right_start", "right_exact"),
)
#: The slug's column, and a hyphen with a number behind it.
SLUG_LENGTH, NUMBER_LENGTH = 50, 6
NUMBERED = re.compile(r"-[0-9]+$")


def sides_of(link: Link) -> Sides:
    return (
        Side(link.left_block_id, link.left_start, link.left_end),
        Side(link.right_block_id, link.right_start, link.right_end),
    )


def is_mere_suggestion(link: Link) -> bool:
    """Found by comparison and not decided on: the next comparison may change it or take it back."""
    return link.origin == LinkOrigin.FOUND and link.status == LinkStatus.SUGGESTED and not link.decided_here


def is_from_files(link: Link) -> bool:
    """Written by a load of the debate's files, and theirs to change as long as nobody decides here."""
    return not link.decided_here and not is_mere_suggestion(link)


def passages_of(link: Link) -> tuple[Passage, Passage]:
    """The left and the right passage; the link's blocks and their works are loaded."""
    left, right = (
        Passage(
            block.work.order,
            block.order,
            getattr(link, f"{side}_start"),
            getattr(link, f"{side}_end"),
            getattr(link, f"{side}_exact"),
        )
        for side, block in (("left", link.left_block), ("right", link.right_block))
    )
    return left, right


def state_of(link: Link) -> str:
    """A digest of all that an editor sees when deciding: a decision names the state that was seen."""
    seen = {name: str(getattr(link, name)) for name in STATE}
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def slug_between(left: Block, right: Block) -> str:
    """The slug of a link made of its two citations: e6-k6, e1-knote."""
    return "-".join(f"{block.work.siglum}{block.number or block.kind}".lower() for block in (left, right))


def free_slug(wanted: str, taken: Container[str]) -> str:
    """``wanted``, with the next number behind it where another link has it or once had it."""
    slug, number = wanted[:SLUG_LENGTH], 1
    base = NUMBERED.sub("", wanted)[: SLUG_LENGTH - NUMBER_LENGTH]
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def slugs_taken(debate: Debate) -> set[str]:
    """Slugs that are the address of a link, or were that of one that was decided on. 2 queries."""
    taken = set(Link.objects.filter(debate=debate).values_list("slug", flat=True))
    return taken | set(LinkDecision.objects.values_list("link_slug", flat=True))
