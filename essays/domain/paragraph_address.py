"""Citations of a paragraph as readers type them and as addresses write them.

Pure. "K 16", "k16", "K ¶ 16", "K, p. 16" and "k-16" all mean the paragraph numbered 16 of the
work with the siglum K; in an address it is ``k16``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: A siglum is letters; a sign or a word for "paragraph" may stand between it and the number.
TYPED = re.compile(
    r"\s*(?P<siglum>[^\W\d_]+)[\s.,:¶§#-]*(?:para\.?|par\.?|p\.?)?\s*(?P<number>\d{1,9})\s*", re.IGNORECASE
)
LONGEST = 40


class NotAParagraph(ValueError):
    """The text cites no paragraph that is here; the message tells a reader why, and what can be cited."""


@dataclass(frozen=True)
class Range:
    """A work that can be cited: its siglum and the number of its last paragraph."""

    siglum: str
    last: int

    def __str__(self) -> str:
        return f"{self.siglum} 1" if self.last == 1 else f"{self.siglum} 1 to {self.last}"


@dataclass(frozen=True)
class Paragraph:
    siglum: str
    number: int

    @property
    def address(self) -> str:
        return f"{self.siglum.lower()}{self.number}"

    def __str__(self) -> str:
        return f"{self.siglum} {self.number}"


def read_paragraph(text: str, ranges: Iterable[Range]) -> Paragraph:
    """The paragraph that ``text`` cites; raises NotAParagraph if there is none."""
    ranges = list(ranges)
    offer = f"Paragraphs that can be chosen: {'; '.join(str(each) for each in ranges)}."
    match = TYPED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        raise NotAParagraph(f"“{cut}” is not a letter and a number. {offer}")
    found = next((each for each in ranges if each.siglum.casefold() == match["siglum"].casefold()), None)
    if found is None:
        raise NotAParagraph(f"No text here has the letter {match['siglum']}. {offer}")
    number = int(match["number"])
    if not 1 <= number <= found.last:
        raise NotAParagraph(
            f"{found.siglum} has only paragraph 1, not {number}."
            if found.last == 1
            else f"{found.siglum} has paragraphs 1 to {found.last}, not {number}."
        )
    return Paragraph(found.siglum, number)
