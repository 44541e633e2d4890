"""What may be said of a quotation link, whoever says it: a file of the debate or an editor on the site.

Pure. ``faults`` is the one place of these rules; the readers of files and of forms report what it finds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from essays.domain.tracing.words import words_of
from essays.enums import NOT_SHOWING, SHOWING, BlockKind, Direction, Ground, LinkKind, LinkStatus

APOSTROPHES = frozenset("'’")
OPENING = '“‘„«"'


@dataclass(frozen=True, order=True)
class Passage:
    """A run of characters of one block; passages compare in the order in which a debate is read.

    ``work`` is the work's place in the debate, ``block`` the block's in the work; ``end`` is exclusive.
    """

    work: int
    block: int
    start: int
    end: int
    exact: str = ""

    def overlaps(self, other: "Passage") -> bool:
        return (
            (self.work, self.block) == (other.work, other.block)
            and self.start < other.end
            and other.start < self.end
        )


@dataclass(frozen=True)
class Judgement:
    """What is said of two passages; the left one quotes, or is the later."""

    status: str
    kind: str
    marked: bool
    direction: str
    ground: str
    ground_note: str = ""
    attributed_as: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """``field`` is that of the judgement, or ``left`` or ``right``."""

    field: str
    reason: str


def faults(judgement: Judgement, left: Passage, right: Passage) -> list[Fault]:
    """Everything that can't be said of these two passages; empty if all of it can."""
    found = [
        *_of_passages(judgement, left, right),
        *_of_kind(judgement, left, right),
        *_of_direction(judgement, left, right),
    ]
    if judgement.status == LinkStatus.DISMISSED and not judgement.reason:
        found.append(Fault("reason", "a dismissed link needs a reason"))
    if judgement.status != LinkStatus.DISMISSED and judgement.reason:
        found.append(
            Fault("reason", "only a dismissed link has a reason; what readers should know is a note")
        )
    return found


def _of_passages(judgement: Judgement, left: Passage, right: Passage) -> Iterator[Fault]:
    if left.overlaps(right):
        yield Fault("left", "the two passages overlap")
    elif judgement.direction == Direction.NOT_SHOWN and left < right:
        yield Fault("left", "where no direction is shown, the left passage is the later of the two")


def _of_kind(judgement: Judgement, left: Passage, right: Passage) -> Iterator[Fault]:
    same = same_words(left.exact, right.exact)
    if judgement.kind == LinkKind.VERBATIM and not same:
        yield Fault("kind", "the words are not the same")
    elif judgement.kind == LinkKind.VARIANT and same:
        yield Fault("kind", "no word is changed")


def _of_direction(judgement: Judgement, left: Passage, right: Passage) -> Iterator[Fault]:
    shown = judgement.direction == Direction.QUOTES
    if judgement.ground not in (SHOWING if shown else NOT_SHOWING):
        named = f"“{Ground(judgement.ground).label}”"
        yield Fault("ground", f"{named} {'shows no direction' if shown else 'shows a direction'}")
    elif judgement.ground == Ground.SAME_WORK and left.work != right.work:
        yield Fault("ground", "the passages stand in two texts")
    elif judgement.ground == Ground.EDITOR and not judgement.ground_note:
        yield Fault("ground_note", "an editor's finding needs its ground in words")


def why_not_continue(
    slug: str, works: tuple[object, object], first: str, its_works: tuple[object, object], goes_on: object
) -> str:
    """Why the link ``slug`` can't go on with the quotation that ``first`` begins; empty if it can.

    ``works`` are those of the left and the right passage; ``goes_on``: whether the first itself continues.
    """
    if slug == first:
        return "a link can't continue itself"
    if works != its_works:
        return f"“{first}” is of two other texts"
    if goes_on:
        return f"“{first}” continues another link; name the first of them"
    return ""


def why_cut(text: str, start: int, end: int) -> str:
    """Why no passage can stand from ``start`` to ``end`` of a block's text: the words that it would cut.

    Empty if it cuts none. What stands before an apostrophe is whole: “Mao” of “Mao’s”.
    """
    cut = dict.fromkeys(
        f"it {verb} inside the word “{word.text}”"
        for verb, edge in (("begins", start), ("ends", end))
        for word in words_of(text)
        if word.start < edge < word.end and not APOSTROPHES.intersection(text[edge - 1 : edge + 1])
    )
    return " and ".join(cut)


def same_words(left: str, right: str) -> bool:
    """Whether nothing but typography sets the passages apart; so “diehard” is “die hard” and “die-hard”."""
    return _letters(left) == _letters(right)


def _letters(passage: str) -> str:
    return "".join(word.norm for word in words_of(passage))


def kind_of(left: str, right: str) -> LinkKind:
    """The kind where nobody gives one: whether a word differs."""
    return LinkKind.VERBATIM if same_words(left, right) else LinkKind.VARIANT


def is_marked(text: str, start: int, kind: str) -> bool:
    """Whether the passage that begins at ``start`` of a block is a quotation by its marks or its setting."""
    before = text[:start].rstrip()
    return (
        kind == BlockKind.BLOCK_QUOTATION
        or text[start : start + 1] in tuple(OPENING)
        or before.endswith(tuple(OPENING))
        or before.count("“") > before.count("”")
    )


def ground_where_none_is_given(left: Passage, right: Passage) -> Ground:
    """Why no direction is shown, where nobody says more."""
    return Ground.SAME_WORK if left.work == right.work else Ground.BOTH_PLAIN
