"""The words of a text that somebody points at: found as they were copied or typed, and shown marked. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
#: More marks than these say nothing any more of where to look.
MOST_MARKS = 20

#: Start and end, offsets into the text, end exclusive.
Span = tuple[int, int]


class PassageRefused(ValueError):
    """``str()`` of it says in plain words why a passage cannot be marked."""


@dataclass(frozen=True)
class Piece:
    """Part of a text; ``number`` counts the marked parts from 1 and is 0 for the rest."""

    text: str
    number: int = 0


def find_passages(text: str, typed: str) -> list[Span]:
    """Where the passages stand that ``typed`` has one on a line, in the order of the text.

    Words are compared, not what stands between them: capitals, punctuation, line ends and the signs of
    Markdown do not matter, so that words can be copied from the page as it is shown. Words that stand in
    several places are marked in each; what overlaps or touches becomes one. Raises PassageRefused for
    words that are not there, and for too many marks. No more than the product of both lengths, in words.
    """
    words = [(found.group().casefold(), found.span()) for found in WORD.finditer(text)]
    spans: list[Span] = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        found = _places(words, WORD.findall(line.casefold()))
        if not found:
            raise PassageRefused(f"These words do not stand in the response: “{line}”.")
        spans += found
    merged = _merged(sorted(spans))
    if len(merged) > MOST_MARKS:
        raise PassageRefused(
            f"These words stand in {len(merged)} places, and at most {MOST_MARKS} can be marked. "
            "Give more of the words around them."
        )
    return merged


def pieces_of(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The whole text, cut where the marked parts begin and end. ``spans`` are in order and apart."""
    pieces, at = [], 0
    for number, (start, end) in enumerate(spans, 1):
        pieces += [Piece(text[at:start]), Piece(text[start:end], number)]
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _places(words: list[tuple[str, Span]], wanted: list[str]) -> list[Span]:
    """From the first to the last letter of each place where the words stand one after the other."""
    if not wanted:
        return []
    plain = [word for word, _ in words]
    return [
        (words[at][1][0], words[at + len(wanted) - 1][1][1])
        for at in range(len(words) - len(wanted) + 1)
        if plain[at] == wanted[0] and plain[at : at + len(wanted)] == wanted
    ]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
