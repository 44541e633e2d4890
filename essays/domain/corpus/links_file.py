"""links.yaml: which passages share wording, as an editor has read them. A debate may do without it."""

from dataclasses import asdict

from essays.domain.corpus.apparatus import NAME, Reading
from essays.domain.corpus.fields import Fields
from essays.domain.corpus.names import Once
from essays.domain.corpus.records import BlockRecord, LinkRecord, SpanRecord, WorkRecord
from essays.domain.links import judging
from essays.domain.links.judging import Judgement, Passage
from essays.enums import Direction, Ground, LinkKind, LinkOrigin, LinkStatus

FILE = "links.yaml"
#: The keys that give the passages, by the name that ``judging`` has for them.
KEYS = {"left": "from", "right": "to"}


class LinksFile:
    def __init__(self, reading: Reading, authorities: Once) -> None:
        self.library, self.authorities = reading.library, authorities
        self.names = Once("link", reading.problems)
        self.links: tuple[LinkRecord, ...] = ()
        if FILE not in reading.files:
            return
        with reading.root(FILE) as root:
            read = [(entry, link) for entry in root.each("links", "link") if (link := self._link(entry))]
        self.links = tuple(link for _, link in read)
        by_slug = {link.slug: link for link in reversed(self.links)}
        above: set[tuple[SpanRecord, SpanRecord]] = set()
        for entry, link in read:
            self._check_continued(entry, link, by_slug)
            if (link.left, link.right) in above:
                entry.fault("from", "a link of the same two passages stands above")
            above.add((link.left, link.right))

    def _link(self, entry: Fields) -> LinkRecord | None:
        with entry:
            slug = self.names.take(entry.slug(), entry.place)
            left = self.library.span(entry, at="from", quote="from_quote")
            right = self.library.span(entry, at="to", quote="to_quote")
            attributed_to = self.authorities.require(
                entry.slug("attributed_to", required=False), entry.place_of("attributed_to")
            )
            continues = entry.slug("continues", required=False)
            said = self._said(entry, left, right)
            origin = self._origin(entry, said)
        if left is None or right is None:
            return None
        self._check(entry, said, left, right)
        return LinkRecord(
            slug=slug,
            left=left,
            right=right,
            attributed_to=attributed_to,
            continues=continues,
            origin=origin,
            **asdict(said),
        )

    def _said(self, entry: Fields, left: SpanRecord | None, right: SpanRecord | None) -> Judgement:
        """What the entry says, with what it leaves to be seen from the passages."""
        both = left is not None and right is not None
        status = entry.choice("status", LinkStatus.values, default=LinkStatus.CONFIRMED)
        direction = entry.choice("direction", Direction.values, default=Direction.NOT_SHOWN)
        ground = Ground.BOTH_PLAIN
        if both:
            ground = judging.ground_where_none_is_given(self._passage(left), self._passage(right))
        return Judgement(
            status=status,
            kind=entry.choice(
                "kind",
                LinkKind.values,
                default=judging.kind_of(left.exact, right.exact) if both else LinkKind.VERBATIM,
            ),
            marked=entry.flag("marked", default=left is not None and self._is_marked(left)),
            direction=direction,
            ground=entry.choice("ground", Ground.values, default=ground),
            ground_note=entry.optional("ground_note"),
            attributed_as=entry.optional("attributed_as", NAME),
            reason=entry.optional("reason"),
            note=entry.optional("note"),
        )

    def _origin(self, entry: Fields, said: Judgement) -> str:
        """Found, unless the entry says otherwise; what is found and not decided on needs no entry."""
        suggested = said.status == LinkStatus.SUGGESTED
        default = LinkOrigin.EDITOR if suggested else LinkOrigin.FOUND
        origin = entry.choice("origin", LinkOrigin.values, default=default)
        if suggested and origin == LinkOrigin.FOUND:
            entry.fault("origin", "what comparison finds is suggested by itself")
        return origin

    def _check(self, entry: Fields, said: Judgement, left: SpanRecord, right: SpanRecord) -> None:
        if not _has_unknown_choice(said):
            for fault in judging.faults(said, self._passage(left), self._passage(right)):
                entry.fault(KEYS.get(fault.field, fault.field), fault.reason)
        for key, span in (("from_quote", left), ("to_quote", right)):
            reason = judging.why_cut(self._block(span).text, span.start, span.end)
            if reason and said.status != LinkStatus.DISMISSED:
                entry.fault(key, reason)
        work = self._work(left)
        if said.attributed_as and not any(said.attributed_as in block.text for block in work.blocks):
            entry.fault("attributed_as", f"“{said.attributed_as}” does not stand in {work.siglum}")

    def _check_continued(self, entry: Fields, link: LinkRecord, by_slug: dict[str, LinkRecord]) -> None:
        first = self.names.require(link.continues, entry.place_of("continues"))
        if first in by_slug and (
            reason := judging.why_not_continue(
                link.slug, _works(link), first, _works(by_slug[first]), by_slug[first].continues
            )
        ):
            entry.fault("continues", reason)

    def _work(self, span: SpanRecord) -> WorkRecord:
        return self.library.by_slug[span.work]

    def _block(self, span: SpanRecord) -> BlockRecord:
        return next(block for block in self._work(span).blocks if block.order == span.block)

    def _passage(self, span: SpanRecord) -> Passage:
        return Passage(self._work(span).order, span.block, span.start, span.end, span.exact)

    def _is_marked(self, span: SpanRecord) -> bool:
        block = self._block(span)
        return judging.is_marked(block.text, span.start, block.kind)


def _works(link: LinkRecord) -> tuple[str, str]:
    return link.left.work, link.right.work


def _has_unknown_choice(said: Judgement) -> bool:
    """A choice that is none has had its message; the rules would only add noise."""
    return (
        said.status not in LinkStatus
        or said.kind not in LinkKind
        or said.direction not in Direction
        or said.ground not in Ground
    )
