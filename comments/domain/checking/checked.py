"""A quotation with its verdict, and what is said of it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from comments.domain.checking.comparing import Found
from comments.domain.checking.typed import Typed
from comments.enums import Verdict
from comments.markup.withheld import EDGE
from essays.domain.differences import Difference, Segment, phrase_of
from essays.enums import DifferenceKind
from essays.models import Block

#: Characters of a quotation by which a reader knows it again.
OPENING = 48
#: Differences from the paragraph answered that are told where another one has the words.
MOST_TOLD = 2
#: By which the source's words do not come into the quotation; ``note`` says what of them is missed.
LOST = (DifferenceKind.ELLIPSIS, DifferenceKind.OMISSION, DifferenceKind.SUBSTITUTION)
#: What the source has where it differs.
SAID_OF_SOURCE = {
    DifferenceKind.SUBSTITUTION: "“{0.right}” for “{0.left}”",
    DifferenceKind.SPELLING: "“{0.right}” for “{0.left}”",
    DifferenceKind.ADDITION: "no “{0.left}”",
    DifferenceKind.OMISSION: "also “{0.right}”",
    DifferenceKind.ORDER: "another order",
}


@dataclass(frozen=True)
class Checked:
    """A quotation, or a part of one, and its verdict. ``block`` comes with its work; None: not found.

    ``own`` are a few words typed directly before and after it that the block does not have there;
    ``meant`` is another block, which the response answers or cites, with how it has the words.
    """

    typed: Typed
    block: Block | None = None
    found: Found | None = None
    own: tuple[str, ...] = ()
    meant: tuple[Block, Found] | None = None

    @property
    def verdict(self) -> Verdict:
        """Between quotation marks, words of the writer's own are passed off as the source's."""
        if self.typed.is_withheld:
            return Verdict.NOT_JUDGED
        if self.found is None:
            return Verdict.NOT_FOUND
        return Verdict.ALTERED if self.own and not self.typed.in_lines else self.found.verdict

    @property
    def has_other_words(self) -> bool:
        """Some of its words can be replaced by the source's."""
        return self.found is not None and self.found.verdict == Verdict.ALTERED

    @property
    def opening(self) -> str:
        """The quotation's first words."""
        plain = self.typed.plain.replace(EDGE, "")
        if len(plain) <= OPENING:
            return plain
        cut = plain[: OPENING - 1]
        return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:.–—')}…"

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The quotation beside the source's words; empty where they are the same, word for word."""
        return self.found.comparison.segments if self.found and self.found.comparison else ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Those of wording; print is not told."""
        return wording(self.found)

    def _elsewhere(self) -> list[str]:
        """“K 4 has “up” for “over””; nothing where more than a few words differ."""
        block, found = self.meant or (None, None)
        differences = [each for each in wording(found) if each.kind in SAID_OF_SOURCE]
        if not differences or len(differences) > MOST_TOLD or block.number is None:
            return []
        words = ", ".join(SAID_OF_SOURCE[each.kind].format(each) for each in differences)
        return [f"{block.work.siglum} {block.number} has {words}"]

    @property
    def summary(self) -> str:
        """How the words differ, where it is not by an ellipsis alone; to be read after “differs: ”."""
        if self.verdict != Verdict.ALTERED or not self.found:
            return ""
        comparison = self.found.comparison if self.differences else None
        changed = [comparison.summary().removeprefix("changed: ")] if comparison else []
        return "; ".join([*changed, *self._added(unless=self.typed.in_lines)])

    def _added(self, *, unless: bool) -> list[str]:
        own = ", ".join(f"“{words}”" for words in self.own)
        return [f"added: {own}"] if own and not unless else []

    @property
    def told(self) -> tuple[str, ...]:
        """Each of the differences in words, if the summary names fewer."""
        phrases = [phrase_of(difference) for difference in self.differences]
        if not self.has_other_words or all(words in self.summary for _, words in phrases):
            return ()
        return tuple(f"{label} {words}".removeprefix("changed: ") for label, words in phrases)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The source's words at each ellipsis."""
        return tuple(each.right for each in self.differences if each.kind == DifferenceKind.ELLIPSIS)

    @property
    def note(self) -> str:
        """What is to be pointed out: what the words left out or replaced contain, what stands beside them,
        and what the block that is answered has instead."""
        notes = dict.fromkeys(each.note for each in self.differences if each.kind in LOST and each.note)
        return "; ".join([*notes, *self._added(unless=not self.typed.in_lines), *self._elsewhere()])


def wording(found: Found | None) -> tuple[Difference, ...]:
    """The differences of wording; print is not told."""
    differences = found.comparison.differences if found and found.comparison else ()
    return tuple(each for each in differences if each.kind != DifferenceKind.TYPOGRAPHY)


def keys_of(checked: Iterable[Checked]) -> list[str]:
    """A key for each that it keeps while other words of the text change: its own words, and how many
    quotations before it have the same."""
    before: Counter[str] = Counter()
    keys = []
    for each in checked:
        digest = hashlib.sha256(each.typed.exact.encode()).hexdigest()[:16]
        before[digest] += 1
        keys.append(f"{digest}-{before[digest]}")
    return keys
