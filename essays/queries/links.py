"""Quotation links: what a text's margin and the page of one link show."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from essays.models import Block, Debate, Link

#: A link's blocks without their texts, which the margins have no use for.
BLOCKS = ("left_block", "right_block")
TEXTS = ("left_block__text", "right_block__text")


@dataclass(frozen=True)
class LinkRecords:
    """Links with a passage in some blocks, and the confirmed ones at their other passages.

    The latter say through whom a wording reached a third text; they include those of the former that
    are confirmed.
    """

    links: tuple[Link, ...] = ()
    beyond: tuple[Link, ...] = ()


@dataclass(frozen=True)
class LinkRecord:
    """A link and what stands around it.

    ``near`` are other links with a passage in either block; ``parts`` the links of one interrupted
    quotation, this one among them, or nothing; ``previous`` and ``next`` follow the left text among the
    links of the same two works.
    """

    link: Link
    near: tuple[Link, ...]
    parts: tuple[Link, ...]
    previous: Link | None
    next: Link | None


def links_of_blocks(blocks: QuerySet[Block]) -> LinkRecords:
    """Two queries; one where no link touches the blocks."""
    links = tuple(Link.objects.shown().touching(blocks).select_related(*BLOCKS).defer(*TEXTS))
    ends = {pk for link in links for pk in (link.left_block_id, link.right_block_id)}
    beyond = Link.objects.confirmed().touching(ends).select_related(*BLOCKS).defer(*TEXTS)
    return LinkRecords(links, tuple(beyond))


def link_record(debate: Debate, slug: str) -> LinkRecord:
    """Four queries: the link with its blocks, works and authority; links near it; parts; its neighbours.

    Raises Link.DoesNotExist if the debate shows no such link; what was dismissed is not shown.
    """
    shown = Link.objects.shown().filter(debate=debate)
    link = shown.select_related(
        "left_block__work__author",
        "right_block__work__author",
        "left_block__section",
        "right_block__section",
        "attributed_to",
    ).get(slug=slug)
    blocks = [link.left_block_id, link.right_block_id]
    near = shown.touching(blocks).exclude(pk=link.pk)
    first = link.continues_id or link.pk
    parts = _with_works(shown.filter(Q(pk=first) | Q(continues=first)))
    previous, following = _neighbours(link, shown)
    return LinkRecord(
        link=link,
        near=tuple(_with_works(near)),
        parts=tuple(parts) if len(parts) > 1 else (),
        previous=previous,
        next=following,
    )


def _with_works(links: QuerySet[Link]) -> QuerySet[Link]:
    return links.select_related("left_block__work", "right_block__work").defer(*TEXTS)


def _neighbours(link: Link, shown: QuerySet[Link]) -> tuple[Link | None, Link | None]:
    """One query: the links between the two works, either way, in the order of their left passages."""
    one, other = link.left_block.work_id, link.right_block.work_id
    between = shown.filter(
        Q(left_block__work=one, right_block__work=other) | Q(left_block__work=other, right_block__work=one)
    )
    ordered = list(_with_works(between))
    place = next(index for index, each in enumerate(ordered) if each.pk == link.pk)
    previous = ordered[place - 1] if place else None
    return previous, ordered[place + 1] if place + 1 < len(ordered) else None
