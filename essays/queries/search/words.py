"""Words as a search knows them: where they stand in a text, folded, and stemmed. Pure.

Both engines are given words cut, folded and stemmed here, so they find the same; so do excerpts and
lines of keywords in context, which look for hits in a text by these functions again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from essays.queries.search.stemming import stem

#: Letters and digits with their combining marks. Apostrophes and hyphens end a word: Tse-Tung is two.
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
#: Different words whose folding is remembered; English books use some twenty thousand.
REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``text[start:end]``, in code points; ``form`` is it folded, ``stem`` its stem."""

    start: int
    end: int
    form: str
    stem: str


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """Without case and diacritics: “Libération” is “liberation”. May be empty (a lone accent)."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if letter.isalnum()).casefold()


def is_stemmed(language: str) -> bool:
    """Whether words of the language (a BCP 47 tag) have stems here; others are only folded."""
    return language.split("-")[0].lower() == "en"


def words_of(text: str, language: str = "en") -> Iterator[Word]:
    """The words of a text in order."""
    stemmed = is_stemmed(language)
    for match in WORD.finditer(text):
        form = fold(match[0])
        if form:
            yield Word(match.start(), match.end(), form, stem(form) if stemmed else form)


def forms_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    if text.isascii():
        return tuple(WORD.findall(text.lower()))
    return tuple(form for match in WORD.findall(text) if (form := fold(match)))


def indexed_words(texts: Iterable[str], language: str = "en") -> tuple[str, str]:
    """What the engines index of texts: their folded words, and their stems where the language has some."""
    words = [form for text in texts for form in forms_of(text.replace("\x00", ""))]
    forms = " ".join(words)
    return forms, " ".join(map(stem, words)) if is_stemmed(language) else forms
