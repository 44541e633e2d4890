"""Whom a stretch of text names, known or not.

Pure. The names that are known are given. Besides those every expression with a capital counts that may be
a name: who has said something is not shown where somebody else may have said it. A capital that is only
that of the sentence is no name, nor is what stands in quotation marks, which is mostly a title.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from essays.domain.tracing.common_words import FUNCTION_WORDS
from essays.domain.tracing.marks import quoted_stretches
from essays.domain.tracing.words import norm_of

#: Capitals of the Latin, Greek and Cyrillic scripts.
CAPITAL = "[" + "".join(filter(str.isupper, map(chr, range(0x41, 0x530)))) + "]"
NAME = re.compile(
    rf"(?<![\w’'])(?:O[’'])?{CAPITAL}[\w’'-]*\.?"
    rf"(?:\s+(?:(?:of|von|van|de|der|the|for)\s+){{0,2}}{CAPITAL}[\w’'-]*\.?)*"
)
#: Words that have a capital at the beginning of a sentence and name nobody.
_BEGINNING = """
i nobody everybody somebody everyone others according see unlike contrary like following whereas thus however
further indeed hence therefore finally first second third having if our mr mrs ms dr prof both neither either
today yesterday
"""
NO_NAMES = FUNCTION_WORDS | frozenset(_BEGINNING.split())
#: Words that call upon the reader, or number what follows.
CALLS = re.compile(
    r"look|consider|take|note|remember|compare|listen|read|remark|think|example|thesis|point|question|answer"
    r"|hence|therefore|thus|second|third|finally",
    re.IGNORECASE,
)
#: Words behind which no subject stands alone, so that what has a capital before them is no name.
_FOLLOW = frozenset(
    {
        "of",
        "in",
        "to",
        "for",
        "from",
        "on",
        "at",
        "with",
        "that",
        "by",
        "than",
        "are",
        "were",
        "have",
        "do",
        "about",
        "which",
    }
)
#: What may stand where a text is cut before a quotation.
_OPEN = " \t\n“„«\"‘'"
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_PREPOSITION = re.compile(
    r"\b(dear|contrary to|according to|instead of|in|on|at|of|to|for|from|by|with|about|against|unlike|like"
    r"|than|as|see|cf|upon|near|under|over|during|concerning|without|after|before|following)\.?\s+"
    r"(?:(?:the|our|my|his|her|their|old|comrade|mr|mrs|ms|dr|prof)\.?\s+)*[“\"‘]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person or a body named from ``start`` to ``end``; ``whom`` is as ``Names`` has it, or empty.

    ``name`` is without the ending of the possessive. ``preposition`` is the one before it, or empty.
    """

    start: int
    end: int
    name: str
    whom: str = ""
    has: bool = False
    preposition: str = ""

    def is_same(self, other: "Person") -> bool:
        if self.whom or other.whom:
            return self.whom == other.whom
        return self.name.split()[-1] == other.name.split()[-1]


def person(text: str, start: int, end: int, whom: str = "") -> Person:
    """What ``text`` names there."""
    name = _POSSESSIVE.sub("", text[start:end])
    before = _PREPOSITION.search(text[max(0, start - 40) : start])
    has = name != text[start:end]
    return Person(start, end, name, whom, has, before[1].lower() if before else "")


def people_in(text: str, known: Iterable[Person]) -> list[Person]:
    """The known ones, and whoever else is named, in the order of the text."""
    found = list(known)
    shut = [(one.start, one.end) for one in (*found, *quoted_stretches(text.rstrip(_OPEN)))]
    for match in NAME.finditer(text):
        start, end = _without_small_words(match)
        is_shut = start == end or any(start < stop and begin < end for begin, stop in shut)
        if not is_shut and (start > match.start() or not _only_begins(text, start, end)):
            found.append(person(text, start, end))
    return sorted(found, key=lambda one: one.start)


def _without_small_words(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    for word in re.finditer(r"\S+", match[0]):
        start = match.start() + word.start()
        if norm_of(word[0].rstrip(".")) not in NO_NAMES:
            return start, end - match[0].endswith(".")
    return end, end


def _only_begins(text: str, start: int, end: int) -> bool:
    """A lone word whose capital is that of the sentence, as far as the words about it tell."""
    word = text[start:end]
    if len(word.split()) > 1 or not re.search(r"(?:^|[.?!:…”\"’)]\s+|^\s*[”“\"(\[]\s*)$", text[:start]):
        return False
    after = re.match(r"\s+([\w’'-]+)", text[end:])
    return (
        word.endswith(("ing", "ly"))
        or CALLS.fullmatch(word) is not None
        or bool(after and after[1] in _FOLLOW)
        or re.search(rf"\b{re.escape(word.lower())}\b", text[end:]) is not None
    )
