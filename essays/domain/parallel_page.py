"""The page of two texts in parallel: each row with its words marked where they differ.

No query: takes what ``essays.queries.parallel`` fetched, and lets ``essays.domain.parallel_reading`` say what
stands level.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from essays.domain.differences import Comparison, compare_passages
from essays.domain.paragraph_address import Paragraph
from essays.domain.parallel_reading import Fold, Passage, Row, Side, Stray, Tie, along_left, arrange
from essays.domain.phrases import run_of_blocks
from essays.enums import DifferenceKind
from essays.models import Block, Link, Work
from essays.queries.parallel import ParallelRecords


@dataclass(frozen=True)
class Run:
    """Words of a passage: the same on both sides, printed differently, or a variant, then with its number.

    ``text`` is empty where the other side has words and this one has none.
    """

    text: str
    number: int = 0
    print_only: bool = False


@dataclass(frozen=True)
class Half:
    """One text's words of a match. ``from_left``: they are the link's left passage, the one that quotes
    where a direction is shown. ``before`` and ``after`` are words of the block too far from the passage to be
    shown with it. ``follows``: the block goes on from a row above; otherwise, in place, it begins here.

    Not ``in_place`` it only repeats the passage, which stands in the match numbered ``within``, at the anchor
    ``within_anchor``, or, where that is 0, in a ``Place`` of its own. ``anchored``: where the block begins,
    its address is an anchor, as it is in both columns but for a text in parallel with itself.
    """

    block: Block
    runs: tuple[Run, ...]
    before: str
    lead: str
    opening: str
    tail: str
    after: str
    in_place: bool
    follows: bool
    within: int
    within_anchor: str
    from_left: bool
    anchored: bool

    @property
    def begins(self) -> bool:
        """The block's first words are among these."""
        return self.in_place and not self.follows

    @property
    def address(self) -> str:
        """The numbered block as the address of a pair of paragraphs writes it."""
        return Paragraph(self.block.work.siglum, self.block.number).address

    @property
    def anchor(self) -> str:
        """Of the block, where it begins here; empty elsewhere and for a block without number."""
        return self.address if self.anchored and self.begins and self.block.number else ""


@dataclass(frozen=True)
class Variant:
    """A place where the wording differs, as the left column has it and as the right.

    ``number`` is that of the link's own page, where differences of print are numbered too.
    """

    number: int
    kind: str
    left: str
    right: str
    note: str


@dataclass(frozen=True)
class Match:
    """A row of the page. ``number`` counts them; the anchor stays when others come or go. ``previous`` and
    ``next`` are the neighbours' anchors, empty at the ends.
    """

    number: int
    link: Link
    left: Half
    right: Half
    moved: bool
    same_words: bool
    summary: str
    variants: tuple[Variant, ...]
    previous: str
    next: str
    kind: str = "match"

    @property
    def anchor(self) -> str:
        return self.link.slug

    @property
    def acting(self) -> Half:
        """The half that quotes, where a direction is shown."""
        return self.left if self.left.from_left else self.right

    @property
    def target(self) -> Half:
        return self.right if self.left.from_left else self.left

    @property
    def can_stand_alone(self) -> bool:
        """Both passages are in numbered blocks, so a page of just these two exists."""
        return bool(self.left.block.number and self.right.block.number)


@dataclass(frozen=True)
class Place:
    """Where the right passage of a moved match stands in its own text; ``anchor`` is the match's."""

    number: int
    anchor: str
    right: Half
    kind: str = "place"


@dataclass(frozen=True)
class Unmatched:
    """Blocks in which nothing matches, with a phrase for each side: "4 paragraphs, E 7 to E 10"."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    left_phrase: str
    right_phrase: str
    right_anchored: bool
    kind: str = "unmatched"


@dataclass(frozen=True)
class ParallelPage:
    left: Work
    right: Work
    items: tuple[Match | Place | Unmatched, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        return tuple(item for item in self.items if isinstance(item, Match))

    @property
    def same(self) -> int:
        return sum(match.same_words for match in self.matches)

    @property
    def changed(self) -> int:
        return sum(not match.same_words for match in self.matches)

    @property
    def moved(self) -> int:
        return sum(match.moved for match in self.matches)

    @property
    def only_found(self) -> int:
        return sum(not match.link.is_fact for match in self.matches)

    @property
    def one_text(self) -> bool:
        return self.left.pk == self.right.pk


def arrange_parallel(records: ParallelRecords) -> ParallelPage:
    """Rows in the order of the left text; time grows with the texts' length and the number of links."""
    pair = _Pair(records)
    return ParallelPage(records.left, records.right, tuple(pair.items()))


