"""The words of a text, where they stand, and the form in which they are compared.

Pure. A word is a run of letters and digits with the apostrophes inside it. Hyphens part words, so that
"all-round" and "all round" are the same two; punctuation belongs to no word. Where a script sets no
spaces (Han, kana), every character is a word. Offsets count code points of the text as it stands.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Marks that are part of the letter before them, and characters that are never seen.
_INNER = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_APOSTROPHES = "'’‘ʼ＇`´"
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = f"[^\\W_{_ALONE}][{_INNER}]*+"
WORD = re.compile(f"[{_ALONE}]|(?:{_LETTER})++(?:[{_APOSTROPHES}](?:{_LETTER})++)*+")
_FOLDS = {ord(character): "'" for character in _APOSTROPHES} | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060")
)


@dataclass(frozen=True, slots=True)
class Word:
    """``text`` is the text from ``start`` to ``end``; ``norm`` is what it is compared by."""

    start: int
    end: int
    text: str
    norm: str


@lru_cache(maxsize=1 << 16)
def norm_of(word: str) -> str:
    """Without capitals, compatibility forms, kinds of apostrophe and invisible characters."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFKC", word.translate(_FOLDS)).casefold().translate(_FOLDS)


def words_of(text: str) -> list[Word]:
    """Every word of the text, in order."""
    return [Word(match.start(), match.end(), match[0], norm_of(match[0])) for match in WORD.finditer(text)]
