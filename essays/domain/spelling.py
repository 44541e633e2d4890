"""Which words are one word spelled in two ways.

Pure. Only what a reader would grant at sight counts as spelling: known pairs, the endings that differ
between British and American use, and a letter missed, doubled or swapped inside a long word. Everything
else is another word ("goes" and "does", "immanent" and "imminent", "unite" and "united").
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

#: Spellings that no rule below covers, to the form they are compared by.
VARIANTS = {
    "thru": "through",
    "tho": "though",
    "altho": "although",
    "nite": "night",
    "lite": "light",
    "enuf": "enough",
    "cuz": "because",
    "ok": "okay",
    "programme": "program",
    "programmes": "programs",
    "grey": "gray",
    "plough": "plow",
    "connexion": "connection",
    "connexions": "connections",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "pretence": "pretense",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "skilful": "skillful",
    "wilful": "willful",
    "gaol": "jail",
}

#: British endings, to the American ones. Three letters must stand before "ise" and "our", so that
#: "rise", "four" and "our" stay what they are, and a vowel and more before "ll" ("filled" is not "filed").
ENDINGS = (
    (re.compile(r"(?<=\w{3})is(e|es|ed|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})ys(e|es|ed|er|ers|ing)$"), r"yz\1"),
    (re.compile(r"(?<=\w{3})our(s|ed|er|ers|ing|able|ite|ist|al|ful|less)?$"), r"or\1"),
    (re.compile(r"(?<=\w{2})([tb])re(s)?$"), r"\1er\2"),
    (re.compile(r"(?<=\w{2})([tb])e?red$"), r"\1erd"),
    (re.compile(r"(?<=\w{2})ogue(s)?$"), r"og\1"),
    (re.compile(r"([aeiou]\w*[aeiou])ll(ed|er|ers|ing)$"), r"\1l\2"),
    (re.compile(r"dgement(s)?$"), r"dgment\1"),
)

#: Letters that are written as two where a keyboard has them not.
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

#: Endings of a word's forms, and the letters that must stand before them.
INFLECTED = re.compile(r"(?<=\w{3})(?:'s|s'|e?s|e?d|ing|e)$")

#: Letters a word must have for a slip inside it to be called one; shorter words are too easily others.
LONG = 8


def same_but_spelling(left: str, right: str) -> bool:
    """Are the two words, folded for comparison, different spellings of one word?"""
    return left != right and (_form(left) == _form(right) or _is_slip(left, right))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What the forms of a word share ("become", "becomes"); also some that are other words ("unit", "unite").

    For laying texts against each other, where words with one stem are more alike than any two others.
    """
    return INFLECTED.sub("", word)


@lru_cache(maxsize=4096)
def _form(word: str) -> str:
    word = VARIANTS.get(word, word).translate(UMLAUTS)
    for ending, plain in ENDINGS:
        word = ending.sub(plain, word)
    return word


def _is_slip(left: str, right: str) -> bool:
    """One letter missed, doubled or swapped with its neighbour, neither at the beginning nor at the end."""
    if min(len(left), len(right)) < LONG or left[0] != right[0] or left[-2:] != right[-2:]:
        return False
    swapped = len(left) == len(right) and sorted(left) == sorted(right)
    return (swapped or len(left) != len(right)) and OSA.distance(left, right, score_cutoff=1) == 1
