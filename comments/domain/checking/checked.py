"""A quotation with its verdict, and what is said of it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from comments.domain.checking.comparing import Found
from comments.domain.checking.typed import Typed
from comments.enums import Verdict
from essays.domain.differences import Difference, Segment
from essays.enums import DifferenceKind
from essays.models import Block

#: Characters of a quotation by which a reader knows it again.
OPENING = 48


@dataclass(frozen=True)
class Checked:
    """A quotation, or a part of one, and its verdict. ``block`` comes with its work; None: not found."""

    typed: Typed
    block: Block | None = None
    found: Found | None = None

    @property
    def verdict(self) -> Verdict:
        return self.found.verdict if self.found else Verdict.NOT_FOUND

    @property
    def opening(self) -> str:
        """The quotation's first words."""
        plain = self.typed.plain
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
        all_of_them = (segment.difference for segment in self.segments)
        return tuple(each for each in all_of_them if each and each.kind != DifferenceKind.TYPOGRAPHY)

    @property
    def summary(self) -> str:
        """How the words differ, where it is not by an ellipsis alone; to be read after “differs: ”."""
        if self.verdict != Verdict.ALTERED or not self.found or not self.found.comparison:
            return ""
        return self.found.comparison.summary().removeprefix("changed: ")

    @property
    def left_out(self) -> tuple[str, ...]:
        """The source's words at each ellipsis."""
        return tuple(each.right for each in self.differences if each.kind == DifferenceKind.ELLIPSIS)

    @property
    def note(self) -> str:
        """What the words left out contain, where that is to be pointed out."""
        left_out = (DifferenceKind.ELLIPSIS, DifferenceKind.OMISSION)
        notes = dict.fromkeys(each.note for each in self.differences if each.kind in left_out and each.note)
        return "; ".join(notes)


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
