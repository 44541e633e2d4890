"""Pairs of quotation marks in running text. Pure, and linear in the text's length.

Any pair counts that readers are used to: “ ”, " ", „ “, ‘ ’, « », » « and the single ones. A mark
without its partner opens nothing. A ’ inside a word is an apostrophe; one after a final s is taken
for one as long as what it would close is too short to be a quotation and another ’ follows.
"""

import re
from collections.abc import Iterable

#: What may close what each mark opens.
CLOSING = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", '"': '"',
    "‘": "’", "‚": "‘’", "‛": "’", "‹": "›", "›": "‹",
}  # fmt: skip
MARK = re.compile(f"[{''.join((*CLOSING, *CLOSING.values()))}]")
#: These open nothing directly after a letter or digit, or before a space: inches, apostrophes, closing marks.
UNSURE = frozenset('"‘‛»›')
#: Quotations within each other that are kept track of; of more, the outermost are forgotten.
DEEPEST = 6
#: Fewer characters are a word or two.
SHORT = 20

Span = tuple[int, int]


def paired(text: str, start: int, end: int, skipped: Iterable[Span] = ()) -> list[Span]:
    """What stands between marks in ``text[start:end]``, without the marks, outermost pairs only.

    ``skipped`` are spans, in order, in which marks are no marks.
    """
    scanner = _Scanner(text, start, end)
    at = start
    for left, right in (*skipped, (end, end)):
        for match in MARK.finditer(text, at, max(at, left)):
            scanner.meet(match.start())
        at = max(at, right)
    return _outermost(scanner.pairs)


class _Scanner:
    """The marks that are open, and the pairs found so far, in order of their closing."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.open: list[int] = []
        self.pairs: list[Span] = []
        self.last_single = text.rfind("’", start, end)

    def meet(self, place: int) -> None:
        mark = self.text[place]
        if not self._close(mark, place) and mark in CLOSING and self._can_open(mark, place):
            del self.open[: len(self.open) + 1 - DEEPEST]
            self.open.append(place)

    def _close(self, mark: str, place: int) -> bool:
        """Closes the innermost mark that ``mark`` can close; those left open within it were stray."""
        for depth in range(len(self.open) - 1, -1, -1):
            opened = self.open[depth]
            if mark not in CLOSING[self.text[opened]]:
                continue
            if not self._can_close(mark, opened, place):
                if mark == '"' and self._can_open(mark, place):
                    del self.open[depth:]
                return False
            del self.open[depth:]
            self.pairs.append((opened + 1, place))
            return True
        return False

    def _can_open(self, mark: str, place: int) -> bool:
        before, after = self._around(place)
        return mark not in UNSURE or not (after.isspace() or before.isalnum())

    def _can_close(self, mark: str, opened: int, place: int) -> bool:
        before, after = self._around(place)
        if before.isspace() and mark in '"’':
            return False
        if mark != "’":
            return True
        possessive = before in "sS" and after == " " and place - opened <= SHORT and place < self.last_single
        return not after.isalnum() and not possessive

    def _around(self, place: int) -> tuple[str, str]:
        """The characters on both sides, a space where there is none."""
        before = self.text[place - 1] if place > self.start else " "
        return before, self.text[place + 1] if place + 1 < self.end else " "


def _outermost(pairs: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(pairs):
        if not found or start > found[-1][1]:
            found.append((start, end))
    return found
