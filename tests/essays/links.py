"""Quotation links for tests, by the words that match."""

from essays.enums import Direction, Ground, LinkKind, LinkOrigin, LinkStatus
from essays.models import Block, Debate, Link


def block_at(debate: Debate, cited: str) -> Block:
    """ "A 2": the block with that number in the work with that siglum."""
    siglum, number = cited.split()
    return Block.objects.get(work__debate=debate, work__siglum=siglum, number=number)


def make_link(
    debate: Debate,
    left: str | Block,
    right: str | Block,
    *,
    left_exact: str = "",
    right_exact: str = "",
    slug: str = "",
    **fields: object,
) -> Link:
    """The left passage quotes the right, confirmed, unless said otherwise.

    Without words on the right they are those on the left; without any, whole blocks are linked.
    """
    left, right = (block_at(debate, each) if isinstance(each, str) else each for each in (left, right))
    right_exact = right_exact or left_exact or right.text
    left_exact = left_exact or left.text
    left_start, right_start = left.text.index(left_exact), right.text.index(right_exact)
    values = {
        "kind": LinkKind.VERBATIM if left_exact == right_exact else LinkKind.VARIANT,
        "marked": True,
        "direction": Direction.QUOTES,
        "ground": Ground.NAMED,
        "origin": LinkOrigin.FOUND,
        "status": LinkStatus.CONFIRMED,
    }
    return Link.objects.create(
        debate=debate,
        slug=slug or f"link-{debate.links.count() + 1}",
        left_block=left,
        left_start=left_start,
        left_end=left_start + len(left_exact),
        left_exact=left_exact,
        right_block=right,
        right_start=right_start,
        right_end=right_start + len(right_exact),
        right_exact=right_exact,
        **values | fields,
    )
