"""Finding an editor's quotation in a block's text, exactly or not at all."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Windows nearer than this are worth showing; below it the “nearest” passage is a coincidence.
NEAR = 0.6
#: Longest text, in words, in which the nearest passage is looked for: far more than a page of print.
MOST_WORDS = 5_000


@dataclass(frozen=True)
class NotFound:
    reason: str


def find_quotation(text: str, quote: str, occurrence: int = 0) -> tuple[int, int] | NotFound:
    """Start and end of ``quote`` in ``text``.

    ``occurrence`` counts from 1; 0 means that the quotation must be there exactly once.
    """
    starts = _starts(text, quote)
    if not starts:
        return NotFound(f"the quotation “{shorten(quote)}” does not occur in it{nearest(text, quote)}")
    if occurrence == 0 and len(starts) > 1:
        return NotFound(
            f"the quotation “{shorten(quote)}” occurs {len(starts)} times in it; "
            f"add “occurrence: 1” (to {len(starts)}) or quote more words"
        )
    if occurrence > len(starts):
        return NotFound(f"occurrence {occurrence} of “{shorten(quote)}”: it occurs {len(starts)} times")
    start = starts[max(occurrence, 1) - 1]
    return start, start + len(quote)


def stands_in(parts: Iterable[str], text: str) -> bool:
    """Whether the parts that are not empty stand in ``text`` one after the other, a space apart or none."""
    return re.search(" ?".join(re.escape(part) for part in parts if part), text) is not None


def shorten(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 4].rstrip() + " ..."


def _starts(text: str, quote: str) -> list[int]:
    starts = []
    start = text.find(quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def nearest(text: str, quote: str) -> str:
    """“; the nearest passage is ...” or nothing: the run of as many words that is most alike."""
    words = text.split(" ")[:MOST_WORDS]
    length = min(len(quote.split(" ")), len(words))
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best, best_ratio = "", NEAR
    for start in range(len(words) - length + 1):
        window = " ".join(words[start : start + length])
        matcher.set_seq1(window)
        # The two quick ratios are upper bounds: most windows are dismissed without a full comparison.
        if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio:
            ratio = matcher.ratio()
            if ratio > best_ratio:
                best, best_ratio = window, ratio
    return f"; the nearest passage is “{shorten(best, 160)}”" if best else ""
