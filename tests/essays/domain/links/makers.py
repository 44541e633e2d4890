"""Links as a debate holds them, and verdicts on them."""

from dataclasses import replace

from django.contrib.auth.models import User

from essays.domain.links.checking import Verdict, Words
from essays.domain.links.deciding import Editor, decide_link
from essays.domain.links.judging import Judgement
from essays.domain.links.stored import state_of
from essays.enums import Direction, Ground, LinkKind, LinkOrigin, LinkStatus
from essays.models import Block, Link, LinkDecision
from tests import factories


def block(siglum: str, number: int) -> Block:
    return Block.objects.select_related("work__debate").get(work__siglum=siglum, number=number)


def make_link(left: Block, left_exact: str, right: Block, right_exact: str, **values: object) -> Link:
    """A suggestion of comparison, unless ``values`` say otherwise."""
    values = {
        "slug": f"{left.work.siglum}{left.number}-{right.work.siglum}{right.number}".lower(),
        "kind": LinkKind.VARIANT,
        "marked": False,
        "direction": Direction.NOT_SHOWN,
        "ground": Ground.BOTH_PLAIN,
        "score": 0.75,
        "origin": LinkOrigin.FOUND,
        "status": LinkStatus.SUGGESTED,
    } | values
    return factories.make_link(left, right, left_exact, source=right_exact, **values)


def verdict_on(link: Link, **changes: object) -> Verdict:
    """What confirms the link as it is, but for ``changes`` of the judgement or the verdict."""
    said = Judgement(
        status=LinkStatus.CONFIRMED,
        kind=link.kind,
        marked=link.marked,
        direction=link.direction,
        ground=link.ground,
        ground_note=link.ground_note,
    )
    mine = {name: value for name, value in changes.items() if hasattr(said, name)}
    verdict = Verdict(
        said=replace(said, **mine),
        left=Words(link.left_block_id, link.left_exact),
        right=Words(link.right_block_id, link.right_exact),
    )
    return replace(verdict, **{name: value for name, value in changes.items() if name not in mine})


def decide(link: Link, by: User, **changes: object) -> LinkDecision:
    """What an editor sends who has just opened the link."""
    link = Link.objects.get(pk=link.pk)
    return decide_link(
        link_id=link.pk,
        verdict=verdict_on(link, **changes),
        seen=state_of(link),
        by=Editor(by.pk, by.username),
    )
