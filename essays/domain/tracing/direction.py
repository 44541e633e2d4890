"""Which of two passages takes its words from the other, and what in the texts shows it.

Pure. Dates and the order of the texts show nothing. A passage quotes another if it is attributed to
that one's author or title; if it stands in quotation marks in a work that declares to answer the
other, unless both give the same third as the source, whoever else is spoken of; or if it alone of the
two is set off as a quotation and it is not said to be anybody's, known or not, the writer included. Words
that the text gives as somebody else's are not taken from an author whom it only names besides. In all other
cases the direction is not shown, and the ground says why.
"""

from dataclasses import dataclass

from essays.domain.tracing.attribution import Attribution, Attributions
from essays.domain.tracing.names import Names
from essays.domain.tracing.spans import COVERED, Span, around
from essays.domain.tracing.views import BlockView
from essays.enums import BlockKind, Direction, Ground

#: Of a block's words, the part that a passage has if it is displayed in a block of its own.
DISPLAYED = 0.8
#: How surely a text says whom it quotes; marks alone do not say it.
STRENGTH = {Ground.NAMED: 2, Ground.ANSWERS: 1}

#: Why a text that names somebody shows no direction.
NOT_CLEAR = "somebody is named, but whose words they are is not clear"


@dataclass(frozen=True)
class Side:
    """A passage with what its text shows about where it comes from.

    ``marked``: it stands in quotation marks; ``set_off``: as most of what stands there, or as a block.
    """

    view: BlockView
    span: Span
    marked: bool
    set_off: bool
    attribution: Attribution


@dataclass(frozen=True)
class Shown:
    """``swapped``: the right passage is the one that quotes."""

    direction: Direction
    ground: Ground
    note: str = ""
    swapped: bool = False


class Directions:
    def __init__(self, names: Names) -> None:
        self.names, self.attributions = names, Attributions(names)

    def side(self, view: BlockView, span: Span, before: BlockView | None) -> Side:
        displayed = is_displayed(view, span, before)
        marked = displayed or is_marked(view, span)
        attribution = self.attributions.of(span, view, before, set_off=marked)
        return Side(view, span, marked, displayed or is_set_off(view, span), attribution)

    def between(self, left: Side, right: Side, *, own: bool) -> Shown:
        """``own``: both passages are by one author."""
        if left.view.work is right.view.work:
            return Shown(Direction.NOT_SHOWN, Ground.SAME_WORK)
        one, other = self._ground(left, right), self._ground(right, left)
        if own:
            one, other = (ground if ground in STRENGTH else None for ground in (one, other))
        if one or other:
            swapped = one is None or STRENGTH.get(other, 0) > STRENGTH.get(one, 0)
            return Shown(Direction.QUOTES, other if swapped else one, swapped=swapped)
        shared = self._third(left, right)
        if shared is not None:
            return Shown(Direction.NOT_SHOWN, Ground.BOTH_QUOTE, shared)
        doubtful = left.attribution.is_doubtful or right.attribution.is_doubtful
        return Shown(Direction.NOT_SHOWN, Ground.BOTH_PLAIN, NOT_CLEAR if doubtful else "")

    def _ground(self, side: Side, source: Side) -> Ground | None:
        """What shows that ``side`` takes its words from ``source``."""
        work, whom = source.view.work, side.attribution.whom
        if whom and self.names.is_source(whom, work.work):
            return Ground.NAMED
        if side.marked and side.view.work.answers == work.work and not _same_source(side, source):
            return Ground.ANSWERS
        if side.attribution.again and self.names.is_source(side.attribution.again, work.work):
            return Ground.NAMED
        elsewhere = side.attribution.words or side.attribution.is_own or side.attribution.is_told
        if side.set_off and not elsewhere and not source.marked:
            return Ground.SET_OFF
        return None

    def _third(self, left: Side, right: Side) -> str | None:
        """Whom both texts name as their source, or a note that both quote; None if they do neither."""
        if _same_source(left, right) and (left.marked or right.marked):
            return "both name the same source"
        if left.marked and right.marked and not (left.attribution.is_own or right.attribution.is_own):
            return "both set it off as a quotation"
        return None


def _same_source(one: Side, other: Side) -> bool:
    """Both texts name the same source, known or not; of a name not known the last word is enough."""
    mine, theirs = one.attribution, other.attribution
    if mine.whom or theirs.whom:
        return mine.whom == theirs.whom
    return mine.who.split()[-1:] == theirs.who.split()[-1:] != []


def is_marked(view: BlockView, span: Span) -> bool:
    """The passage stands in quotation marks or in a block quotation."""
    return view.block.kind == BlockKind.BLOCK_QUOTATION or around(view, span.first, span.last) is not None


def is_set_off(view: BlockView, span: Span) -> bool:
    """The passage is most of what stands in the quotation marks about it."""
    stretch = around(view, span.first, span.last)
    return stretch is not None and span.last - span.first + 1 >= COVERED * len(stretch)


def is_displayed(view: BlockView, span: Span, before: BlockView | None) -> bool:
    """The passage is a block of its own behind a colon."""
    covers = span.last - span.first + 1 >= DISPLAYED * len(view.words)
    return covers and before is not None and before.text.rstrip().endswith(":")
