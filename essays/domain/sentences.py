"""A paragraph's sentences, for readers who want to answer one of them.

Pure. A sentence ends at . ? ! or … with the quotation marks and brackets that close there, before
white space and something that can begin a sentence. An abbreviation or an initial ends none, so
two sentences may stay together; that costs a reader a longer quotation, never a wrong one.
"""

import re
from dataclasses import dataclass

#: Words whose full stop belongs to them.
ABBREVIATION = re.compile(
    r"al|bd|ca|cf|ch|chap|col|comp|dr|eds?|eg|esp|etc|ex|fig|gen|hon|ibid|ie|jr|lit|lt|mrs?|ms|mt|nos|op|pp?"
    r"|para?|prof|pt|rev|sec|sr|st|tr|trans|viz|vols?|vs",
    re.IGNORECASE,
)
#: Possessive and anchored to the first full stop of a row, so that no row is read twice.
END = re.compile(r"(?<![.?!…])[.?!…]++[”’\"')\]»]*+(?=\s+[“‘\"'(\[«–—-]*[^\W_a-z])")
LAST_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|\.[^\W\d_])*)\.[”’\"')\]»]*$")
WHITE_SPACE = re.compile(r"\s*")
#: Characters before a full stop that decide about it: the longest word and its brackets.
LOOK_BACK = 40
#: An ellipsis may stand inside a sentence.
ELLIPSIS = re.compile(r"(?:\.\s*){3,}[”’\"')\]»]*$|…[”’\"')\]»]*$")


@dataclass(frozen=True)
class Sentence:
    """``text`` is the paragraph's text from ``start`` to ``end``, character for character."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """All of the text but the white space between sentences, in order."""
    sentences, start = [], 0
    for match in END.finditer(text):
        if not _ends_sentence(text[max(start, match.end() - LOOK_BACK) : match.end()]):
            continue
        sentences.append((start, match.end()))
        start = WHITE_SPACE.match(text, match.end()).end()
    if text[start:].strip():
        sentences.append((start, len(text.rstrip())))
    return tuple(Sentence(left, right, text[left:right]) for left, right in sentences)


def _ends_sentence(so_far: str) -> bool:
    if ELLIPSIS.search(so_far):
        return False
    last = LAST_WORD.search(so_far)
    if last is None:
        return True
    word = last[1]
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    return not (is_initial or "." in word or ABBREVIATION.fullmatch(word))
