"""The one writer of what editors decide on links, on the site."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from essays.domain.links.checking import Verdict, columns_of
from essays.domain.links.stored import free_slug, slug_between, slugs_taken, state_of
from essays.domain.loading.rows import Values
from essays.enums import LinkOrigin
from essays.models import Block, Debate, Link, LinkDecision
from essays.page_keys import keys_of_texts
from masslinesite.page_versions import touch


@dataclass(frozen=True)
class Editor:
    user_id: int
    user_name: str


class Stale(Exception):
    """Nothing was written: the link is not any more as the editor saw it."""


def decide_link(*, link_id: int, verdict: Verdict, seen: str, by: Editor) -> LinkDecision:
    """Makes the link what ``verdict`` says; files and later comparisons leave it alone from now on.

    ``seen`` is ``state_of`` the link as the editor saw it. Raises Stale when it differs by now, Refused
    when the words do not stand where they should or the rules refuse, Link.DoesNotExist. Of several
    editors at once one decides, the others get Stale: decisions in one debate wait for each other, and
    for a load of its texts, at the debate's row. 8 queries, 2 more for an authority and a continued link.
    """
    debate_id = Link.objects.values_list("debate_id", flat=True).get(pk=link_id)
    with transaction.atomic():
        debate = _lock(debate_id)
        link = Link.objects.get(pk=link_id)
        if state_of(link) != seen:
            raise Stale
        values = columns_of(verdict, debate, link)
        unchanged = Link.objects.filter(pk=link_id, status=link.status, left_exact=link.left_exact)
        if unchanged.update(**values, decided_here=True) != 1:
            raise Stale
        decision = _record(link, link.status, values, by)
        touch(keys_of_texts(debate_id))
    return decision


def add_link(*, debate_id: int, verdict: Verdict, by: Editor) -> Link:
    """A link that comparison missed. Raises Refused, also where a link of these passages is there already
    (``matching``): that one is to be corrected. 9 queries, 2 more as for ``decide_link``."""
    with transaction.atomic():
        debate = _lock(debate_id)
        values = columns_of(verdict, debate, None)
        blocks = Block.objects.select_related("work").in_bulk(
            [values["left_block_id"], values["right_block_id"]]
        )
        slug = slug_between(blocks[values["left_block_id"]], blocks[values["right_block_id"]])
        link = Link.objects.create(
            debate=debate,
            slug=free_slug(slug, slugs_taken(debate)),
            origin=LinkOrigin.EDITOR,
            decided_here=True,
            **values,
        )
        _record(link, "", values, by)
        touch(keys_of_texts(debate_id))
    return link


def _lock(debate_id: int) -> Debate:
    # no_key: a response being posted holds a key share on its debate, which this must not wait for.
    return Debate.objects.select_for_update(no_key=True).get(pk=debate_id)


def _record(link: Link, old: str, values: Values, by: Editor) -> LinkDecision:
    return LinkDecision.objects.create(
        link=link,
        link_slug=link.slug,
        old_status=old,
        new_status=values["status"],
        reason=values["reason"],
        left_exact=values["left_exact"],
        right_exact=values["right_exact"],
        by_id=by.user_id,
        by_name=by.user_name,
        at=timezone.now(),
    )
