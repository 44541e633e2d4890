"""What a text sets in quotation marks, unbalanced ones included.

Pure. Offsets are of what stands between the marks, white space left off. A mark that is never closed
holds up to the next one that opens, or to the end of the text; a mark that is never opened, back to
the beginning of its sentence. Italics do not exist in the texts.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from essays.domain.sentences import split_sentences

#: Marks that wait to be closed at a time. Of more, the first that may be an apostrophe is let go.
MOST_WAITING = 40
_MARK = re.compile(r"[“”„«»\"‘’']")
_LETTER = re.compile(r"[^\W_]")
_SINGLE = frozenset("‘’'")
#: What may stand before a mark that opens, besides the beginning and white space.
_BEFORE = frozenset("([—–-“‘„«\"'")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Characters ``start`` to ``end`` (exclusive) between the marks; ``closed``: a mark closes them."""

    start: int
    end: int
    closed: bool = True


def quoted_stretches(text: str) -> list[Quoted]:
    """Every stretch in quotation marks, in the order of their beginnings; one may hold another."""
    found: list[Quoted] = []
    #: Marks that have opened and not closed, and where what they quote begins.
    waiting: list[tuple[str, int]] = []
    sentences = _Sentences(text)
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if _inside_word(text, at):
            continue
        if _opens(text, mark, at, [opener for opener, _ in waiting]):
            if mark not in _SINGLE:
                found += [
                    _trimmed(text, start, at, closed=False) for opener, start in waiting if opener == mark
                ]
                waiting = [(opener, start) for opener, start in waiting if opener != mark]
            waiting.append((mark, at + 1))
            if len(waiting) > MOST_WAITING:
                waiting.remove(next(one for one in waiting if one[0] in _SINGLE))
        else:
            _close(mark, at, sentences, waiting, found)
    open_still = [start for opener, start in waiting if opener not in _SINGLE]
    found += [_trimmed(text, start, len(text), closed=False) for start in open_still]
    return sorted((one for one in found if one.start < one.end), key=lambda one: (one.start, -one.end))


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _opens(text: str, mark: str, at: int, waiting: list[str]) -> bool:
    after = text[at + 1 : at + 2]
    free = at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE
    if mark in "”’»" or not after or (mark == "“" and "„" in waiting):
        return False
    if mark in _SINGLE:
        return free and after.isalnum()
    if mark == '"':
        return mark not in waiting and not after.isspace()
    return free or mark not in waiting


class _Sentences:
    """Where the sentences of a text begin, looked for when it is first asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        """Of every sentence but the first, its first letter and its start."""
        sentences = split_sentences(self.text)[1:]
        return [(_LETTER.search(self.text, one.start).start(), one.start) for one in sentences]

    def start_before(self, at: int) -> int:
        """The start of the sentence that has begun, marks before its first letter apart, before ``at``."""
        begun = bisect_left(self._starts, (at, 0))
        return self._starts[begun - 1][1] if begun else 0


def _close(
    mark: str, at: int, sentences: _Sentences, waiting: list[tuple[str, int]], found: list[Quoted]
) -> None:
    """With a mark of the like kind that waits; a double one that nothing waits for quotes its sentence."""
    for place in range(len(waiting) - 1, -1, -1):
        if (waiting[place][0] in _SINGLE) == (mark in _SINGLE):
            found.append(_trimmed(sentences.text, waiting[place][1], at))
            del waiting[place:]
            return
    if mark not in _SINGLE and not waiting:
        found.append(_trimmed(sentences.text, sentences.start_before(at), at))


def _trimmed(text: str, start: int, end: int, *, closed: bool = True) -> Quoted:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(start, end, closed)
