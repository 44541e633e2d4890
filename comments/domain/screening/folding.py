"""Words as they look at a glance, so that no spelling slips past a list: pure, linear in the text.

Coarser than Unicode's tables of confusable characters, on purpose, like the look-alikes of names
(``comments.pseudonyms``), but letter pairs are left alone: “burn” must not become “bum”.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from comments.markup.cleaning import UNSEEN
from comments.pseudonyms import TO_LATIN

#: Signs that stand for a letter count within a word (“sp@m”), and before one if no number follows (“$pam”).
WORD = re.compile(r"(?:\$(?=[^\W\d_]))?[^\W_](?:[^\W_]|[@$](?=[^\W_]))*")
#: Without these in it, a text of ASCII is words of letters alone.
OTHERWISE = re.compile(r"[0-9@$]")
#: So many letters in a row that stand alone are read as one word, too: “s p a m”, “s.p.a.m”.
SPACED_OUT = 3
#: What neither stands for a letter nor divides two: marks on letters, joiners, selectors of variants.
IGNORED = frozenset({"Mn", "Me", "Mc", "Cf"})


#: Different chunks whose words are remembered; single ones, that say nothing of who wrote them where.
REMEMBERED, LONGEST_REMEMBERED = 20_000, 30


class Token(NamedTuple):
    """A word, folded, and the numbers of the first and the last of the text's chunks that it stands in; a
    chunk is what has white space around it."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Small Latin letters where any are meant; the digits of numbers stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", UNSEEN.sub("", text)).casefold())
        text = "".join(each for each in text if unicodedata.category(each) not in IGNORED)
    return WORD.sub(_fold_word, text.lower())


def _fold_word(match: re.Match[str]) -> str:
    """Digits between letters stand for letters; “600” is a number."""
    word = match[0]
    return word if word.isdecimal() else word.translate(TO_LATIN)


def words_of(text: str) -> list[str]:
    if text.isascii() and not OTHERWISE.search(text):
        return " ".join(WORD.findall(text.lower())).translate(TO_LATIN).split()
    return [word for chunk in chunks_of(text) for word in _words_in(chunk)]


def readings_of(text: str) -> tuple[tuple[Token, ...], ...]:
    """The folded words of ``text``; and if any are spelt with something between their letters, once more
    with those put together."""
    tokens = tuple(_each(text))
    together = tuple(_put_together(tokens))
    return (tokens,) if len(together) == len(tokens) else (tokens, together)


def chunks_of(text: str) -> list[str]:
    """What tokens number their places by."""
    return text.split()


def _each(text: str) -> Iterator[Token]:
    for number, chunk in enumerate(chunks_of(text)):
        for word in _words_in(chunk):
            yield Token(word, number, number)


def _words_in(chunk: str) -> tuple[str, ...]:
    """Most of a text's chunks are words that came a hundred times before. What is long, or is no plain
    word, is not remembered: an address or a number is nobody else's."""
    if len(chunk) <= LONGEST_REMEMBERED and chunk.isascii() and chunk.isalpha():
        return _remembered(chunk)
    return tuple(WORD.findall(fold(chunk)))


@lru_cache(maxsize=REMEMBERED)
def _remembered(chunk: str) -> tuple[str, ...]:
    """Of letters of ASCII alone, so it is one word."""
    return (chunk.lower().translate(TO_LATIN),)


def _put_together(tokens: tuple[Token, ...]) -> Iterator[Token]:
    for is_letter, group in groupby(tokens, lambda token: len(token.word) == 1):
        run = list(group)
        if is_letter and len(run) >= SPACED_OUT:
            yield Token("".join(each.word for each in run), run[0].start, run[-1].end)
        else:
            yield from run
