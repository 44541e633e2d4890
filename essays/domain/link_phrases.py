"""How links between passages are put into words. No query.

The words say what is shown and no more: a passage “differs”, a direction that nothing in the texts shows
is “not shown”, and what nobody has reviewed says so.
"""

from dataclasses import dataclass
from functools import lru_cache

from essays.domain.differences import compare_passages
from essays.enums import DifferenceKind, Direction, Ground
from essays.models import Block, Link

UNREVIEWED = "found by comparison, not yet reviewed"
UNMARKED = "without quotation marks"
#: The classes in the order in which they are listed, as said of the text that quotes.
CLASSES = {
    DifferenceKind.SUBSTITUTION: "Other words",
    DifferenceKind.OMISSION: "Left out",
    DifferenceKind.ELLIPSIS: "Left out, with an ellipsis",
    DifferenceKind.ADDITION: "Added",
    DifferenceKind.ORDER: "Another order",
    DifferenceKind.SPELLING: "Spelling",
    DifferenceKind.TYPOGRAPHY: "Punctuation and type",
}


@dataclass(frozen=True)
class End:
    """One of a link's two passages; ``acting`` on the left one, which quotes or comes later."""

    block: Block
    start: int
    end: int
    exact: str
    acting: bool

    def covers(self, other: "End") -> bool:
        """Half of the shorter of two passages, or more, is in both."""
        if self.block.pk != other.block.pk:
            return False
        common = min(self.end, other.end) - max(self.start, other.start)
        return common * 2 >= min(self.end - self.start, other.end - other.start)


def ends_of(link: Link) -> tuple[End, End]:
    """The left passage and the right one."""
    return (
        End(link.left_block, link.left_start, link.left_end, link.left_exact, acting=True),
        End(link.right_block, link.right_start, link.right_end, link.right_exact, acting=False),
    )


def link_lead(link: Link, *, acting: bool) -> tuple[str, str]:
    """What the note says before and after the other passage's place, from either side."""
    after = "" if link.marked else f", {UNMARKED}"
    if link.is_quotation:
        return ("Quotes" if acting else "Quoted in"), after
    if link.ground == Ground.SAME_WORK:
        return ("Repeats words of" if acting else "Words repeated in"), ""
    if link.ground == Ground.BOTH_QUOTE:
        return "Shares words with", ", both quoting another text"
    return "Shares words with", ", direction not shown"


def link_title(link: Link) -> str:
    """“E 6 quotes K 6”, the works of both blocks loaded."""
    left, right = place_label(link.left_block), place_label(link.right_block)
    if link.is_quotation:
        return f"{left} quotes {right}"
    return f"{left} {'repeats' if link.ground == Ground.SAME_WORK else 'shares words with'} {right}"


def how_it_differs(link: Link) -> str:
    """The summary of the differences, with what qualifies it."""
    summary = summary_of(link)
    return summary if link.is_fact else f"{summary} ({UNREVIEWED})"


def summary_of(link: Link) -> str:
    """In a few words, how the passages differ."""
    return _summary(link.left_exact, link.right_exact)


@lru_cache(maxsize=5000)
def _summary(left: str, right: str) -> str:
    """Kept, because a page compares all its links each time and the texts hardly ever change."""
    return compare_passages(left, right).summary()


def direction_phrase(link: Link) -> str:
    """Who takes the words from whom and what shows it, or why that is not shown."""
    left, right = place_label(link.left_block), place_label(link.right_block)
    ground = link.get_ground_display()
    if link.direction == Direction.QUOTES:
        return f"{left} takes the words from {right}: {ground}."
    if link.ground == Ground.SAME_WORK:
        return f"None: {ground}."
    return f"Not shown: {ground}."


def place_label(block: Block) -> str:
    """“K 6” with a space that keeps it together; for an unnumbered block its kind."""
    return f"{block.work.siglum}\N{NO-BREAK SPACE}{block.number or block.get_kind_display()}"
