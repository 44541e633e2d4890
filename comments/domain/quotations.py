"""Finds the words that a reader quotes in the paragraph that they quote: pure."""

from dataclasses import dataclass
from typing import Self

#: Around the words, to find them again should the paragraph change.
CONTEXT = 64
DOUBLE, SINGLE = "“”„‟«»″＂", "‘’‚‛′`´＇"
FOLDED = {**dict.fromkeys(DOUBLE, '"'), **dict.fromkeys(SINGLE, "'")}


@dataclass(frozen=True)
class Quotation:
    """A run of a text: ``exact`` is ``text[start:start + len(exact)]``.

    ``prefix`` and ``suffix`` are up to 64 characters on either side; ``occurrences`` says how often
    the words stand in the text, of which this is the first.
    """

    start: int
    exact: str
    prefix: str
    suffix: str
    occurrences: int

    def overlaps(self, other: Self) -> bool:
        """Both, of one text, have a character of it in common."""
        return self.start < other.start + len(other.exact) and other.start < self.start + len(self.exact)


def find_quotation(text: str, quote: str) -> Quotation | None:
    """Where ``quote`` stands in ``text``; None where it does not.

    White space and the shapes of quotation marks may differ, and quotation marks around the whole are
    left out; every other character counts. The text's own characters are returned.
    """
    folded, places = _fold(text)
    wanted = _fold(quote)[0].strip()
    for words in (wanted, wanted.strip("\"' ")):
        at = folded.find(words) if words else -1
        if at >= 0:
            start, end = places[at], places[at + len(words) - 1] + 1
            return quotation_at(text, start, end, occurrences=folded.count(words))
    return None


def quotation_at(text: str, start: int, end: int, *, occurrences: int = 1) -> Quotation:
    """The words from ``start`` to ``end`` of ``text``, with what stands around them."""
    return Quotation(
        start=start,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        occurrences=occurrences,
    )


def _fold(text: str) -> tuple[str, list[int]]:
    """``text`` with one form for each, and for each character its place in ``text``."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if folded and folded[-1] == " ":
                continue
            character = " "
        folded.append(FOLDED.get(character, character))
        places.append(place)
    return "".join(folded), places
