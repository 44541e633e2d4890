"""Quotation links for tests, by the words that match."""

from essays.models import Block, Debate, Link
from tests.factories import make_link as make_link_of_blocks


def block_at(debate: Debate, cited: str) -> Block:
    """ "A 2": the block with that number in the work with that siglum."""
    siglum, number = cited.split()
    return Block.objects.select_related("work__debate").get(
        work__debate=debate, work__siglum=siglum, number=number
    )


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
    words, source = left_exact or left.text, right_exact or left_exact or right.text
    named = {"slug": slug or f"link-{debate.links.count() + 1}"}
    return make_link_of_blocks(left, right, words, source=source, **named | fields)
