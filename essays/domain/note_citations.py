"""Citations inside an editor's note, found so that each can lead to its paragraph.

Pure. An editor writes "E 10 objects to equating them"; whatever has the form of a citation and lies
within the ranges of the debate's works is one, everything else stays text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from essays.domain.paragraph_address import Paragraph, Range

CITATION = re.compile(r"\b(?P<siglum>[^\W\d_]{1,4})[ \u00a0](?P<number>\d{1,4})\b")


@dataclass(frozen=True)
class NotePiece:
    """A stretch of the note; ``paragraph`` is what it cites, None where it cites nothing."""

    text: str
    paragraph: Paragraph | None = None


def cut_at_citations(note: str, ranges: Iterable[Range]) -> tuple[NotePiece, ...]:
    """The note in pieces; joined they are the note. Sigla are taken as written, capitals included."""
    last = {each.siglum: each.last for each in ranges}
    pieces, position = [], 0
    for match in CITATION.finditer(note):
        siglum, number = match["siglum"], int(match["number"])
        if not 1 <= number <= last.get(siglum, 0):
            continue
        pieces += [NotePiece(note[position : match.start()]), NotePiece(match[0], Paragraph(siglum, number))]
        position = match.end()
    pieces.append(NotePiece(note[position:]))
    return tuple(piece for piece in pieces if piece.text)
