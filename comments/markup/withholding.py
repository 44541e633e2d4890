"""Which words of a text are to be withheld, and the text without them. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comments.markup.cleaning import clean_line
from comments.markup.withheld import MARK

#: At the end of a line: which of several occurrences is meant.
WHICH = re.compile(r"(.+?)\s+#(\d{1,4}|all)")
MOST_PASSAGES = 50


class PassageRefused(ValueError):
    """``str()`` of it says in plain words which passage was not found, or stands there several times."""


@dataclass(frozen=True, order=True)
class Span:
    """Offsets into a text, code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, shown or withheld."""

    text: str
    is_withheld: bool


def find_passages(text: str, typed: str) -> tuple[Span, ...]:
    """The spans of ``text`` that ``typed`` names, one passage a line, in order and without overlaps.

    A passage stands in the text as it is typed, any white space for any other. Where it stands several
    times the line ends with “#2” for the second, or with “#all”. Raises PassageRefused.
    """
    lines = [line for line in map(clean_line, typed.splitlines()) if line]
    if not lines:
        raise PassageRefused("Name the words to withhold, one passage a line.")
    if len(lines) > MOST_PASSAGES:
        raise PassageRefused(f"At most {MOST_PASSAGES} passages can be withheld at once.")
    return tuple(_joined(span for line in lines for span in _named(text, line)))


def withhold(text: str, spans: Iterable[Span]) -> str:
    """``text`` with the mark in the place of each span."""
    return "".join(MARK if piece.is_withheld else piece.text for piece in pieces(text, spans))


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """``text`` cut at the spans, which are in order and do not overlap; nothing empty."""
    cut, done = [], 0
    for span in spans:
        cut += [Piece(text[done : span.start], False), Piece(text[span.start : span.end], True)]
        done = span.end
    return [piece for piece in (*cut, Piece(text[done:], False)) if piece.text]


def _named(text: str, line: str) -> Sequence[Span]:
    """The spans that one line names."""
    found, which = _occurrences(text, line), ""
    if not found and (match := WHICH.fullmatch(line)):
        found, which = _occurrences(text, match[1]), match[2]
    if not found:
        raise PassageRefused(f"“{line}” does not stand in the response.")
    if which == "all":
        return found
    if which:
        if not 1 <= int(which) <= len(found):
            raise PassageRefused(f"“{match[1]}” stands there {_times(len(found))}, so #{which} is none.")
        return [found[int(which) - 1]]
    if len(found) > 1:
        raise PassageRefused(
            f"“{line}” stands there {_times(len(found))}: add “#1” for the first and so on, or “#all”."
        )
    return found


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _occurrences(text: str, words: str) -> list[Span]:
    """Where ``words`` stand, marks of what is withheld already left out."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    marked = [match.span() for match in re.finditer(re.escape(MARK), text)]
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    return [each for each in found if not any(start < each.end and each.start < end for start, end in marked)]


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """In order; those that overlap or touch as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
