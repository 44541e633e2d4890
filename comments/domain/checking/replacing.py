"""A quotation in a typed text given the source's words, and nothing else in the text changed. Pure.

What differs in print stays as typed, and so does an ellipsis: its writer left the words out knowingly.
The marks of quoted lines stay at the lines' beginnings.
"""

import re
from collections.abc import Iterator

from comments.domain.checking.checked import Checked
from comments.domain.checking.typed import NEXT_LINE
from essays.domain.differences import Segment
from essays.enums import DifferenceKind

KEPT = (DifferenceKind.TYPOGRAPHY, DifferenceKind.ELLIPSIS)
#: Signs that Markdown would read in the source's words.
SIGN = re.compile(r"[\\`*_\[\]]")
EMPHASIS = re.compile(r"\*+|_+")


def with_source_words(text: str, checked: Checked) -> str:
    """``text`` with the words of ``checked``'s source in their place. Its own where nothing differs."""
    parts, at = [], 0
    for start, end, words in _replacements(text, checked):
        parts += [text[at:start], words]
        at = end
    return "".join([*parts, text[at:]])


def _replacements(text: str, checked: Checked) -> Iterator[tuple[int, int, str]]:
    """Start and end in the typed text, and what comes there instead; in order."""
    places = (*checked.typed.places, checked.typed.places[-1] + 1)
    at = checked.found.left_start if checked.found else 0
    for left, right in (piece for segment in checked.segments for piece in _pieces(segment)):
        first, at = at, at + len(left)
        if right is None:
            continue
        start = places[first]
        if left.isspace():
            yield start, places[at], right
        elif left:
            end = places[at - 1] + 1
            yield start, end, _in_lines(text[start:end], right, is_last=at == len(places) - 1)
        else:
            yield start, start, right


def _pieces(segment: Segment) -> Iterator[tuple[str, str | None]]:
    """Typed words with the source's, None for those that stay; and the space beside words that come or go,
    which one of the two has and the other not."""
    left, right = segment.left, segment.right
    if segment.difference is not None and segment.difference.kind not in KEPT:
        yield left, SIGN.sub(r"\\\g<0>", right)
        return
    if not left.strip():
        yield left, None if right.strip() or bool(left) == bool(right) else right
        return
    first, last = len(left) - len(left.lstrip()), len(left.rstrip())
    yield left[:first], None if bool(first) == right[:1].isspace() else " " * (not first)
    yield left[first:last], None
    yield left[last:], None if (last < len(left)) == right[-1:].isspace() else " " * (last == len(left))


def _in_lines(typed: str, words: str, *, is_last: bool) -> str:
    """``words`` with the marks that ``typed`` has of lines and, where only one end of it lay there, of
    emphasis."""
    breaks = NEXT_LINE.findall(typed)
    emphasis = EMPHASIS.findall(NEXT_LINE.sub("", typed))
    before = emphasis[0] if len(emphasis) % 2 else ""
    return before + words + (breaks[-1] if breaks and not is_last else "")