class _Pair:
    """The records of a page by what the rows need of them."""

    def __init__(self, records: ParallelRecords) -> None:
        self.records = records
        self.links = {link.pk: link for link in records.links}
        left = {block.pk: index for index, block in enumerate(records.left_blocks)}
        right = {block.pk: index for index, block in enumerate(records.right_blocks)}
        self.turned = {link.pk for link in records.links if link.left_block_id not in left}
        self.ties = [self._tie(link, left, right) for link in records.links]
        ordered = along_left(self.ties)
        self.numbers = {tie.key: number for number, tie in enumerate(ordered, 1)}
        #: By number; both ends lead nowhere.
        self.anchors = ["", *(self.links[tie.key].slug for tie in ordered), ""]
        self.one_text = records.left.pk == records.right.pk
        self.comparisons: dict[int, Comparison] = {
            link.pk: compare_passages(link.left_exact, link.right_exact) for link in records.links
        }

    def _tie(self, link: Link, left: dict[int, int], right: dict[int, int]) -> Tie:
        quoting = link.left_block_id, link.left_start, link.left_end
        quoted = link.right_block_id, link.right_start, link.right_end
        (a, *a_span), (b, *b_span) = (quoted, quoting) if link.pk in self.turned else (quoting, quoted)
        return Tie(link.pk, Passage(left[a], *a_span), Passage(right[b], *b_span))

    def items(self) -> Iterator[Match | Place | Unmatched]:
        records = self.records
        for item in arrange(_texts(records.left_blocks), _texts(records.right_blocks), self.ties):
            match item:
                case Row():
                    yield self._match(item)
                case Stray():
                    plain = (Run(self._exact(item.tie, left=False)),)
                    right = replace(self._half(item.tie, item.right, left=False), runs=plain)
                    yield Place(item.number, self.anchors[item.number], right)
                case Fold():
                    yield self._unmatched(item)

    def _match(self, row: Row) -> Match:
        comparison = self.comparisons[row.tie.key]
        return Match(
            number=row.number,
            link=self.links[row.tie.key],
            left=self._half(row.tie, row.left, left=True),
            right=self._half(row.tie, row.right, left=False),
            moved=row.moved,
            same_words=comparison.same_words,
            summary=comparison.summary(),
            variants=tuple(self._variants(row.tie.key)),
            previous=self.anchors[row.number - 1],
            next=self.anchors[row.number + 1],
        )

    def _half(self, tie: Tie, side: Side, *, left: bool) -> Half:
        blocks = self.records.left_blocks if left else self.records.right_blocks
        from_left = left != (tie.key in self.turned)
        return Half(
            block=blocks[side.passage.block],
            runs=tuple(_runs(self.comparisons[tie.key], from_left=from_left)),
            before=side.before,
            lead=side.lead,
            opening=side.opening,
            tail=side.tail,
            after=side.after,
            in_place=side.in_place,
            follows=side.follows,
            within=self.numbers.get(side.within, 0),
            within_anchor=self.anchors[self.numbers.get(side.within, 0)],
            from_left=from_left,
            anchored=left or not self.one_text,
        )

    def _exact(self, tie: Tie, *, left: bool) -> str:
        link = self.links[tie.key]
        return link.left_exact if left != (tie.key in self.turned) else link.right_exact

    def _variants(self, key: int) -> Iterator[Variant]:
        for number, difference in enumerate(self.comparisons[key].differences, 1):
            if difference.kind == DifferenceKind.TYPOGRAPHY:
                continue
            sides = (difference.left, difference.right)
            left, right = reversed(sides) if key in self.turned else sides
            yield Variant(number, DifferenceKind(difference.kind).label, left, right, difference.note)

    def _unmatched(self, fold: Fold) -> Unmatched:
        left = tuple(self.records.left_blocks[index] for index in fold.left)
        right = tuple(self.records.right_blocks[index] for index in fold.right)
        return Unmatched(left, right, run_of_blocks(left), run_of_blocks(right), not self.one_text)


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


def _runs(comparison: Comparison, *, from_left: bool) -> Iterator[Run]:
    """The words of one side; joined, the runs' texts are its passage."""
    number = 0
    for segment in comparison.segments:
        text = segment.left if from_left else segment.right
        number += segment.difference is not None
        if segment.difference is None or segment.difference.kind == DifferenceKind.TYPOGRAPHY:
            yield Run(text, print_only=segment.difference is not None)
        else:
            yield Run(text, number)
