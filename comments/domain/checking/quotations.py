"""The quotations in a response as its writer typed it, with their places in the typed text. Pure.

A quotation is what stands in lines marked with > (each paragraph of them by itself, without a
source at its end: a citation, a name in brackets, or a name after a dash), or between a pair of
quotation marks within a paragraph. Where most of such lines stands between quotation marks, only that
is quoted: the rest says whose words they are. A list's number at the beginning is nobody's words.
It is looked up if it has at least four words and 20 characters: fewer are a phrase that many texts
have. Quotations within quotations belong to the outer one. What stands in code is none, and in a
text of a shape that nobody writes (``comments.markup.bounds``) none are looked for.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from comments.domain.checking.marks import Span, paired
from comments.domain.checking.typed import Typed, read_typed
from comments.markup.bounds import is_within_bounds
from comments.markup.citations import CITATION
from comments.markup.convert import CODE
from essays.domain.tracing.words import WORD

FEWEST_WORDS, SHORTEST = 4, 20
#: Of one response; a text of 20,000 characters has room for some hundreds of the shortest.
MOST = 100

LINE = re.compile(r"[^\n]*\n?")
QUOTED_LINE = re.compile(r"(?: {0,3}> ?)+")
FENCE = re.compile(r"(~{3,}|`{3,})[^`\n]*$")
INLINE_CODE = re.compile(CODE, re.DOTALL)
#: A name as a source is given by, with at most a number after it; or a paragraph's number.
NAME = r"[A-Z\u00c0-\u00de][\w.’'-]{0,40}(?:,? (?:[a-z]{2,3} )?[A-Z\u00c0-\u00de][\w.’'-]{0,40}){0,5}"
NUMBER = r"(?:(?:¶¶?|§§?|pp?\.|par\.)\s?)?[0-9]{1,5}(?:[–-][0-9]{1,5})?"
IN_BRACKETS = rf"[(\[](?:{NAME}(?:,? {NUMBER})?|[¶§]{{1,2}}\s?{NUMBER})[)\]]"
#: “N. Brook, K 18”, “N. Brook, On Wells, 1943”.
NAME_AND_PLACE = rf"{NAME}(?:[,;:]? (?:{CITATION}|{NUMBER}))+"
DASH, CLOSING = "(?:[–—]|--?)", r"[)\].]{0,2}"
#: “(K 6)”, “— K 6”, “(N. Brook, ¶ 6)”; after a dash at the end “– N. Brook, K 18” or, where a sentence or a
#: quotation mark ends before it, “– N. Brook”; in a line of its own “— N. Brook, 1943” or “N. Brook, K 18”.
SOURCE_AT_END = re.compile(
    rf"(?:(?:\s|\A){DASH}\s*{NAME_AND_PLACE}{CLOSING}|(?<=[.!?”\"’»])\s*{DASH}\s*{NAME}{CLOSING}"
    rf"|(?:\n[ >]*|\A){NAME_AND_PLACE}{CLOSING}|\A{DASH}\s*{NAME}{CLOSING}"
    rf"|[\s(\[>–—-]*{CITATION}{CLOSING}|[\s>–—-]*{IN_BRACKETS}\.?"
    r"|\n[ >]*(?:[–—]|--)[^\n]{1,200})\s*\Z"
)
#: A name after a dash with which the lines end in the middle of a sentence: it can be the text's.
DASH_AND_NAME = re.compile(rf"\W*?{DASH}\s*{NAME}{CLOSING}\s*\Z")
#: “(1)”, “2.”, “b)”.
LABEL = re.compile(r"\s*(?:\((?:[0-9]{1,2}|[a-z])\)|(?:[0-9]{1,2}|[a-z])[.)])\s+")
#: How far from its end a paragraph of quoted lines is looked at for that.
END = 260
#: The part of a paragraph of quoted lines that stands between quotation marks, if it is there that it quotes.
MOSTLY = 0.6


def find_quotations(text: str) -> list[Typed]:
    """The first ``MOST`` quotations of ``text`` (cleaned), in order, none overlapping. Linear."""
    if not is_within_bounds(text):
        return []
    code = [match.span() for match in INLINE_CODE.finditer(text)]
    found: list[Typed] = []
    for start, end, quoted in _paragraphs(text):
        found += _in_lines(text, start, end, code) if quoted else _in_marks(text, start, end, code)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _in_lines(text: str, start: int, end: int, code: list[Span]) -> list[Typed]:
    typed = read_typed(text, *_quoted(text, start, end), in_lines=True)
    marked = _in_marks(text, start, end, code)
    if sum(len(each.plain) for each in marked) >= MOSTLY * len(typed.plain):
        return marked
    return [typed] if _is_long_enough(typed) else []


def _in_marks(text: str, start: int, end: int, code: list[Span]) -> list[Typed]:
    inside = code[bisect_right(code, (start, start)) : bisect_right(code, (end, end))]
    spans = [span for span in paired(text, start, end, inside) if span[1] - span[0] >= SHORTEST]
    read = [read_typed(text, _without_label(text, *span), span[1]) for span in spans]
    return [typed for typed in read if _is_long_enough(typed)]


def _is_long_enough(typed: Typed) -> bool:
    if len(typed.plain) < SHORTEST:
        return False
    words = WORD.finditer(typed.plain)
    return sum(1 for _ in zip(range(FEWEST_WORDS), words, strict=False)) == FEWEST_WORDS


def _quoted(text: str, start: int, end: int) -> Span:
    """Of a paragraph of quoted lines, what is quoted."""
    tail = max(start, end - END)
    match = SOURCE_AT_END.search(text[tail:end])
    return _without_label(text, start, end), (tail + match.start() if match else end)


def _without_label(text: str, start: int, end: int) -> int:
    match = LABEL.match(text, start, end)
    return match.end() if match else start


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether its lines are marked as quoted, of each paragraph outside fenced code."""
    start = end = 0
    is_quoted = False
    for left, right in _lines_outside_code(text):
        marker = QUOTED_LINE.match(text, left, right)
        body = marker.end() if marker else left
        is_blank = not text[body:right].strip()
        if start < end and (is_blank or bool(marker) != is_quoted or left > end):
            yield start, end, is_quoted
            start = end
        if not is_blank:
            if start >= end:
                start, is_quoted = body, bool(marker)
            end = right
    if start < end:
        yield start, end, is_quoted


def _lines_outside_code(text: str) -> Iterator[Span]:
    lines = [match.span() for match in LINE.finditer(text) if match[0]]
    closing: dict[str, list[int]] = defaultdict(list)
    fences = [FENCE.match(text[left:right].rstrip()) for left, right in lines]
    for number, ((left, right), fence) in enumerate(zip(lines, fences, strict=True)):
        if fence and text[left:right].rstrip() == fence[1]:
            closing[fence[1]].append(number)
    number = 0
    while number < len(lines):
        if fence := fences[number]:
            ends = closing[fence[1]]
            after = bisect_right(ends, number)
            if after < len(ends):
                number = ends[after] + 1
                continue
        yield lines[number]
        number += 1
