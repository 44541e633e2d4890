"""Where a passage of a text stands in a new version of it, if its words were changed.

Pure.
"""

from difflib import SequenceMatcher

from essays.domain.tracing.align import best_match
from essays.domain.tracing.words import Word, words_of

#: Of the passage's words, the part that must stand there still for it to be followed.
LEAST = 0.5


def followed(before: str, start: int, end: int, now: str) -> tuple[int, int]:
    """Where characters ``start`` to ``end`` (exclusive) of ``before`` stand in ``now``, the ends of a word.

    Both versions are laid side by side, so that words put in, left out or exchanged within the passage
    leave its ends where they are. Where less than half of its words stand there, the place that is most
    like it; where none is, all of the new text.
    """
    passage = before[start:end]
    if place := _side_by_side(before, start, end, now):
        return _with_signs(passage, now, *place)
    match = best_match(passage, now)
    return _with_signs(passage, now, match.right_start, match.right_end) if match else (0, len(now))


def _side_by_side(before: str, start: int, end: int, now: str) -> tuple[int, int] | None:
    old, new = words_of(before), words_of(now)
    mine = [number for number, word in enumerate(old) if start <= word.start and word.end <= end]
    if not mine:
        return None
    first, last = mine[0], mine[-1] + 1
    kept, ends = 0, []
    for tag, a, a_end, b, b_end in SequenceMatcher(None, _norms(old), _norms(new), False).get_opcodes():
        low, high = max(a, first), min(a_end, last)
        if tag == "equal" and low < high:
            kept += high - low
            ends += [b + low - a, b + high - a - 1]
        elif tag == "replace" and first <= a and a_end <= last:
            ends += [b, b_end - 1]
    if kept < LEAST * len(mine):
        return None
    return new[min(ends)].start, new[max(ends)].end


def _norms(words: list[Word]) -> list[str]:
    return [word.norm for word in words]


def _with_signs(passage: str, now: str, start: int, end: int) -> tuple[int, int]:
    """The signs that the passage has before its first word and behind its last, where they stand there."""
    words = words_of(passage)
    head, tail = passage[: words[0].start], passage[words[-1].end :]
    return (
        start - len(head) if now[:start].endswith(head) else start,
        end + len(tail) if now.startswith(tail, end) else end,
    )
