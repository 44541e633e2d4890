"""The editors' queue of links: which it lists, in which order, and one link with all it is decided on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextChoices

from essays.enums import LinkOrigin, LinkStatus
from essays.models import Authority, Block, Debate, Link, LinkDecision, Work

PAGE = 50
#: Characters of a block that are shown on either side of a passage, and the sign for the rest.
AROUND = 600
CUT = " […] "
#: Digits of an id that every database takes.
LONGEST_ID = 19
#: The order of the texts: the keyset of the queue's pages.
KEY = ("debate__slug", "left_block__work__order", "left_block__order", "left_start", "pk")


class Show(TextChoices):
    SUGGESTED = LinkStatus.SUGGESTED.value, "To review"
    CONFIRMED = LinkStatus.CONFIRMED.value, "Confirmed"
    DISMISSED = LinkStatus.DISMISSED.value, "Dismissed"
    ALL = "all", "All"


@dataclass(frozen=True)
class Choice:
    """What an editor chose to see. ``pair`` is the slugs of two works, “left:right”; empty: all."""

    show: Show = Show.SUGGESTED
    pair: str = ""
    origin: str = ""

    def address(self, **more: object) -> str:
        """The query string that shows this choice again, with ``more`` that isn't empty."""
        parts = {"show": self.show.value, "pair": self.pair, "origin": self.origin} | more
        return "?" + urlencode({name: part for name, part in parts.items() if part})

    def rows(self) -> QuerySet[Link]:
        rows = Link.objects.all() if self.show == Show.ALL else Link.objects.filter(status=self.show.value)
        if self.pair:
            left, _, right = self.pair.partition(":")
            rows = rows.filter(left_block__work__slug=left, right_block__work__slug=right)
        if self.origin:
            rows = rows.filter(origin=self.origin)
        return rows.order_by(*KEY)

    def after(self, number: int) -> QuerySet[Link]:
        """The links behind link ``number``, in the order of the texts; all of them if there is none such."""
        place = Link.objects.filter(pk=number).values_list(*KEY).first()
        return self.rows().filter(_behind(place)) if place else self.rows()


@dataclass(frozen=True)
class QueuePage:
    """``next_after`` is the next page's cursor."""

    rows: list[Link]
    next_after: int | None


@dataclass(frozen=True)
class Review:
    """One link, both of its blocks in parts, and what was decided on it so far.

    ``others`` are the first parts that it can continue: links between the same works.
    """

    link: Link
    left: "Context"
    right: "Context"
    decisions: list[LinkDecision]
    authorities: list[Authority]
    others: list[Link]
    next_number: int

    @property
    def reopening(self) -> LinkDecision | None:
        """What took back the decision that a reopened link had."""
        return self.decisions[-1] if self.link.is_reopened and self.decisions else None


@dataclass(frozen=True)
class Context:
    """A block, parted at the passage; of long blocks what is near to it."""

    block: Block
    before: str
    exact: str
    after: str


def queue_page(choice: Choice, *, after: int = 0) -> QueuePage:
    """``PAGE`` links behind link number ``after``. 1 query, one more behind a link.

    Each has ``last_status`` and ``last_reason``: what it was before the latest decision made here, and why
    that was changed.
    """
    rows = choice.after(after) if after else choice.rows()
    latest = LinkDecision.objects.filter(link=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(
        last_status=Subquery(latest.values("old_status")[:1]),
        last_reason=Subquery(latest.values("reason")[:1]),
    )
    shown = rows.select_related("debate", "left_block__work", "right_block__work").defer(
        "left_block__text", "right_block__text"
    )
    found = list(shown[: PAGE + 1])
    return QueuePage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def counts() -> dict[str, int]:
    """How many links are in which state. 1 query."""
    found = dict(Link.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status.value: found.get(status.value, 0) for status in LinkStatus}


def pairs_to_choose() -> list[tuple[str, str]]:
    """Value and label of every pair of works that has links. 1 query."""
    keys = ("left_block__work__slug", "right_block__work__slug")
    sigla = ("left_block__work__siglum", "right_block__work__siglum")
    order = ("debate__slug", "left_block__work__order", "right_block__work__order")
    rows = Link.objects.order_by(*order).values_list(*keys, *sigla, *order).distinct()
    return [(f"{left}:{right}", f"{one} and {other}") for left, right, one, other, *_ in rows]


def review_of(number: int, choice: Choice) -> Review:
    """Raises Link.DoesNotExist. 6 queries."""
    related = ("debate", "left_block__work", "right_block__work", "attributed_to", "continues")
    link = Link.objects.select_related(*related).get(pk=number)
    works = {"left_block__work": link.left_block.work, "right_block__work": link.right_block.work}
    others = Link.objects.filter(**works, continues=None).exclude(pk=number)
    following = choice.after(number).values_list("pk", flat=True).first()
    return Review(
        link=link,
        left=_context(link.left_block, link.left_start, link.left_exact),
        right=_context(link.right_block, link.right_start, link.right_exact),
        decisions=list(link.decisions.order_by("id")),
        authorities=list(Authority.objects.filter(debate=link.debate).order_by("order")),
        others=list(others),
        next_number=following or 0,
    )


def decision_done(number: str, editor: int) -> LinkDecision | None:
    """The decision that this editor has just made, to say so. 1 query where a number is given."""
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_ID):
        return None
    return LinkDecision.objects.select_related("link").filter(pk=int(number), by=editor).first()


def choices_for_adding(debate: Debate) -> dict[str, list]:
    """What a new link may name: works, authorities, and links that it can go on with. 3 queries."""
    return {
        "works": list(Work.objects.filter(debate=debate).order_by("order")),
        "authorities": list(Authority.objects.filter(debate=debate).order_by("order")),
        "others": list(Link.objects.filter(debate=debate, continues=None)),
    }


def block_of(work: Work, number: int) -> Block:
    """1 query."""
    return work.blocks.get(number=number)


def debates_to_choose() -> list[Debate]:
    """1 query."""
    return list(Debate.objects.order_by("slug"))


def debate_to_add_to(slug: str) -> Debate | None:
    """``slug`` may be anything that an address holds, which not every database would take. 1 query."""
    return next((debate for debate in debates_to_choose() if debate.slug == slug), None)


def origins_to_choose() -> list[tuple[str, str]]:
    return [(origin.value, origin.label.capitalize()) for origin in LinkOrigin]


def _context(block: Block, start: int, exact: str) -> Context:
    before, after = block.text[:start], block.text[start + len(exact) :]
    if len(before) > AROUND:
        before = CUT + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + CUT
    return Context(block, before, exact, after)


def _behind(place: Sequence[Any]) -> Q:
    """Rows whose key is greater than ``place``: greater in one column and equal in those before it."""
    behind = Q()
    for number, column in enumerate(KEY):
        equal = dict(zip(KEY[:number], place[:number], strict=True))
        behind |= Q(**equal, **{f"{column}__gt": place[number]})
    return behind
