"""Marked passages of a paragraph, cut so that the text can be set once, in order, whatever overlaps.

Pure: spans in, pieces out. The pieces' texts joined are the paragraph's text, always; a mark that
lies outside the text or is empty leaves no trace. Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from string import ascii_lowercase


class MarkKind(Enum):
    CITED = "cited"  # a passage with a note; carries the note's letter before and after
    QUOTED = "quoted"  # the same for a note on quoted or shared words, which are a layer of their own
    ODDITY = "oddity"  # stands so in the source; carries an asterisk after
    TERM = "term"  # links to the terms page


@dataclass(frozen=True)
class Mark:
    """``key`` is the note's letter, or the term's slug; for an oddity the asterisk."""

    start: int
    end: int
    kind: MarkKind
    key: str


@dataclass(frozen=True)
class Piece:
    """Text under one unchanging set of marks.

    ``opens`` are letters of passages that begin here, ``quotes`` those of quoted or shared words.
    """

    text: str
    opens: str = ""
    quotes: str = ""
    cited: str = ""
    odd: bool = False


@dataclass(frozen=True)
class Run:
    """Pieces inside one link to a term (or in none), and the calls that follow them.

    A passage may end in the middle of a term; as no link may stand inside another, its call then
    follows the term. ``quoting`` are the calls to notes on quoted or shared words.
    """

    pieces: tuple[Piece, ...]
    term: str = ""
    calls: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()


def letter(index: int) -> str:
    """The name of a paragraph's note: a to z, then aa, ab ... ``index`` counts from 0."""
    name = ""
    while index >= 0:
        index, place = divmod(index, len(ascii_lowercase))
        name = ascii_lowercase[place] + name
        index -= 1
    return name


def without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that can stand as links: where two overlap the earlier stays, of two that begin
    together the longer."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def set_text(text: str, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """The text in runs, for the page to set one after the other."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    terms = without_overlaps(mark for mark in inside if mark.kind is MarkKind.TERM)
    notes = [mark for mark in inside if mark.kind is not MarkKind.TERM]
    runs = []
    for start, end, term in _stretches(len(text), terms):
        pieces = tuple(_pieces(text, start, end, notes))
        runs.extend(_end_at_calls(pieces, start, notes, term))
    return tuple(runs)


def _stretches(length: int, terms: list[Mark]) -> list[tuple[int, int, str]]:
    """The whole text as (start, end, term slug or "") without gaps; nothing for an empty text."""
    stretches, position = [], 0
    for term in terms:
        if position < term.start:
            stretches.append((position, term.start, ""))
        stretches.append((term.start, term.end, term.key))
        position = term.end
    if position < length:
        stretches.append((position, length, ""))
    return stretches


def _pieces(text: str, start: int, end: int, notes: list[Mark]) -> list[Piece]:
    edges = {start, end}
    edges.update(edge for mark in notes for edge in (mark.start, mark.end) if start < edge < end)
    pieces = []
    for left, right in pairwise(sorted(edges)):
        over = [mark for mark in notes if mark.start <= left and right <= mark.end]
        cited = _keys(mark for mark in over if mark.kind is not MarkKind.ODDITY)
        opens, quotes = (
            _keys(mark for mark in over if mark.kind is kind and mark.start == left)
            for kind in (MarkKind.CITED, MarkKind.QUOTED)
        )
        odd = any(mark.kind is MarkKind.ODDITY for mark in over)
        pieces.append(Piece(text=text[left:right], opens=opens, quotes=quotes, cited=cited, odd=odd))
    return pieces


def _end_at_calls(pieces: tuple[Piece, ...], start: int, notes: list[Mark], term: str) -> list[Run]:
    """One run for a term; outside terms a new run after each piece at whose end a passage ends."""
    quoted = {mark.key for mark in notes if mark.kind is MarkKind.QUOTED}
    runs, waiting, calls, position = [], [], [], start

    def run() -> Run:
        return Run(tuple(waiting), term, tuple(calls), tuple(call for call in calls if call in quoted))

    for piece in pieces:
        waiting.append(piece)
        position += len(piece.text)
        calls.extend(_ending(position, notes))
        if calls and not term:
            runs.append(run())
            waiting, calls = [], []
    if waiting:
        runs.append(run())
    return runs


def _ending(position: int, notes: list[Mark]) -> list[str]:
    """Keys of the marks that end at ``position``, letters before the asterisk, each once."""
    return _in_order(mark for mark in notes if mark.end == position)


def _keys(marks: Iterable[Mark]) -> str:
    return " ".join(_in_order(marks))


def _in_order(marks: Iterable[Mark]) -> list[str]:
    ordered = sorted(marks, key=lambda mark: (mark.kind is MarkKind.ODDITY, len(mark.key), mark.key))
    return list(dict.fromkeys(mark.key for mark in ordered))
