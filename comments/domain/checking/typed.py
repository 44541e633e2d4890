"""A run of typed Markdown as the words that it shows, each character with its place in what was typed.

Pure. Marks of emphasis, of quoted lines and of links belong to nobody's words; neither do the
brackets of “[F]rom”. All else is kept as typed.
"""

import re
from dataclasses import dataclass

from comments.markup.withheld import EDGE

UNSPOKEN = re.compile(
    r"""
      (?P<escape>\\)[\\`*_{}\[\]()>#+\-.!]        # what makes a sign of Markdown an ordinary one
    | \[(?=[^\[\]]{1,500}\]\([^\s()<>]{1,2000}\)) # a link's beginning
    | \]\([^\s()<>]{1,2000}\)                     # and its address
    | \*+ | (?<![^\W_])_+ | _+(?![^\W_])          # emphasis
    | \[(?=\w{1,2}\]\w) | (?<=\[\w)\](?=\w) | (?<=\[\w\w)\](?=\w)
    """,
    re.VERBOSE,
)
#: A line's end with the white space around it and the next line's marks of quotation.
NEXT_LINE = re.compile(r"\n(?:[ ]{0,3}>[ ]?)*")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Typed:
    """``exact`` is ``text[start:end]`` of the typed text; ``plain`` its words with single spaces, whose
    ``n``-th character was typed at ``places[n]``. ``in_lines``: of lines marked with >, where its writer may
    also say whose the words are."""

    start: int
    end: int
    exact: str
    plain: str
    places: tuple[int, ...]
    in_lines: bool = False

    @property
    def is_withheld(self) -> bool:
        """Moderators withhold words of it, so nobody can say how it stands in the texts."""
        return EDGE in self.exact

    def part(self, start: int, end: int) -> "Typed":
        """The run that shows ``plain[start:end]``, which is not empty."""
        first, last = self.places[start], self.places[end - 1] + 1
        return Typed(
            first,
            last,
            self.exact[first - self.start : last - self.start],
            self.plain[start:end],
            self.places[start:end],
            self.in_lines,
        )


def read_typed(text: str, start: int, end: int, *, in_lines: bool = False) -> Typed:
    """``text[start:end]``, white space at its ends left off. Linear."""
    exact = text[start:end]
    start += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    end = start + len(exact)
    dropped = _dropped(exact)
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(exact):
        if dropped[place]:
            continue
        if character.isspace():
            if not plain or plain[-1] == " ":
                continue
            character = " "
        plain.append(character)
        places.append(start + place)
    if plain and plain[-1] == " ":
        plain.pop()
        places.pop()
    return Typed(start, end, exact, "".join(plain), tuple(places), in_lines)


def _dropped(exact: str) -> bytearray:
    """1 for each character that is no part of the words. A line's end stays, for the space it is."""
    dropped = bytearray(len(exact))
    for match in UNSPOKEN.finditer(exact):
        end = match.end("escape") if match["escape"] else match.end()
        dropped[match.start() : end] = b"\1" * (end - match.start())
    for match in NEXT_LINE.finditer(exact):
        dropped[match.start() + 1 : match.end()] = b"\1" * (match.end() - match.start() - 1)
    return dropped
