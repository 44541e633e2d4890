"""How many of the words around a passage are shown with it, and which are kept one step away.

Pure. A context is cut between words, where it can be between sentences. The pieces joined are the context,
character for character; a word longer than what is shown is never cut, so such a context may stay whole.
Offsets count code points. Linear in the length of the text.
"""

import re
from collections.abc import Iterator

from essays.domain.sentences import split_sentences

#: The most characters shown on one side of a passage: four or five lines of a column.
NEAR = 280
#: A whole sentence is preferred to more words only where it leaves at least so many characters.
LEAST = 100
#: The fewest characters worth taking away: the line that stands for them takes room too.
WORTH = 120

GAP = re.compile(r"\s+")


def near_end(text: str) -> tuple[str, str]:
    """The words before a passage: ``(far, near)``; ``far`` is empty where all of them are shown."""
    if len(text) <= NEAR + WORTH:
        return "", text
    floor, ceiling = len(text) - NEAR, len(text) - LEAST
    sentences = [sentence.start for sentence in split_sentences(text)]
    words = [0, *(gap.end() for gap in _gaps(text))]
    place = next((start for start in sentences if floor <= start <= ceiling), None)
    if place is None:
        place = next((start for start in words if start >= floor), words[-1])
    return text[:place], text[place:]


def near_start(text: str) -> tuple[str, str]:
    """The words after a passage: ``(near, far)``; ``far`` is empty where all of them are shown."""
    if len(text) <= NEAR + WORTH:
        return text, ""
    sentences = [sentence.end for sentence in split_sentences(text)]
    words = [*(gap.start() for gap in _gaps(text)), len(text)]
    place = next((end for end in reversed(sentences) if LEAST <= end <= NEAR), None)
    if place is None:
        place = next((end for end in reversed(words) if end <= NEAR), words[0])
    return text[:place], text[place:]


def between(text: str) -> tuple[str, str, str]:
    """The words between two passages of a paragraph: after the one, far from both, before the other.

    Those between passages near each other all stand after the first.
    """
    if len(text) <= 2 * NEAR + WORTH:
        return text, "", ""
    after, rest = near_start(text)
    far, before = near_end(rest)
    return after, far, before


def _gaps(text: str) -> Iterator[re.Match[str]]:
    """The white space between words; that at the ends of the text is no place to cut."""
    return (gap for gap in GAP.finditer(text) if gap.start() > 0 and gap.end() < len(text))
