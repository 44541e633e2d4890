"""Stems of English words: M. F. Porter, “An algorithm for suffix stripping”, Program 14 (1980). Pure.

As in the paper, with the three departures of the author's own program of 1980-2000 (``bli`` for
``abli``, ``logi``, and words of one or two letters left alone), which is what SQLite's ``porter`` does.
"""

import re
from functools import lru_cache

REMEMBERED = 100_000
#: A word outside a to z, or longer than any of the language, is its own stem.
STEMMABLE = re.compile(r"[a-z]{3,64}\Z")

STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble",
    "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate",
    "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al",
    "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip
LONGEST_FIRST_2 = tuple(sorted(STEP_2, key=len, reverse=True))
LONGEST_FIRST_3 = tuple(sorted(STEP_3, key=len, reverse=True))
LONGEST_FIRST_4 = tuple(sorted(STEP_4, key=len, reverse=True))
#: Of all letters but y, which is either.
SHAPES = str.maketrans("abcdefghijklmnopqrstuvwxyz", "vcccvcccvcccccvcccccvcccyc")


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """The stem of a folded word: “liberated” and “liberation” are “liber”."""
    if not STEMMABLE.match(word):
        return word
    word = _plural(word)
    word = _past_and_gerund(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, LONGEST_FIRST_2, STEP_2)
    word = _replace(word, LONGEST_FIRST_3, STEP_3)
    return _tidy(_strip(word))


def _shape(word: str) -> str:
    """``c`` for each consonant and ``v`` for each vowel; y is a vowel after a consonant."""
    shape = word.translate(SHAPES)
    while (at := shape.find("y")) >= 0:
        vowel = at > 0 and shape[at - 1] == "c"
        shape = shape[:at] + ("v" if vowel else "c") + shape[at + 1 :]
    return shape


def _measure(word: str) -> int:
    """How often vowels are followed by consonants: the paper's m."""
    return _shape(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word).endswith("c")


def _ends_short(word: str) -> bool:
    """Consonant, vowel, consonant other than w, x, y: the paper's *o."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if not word.endswith("s"):
        return word
    for ending, short in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending) + short
    return word


def _past_and_gerund(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            return _mend(base) if _has_vowel(base) else word
    return word


def _mend(base: str) -> str:
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if _ends_double(base) and base[-1] not in "lsz":
        return base[:-1]
    return base + "e" if _measure(base) == 1 and _ends_short(base) else base


def _replace(word: str, endings: tuple[str, ...], by: dict[str, str]) -> str:
    if not word.endswith(endings):
        return word
    for ending in endings:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            return base + by[ending] if _measure(base) > 0 else word
    return word


def _strip(word: str) -> str:
    if not word.endswith(LONGEST_FIRST_4):
        return word
    for ending in LONGEST_FIRST_4:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            if ending == "ion" and not base.endswith(("s", "t")):
                return word
            return base if _measure(base) > 1 else word
    return word


def _tidy(word: str) -> str:
    if word.endswith("e"):
        base = word[:-1]
        if _measure(base) > 1 or (_measure(base) == 1 and not _ends_short(base)):
            word = base
    if word.endswith("ll") and _measure(word) > 1:
        return word[:-1]
    return word
