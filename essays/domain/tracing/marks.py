"""What a text sets in quotation marks, unbalanced ones included.

Pure. Offsets are of what stands between the marks, white space left off. A mark that is never closed
holds up to the next one that opens, or to the end of the text; a mark that is never opened, back to
the beginning of its sentence. Italics do not exist in the texts.
"""

import re
from dataclasses import dataclass

from essays.domain.sentences import split_sentences

_MARK = re.compile(r"[“”„«»\"‘’']")
#: What may stand before a mark that opens.
_BEFORE = re.compile(r"(?:^|[\s(\[—–“‘„«\"'-])$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Characters ``start`` to ``end`` between marks; ``whole``: both marks stand there."""

    start: int
    end: int
    whole: bool = True


def quoted_stretches(text: str) -> list[Quoted]:
    """Every stretch in quotation marks, in the order of their beginnings; one may hold another."""
    found: list[Quoted] = []
    waiting: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if _inside_word(text, at):
            continue
        if _opens(text, mark, at, waiting):
            waiting = _gave_up(waiting, mark, at, text, found)
            waiting.append((mark, at + 1))
        elif mark not in "’'" or any(_single(opener) for opener, _ in waiting):
            _close(mark, at, text, waiting, found)
    for opener, start in waiting:
        if not _single(opener):
            found.append(_trimmed(text, start, len(text), whole=False))
    return sorted((one for one in found if one.start < one.end), key=lambda one: (one.start, -one.end))


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _single(mark: str) -> bool:
    return mark in "‘’'"


def _opens(text: str, mark: str, at: int, waiting: list[tuple[str, int]]) -> bool:
    if mark in "”’»":
        return False
    if at + 1 >= len(text):
        return False
    opened = any(opener == mark for opener, _ in waiting)
    if mark == '"' or (mark == "“" and any(opener == "„" for opener, _ in waiting)):
        return not opened and mark == '"' and not text[at + 1 : at + 2].isspace()
    if mark in "‘'":
        return bool(_BEFORE.search(text[:at][-1:])) and text[at + 1].isalnum()
    return not opened or bool(_BEFORE.search(text[:at][-1:]))


def _gave_up(
    waiting: list[tuple[str, int]], mark: str, at: int, text: str, found: list[Quoted]
) -> list[tuple[str, int]]:
    """A mark opens inside an open one of its kind: the outer one was never closed."""
    stays = []
    for opener, start in waiting:
        if opener == mark and not _single(mark):
            found.append(_trimmed(text, start, at, whole=False))
        else:
            stays.append((opener, start))
    return stays


def _close(mark: str, at: int, text: str, waiting: list[tuple[str, int]], found: list[Quoted]) -> None:
    kinds = _single if _single(mark) else lambda opener: not _single(opener)
    for place in range(len(waiting) - 1, -1, -1):
        if kinds(waiting[place][0]):
            found.append(_trimmed(text, waiting[place][1], at, whole=True))
            del waiting[place:]
            return
    if not _single(mark) and not waiting:
        starts = [sentence.start for sentence in split_sentences(text[:at])] or [0]
        found.append(_trimmed(text, starts[-1], at, whole=False))


def _trimmed(text: str, start: int, end: int, *, whole: bool) -> Quoted:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(start, end, whole)
