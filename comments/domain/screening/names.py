"""Names of people beside words of imprisonment: pure.

A name alone is most often an author's. Beside a cell, an office of the guards or the name of a prison it says
where somebody is held, or who holds them. Found too often rather than too seldom, since what is found is only
read first; but those whom the debate itself is about are let through.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from comments.domain.screening.folding import chunks_of, readings_of
from comments.domain.screening.word_lists import hits_in

#: A name is looked for so many characters before a word of imprisonment, and after it.
BESIDE = 80
#: What has so many words of a list is shorter as a rule, and of a longer one the end counts.
LONGEST_CUE = 120
#: Signs that belong to a name are in it: O’Neil, Jean-Paul, the initial B.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_])){0,29}")
#: Words within a name that have no capital.
PARTICLES = frozenset(
    {"de", "la", "del", "der", "den", "van", "von", "bin", "ibn", "al", "el", "da", "dos", "y"}
)
CONFINED = re.compile(
    r"\b(?:cell ?(?:mate|block)s?|cell(?:y|ies?)|bunk(?:y|ies?|mates?)|inmates?|prison(?:s|ers?)?|convicts?"
    r"|lifers?|incarcerat[a-z]{1,4}|imprison[a-z]{1,6}|jail(?:ed|s)?|gaol|penitentiary|correctional|detention|detainees?"
    r"|lock(?:ed)? ?(?:up|down)|solitary|ad[ -]?seg|segregation|the hole|death row|parole[a-z]{0,2}|wardens?"
    r"|behind bars|serving (?:life|time|[a-z0-9-]{1,12} years)|doing time|visiting room|snitch(?:e[sd])?"
    r"|gefängnis|haft|zelle|cárcel|preso|prisión|détenus?|cellule"
    r"|my (?:[a-z]{1,12} )?name(?: is|’s|'s)|i am called)\b",
    re.IGNORECASE,
)
#: In capitals only: in small letters some of them are words.
ACRONYMS = re.compile(r"\b(?:SHU|ASU|SMU|RHU|ADX|COs?|C\.O\.s?|USP|FCI|CDCR?|TDCJ|BOP|DOC|PC)(?![\w])")
#: Whoever stands in such a relation or office is somebody in particular, by one name too.
OFFICE = (
    r"(?:C\.O\.|CO|[Oo]fficer|[Ss]gt\.?|[Ss]ergeant|[Ll]t\.?|[Ll]ieutenant|[Cc]apt\.?|[Cc]aptain|[Ww]arden"
    r"|[Gg]uard|[Cc]ounselor|[Cc]ell ?mate|[Cc]elly|[Cc]ellie|[Bb]unky|[Bb]unkie|[Bb]unkmate)"
)
RANKS = frozenset({
    "officer", "sergeant", "lieutenant", "captain", "warden", "guard", "counselor", "training", "union",
    "corps",
})  # fmt: skip
ONE_NAME = r"[^\W\d_][^\W\d_’'-]{1,25}"
NAMED = re.compile(
    rf"\b{OFFICE}(?:,? (?:is named|is called|was named|named|called|is|was))?,? (?P<after>{ONE_NAME})"
    rf"|\b(?P<before>{ONE_NAME}),? (?:is |was |who is )?(?:my|our|his|her|the) {OFFICE}(?!\w)"
)
#: These begin sentences, or stand between names.
NO_WORDS = frozenset({
    "the", "a", "an", "and", "or", "but", "if", "in", "on", "at", "of", "for", "from", "to", "with", "by",
    "as", "is", "are", "was", "were", "be", "this", "that", "these", "those", "it", "its", "he", "she",
    "they", "we", "you", "i", "my", "our", "your", "his", "her", "their", "who", "whom", "what", "when",
    "where", "why", "how", "not", "no", "yes", "so", "then", "there", "here", "after", "before", "because",
    "since", "while", "also", "only", "even", "all", "both", "each", "every", "some", "any", "many", "most",
    "more", "one", "two", "three", "first", "second", "last", "next", "other", "another", "such", "like",
    "under", "over", "about", "against", "between", "through", "during", "without", "within", "however",
    "therefore", "today", "tomorrow", "yesterday", "now", "just", "still", "again", "once", "write", "call",
    "tell", "ask", "see", "dear", "hello", "thank", "thanks", "let",
})  # fmt: skip
#: With one of these, before or after a name, a row of capitals is a title or a thing.
NO_NAMES = NO_WORDS | frozenset({
    "new", "old", "comrade", "comrades", "brother", "sister", "chairman", "president", "general", "mr",
    "mrs", "ms", "dr", "saint", "san", "santa", "fort", "mount", "party", "army", "line", "union",
    "movement", "revolution", "revolutionary", "committee", "league", "front", "international", "war",
    "class", "nation", "national", "people", "peoples", "state", "states", "united", "republic",
    "government", "department", "corrections", "correctional", "institution", "prison", "prisons", "jail",
    "penitentiary", "facility", "center", "centre", "complex", "court", "supreme", "federal", "county",
    "city", "island", "valley", "bay", "security", "housing", "unit", "special", "black", "white", "red",
    "brown", "green", "power", "panther", "panthers", "mass", "masses", "struggle", "liberation",
    "communist", "socialist", "marxist", "leninist", "maoist", "maoism", "marxism", "leninism",
    "imperialism", "capitalism", "afrikan", "african", "american", "amerika", "america", "europe", "asia",
    "china", "chinese", "russia", "russian", "soviet", "north", "south", "east", "west", "street", "road",
    "avenue", "box", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "god", "law", "rights", "human", "civil", "amendment", "congress", "senate", "house",
    "university", "school", "press", "books", "works", "selected", "collected", "volume", "chapter", "part",
    "guards", "guard", "officer", "officers", "warden", "sergeant", "lieutenant", "captain", "inmate",
    "prisoner", "cell",
})  # fmt: skip


class Named(NamedTuple):
    name: str
    start: int
    end: int


def names_beside_imprisonment(text: str, places: tuple[str, ...]) -> list[Named]:
    """``text`` has single spaces. Full names near a word of imprisonment or one of ``places``, and single
    ones of who is called a cellmate or a guard; in the order of the text, those that overlap once."""
    full = list(_full_names(text))
    cues = sorted(_cues(text, places)) if full else []
    starts = [start for start, _ in cues]
    found = [named for named in full if _is_near(named, cues, starts)]
    taken = {at for named in found for at in range(named.start, named.end)}
    found += [named for named in _named_offices(text) if named.start not in taken]
    return sorted(found, key=lambda named: named.start)


def _is_near(named: Named, cues: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """One of the cues is at most ``BESIDE`` away, and has no letter in common with the name: “San Quentin” is
    no name beside San Quentin. ``cues`` are in order, and none is longer than ``LONGEST_CUE``."""
    for at in range(bisect_left(starts, named.start - BESIDE - LONGEST_CUE), len(cues)):
        start, end = cues[at]
        if start > named.end + BESIDE:
            return False
        if end >= named.start - BESIDE and (end <= named.start or named.end <= start):
            return True
    return False


def _cues(text: str, places: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for regex in (CONFINED, ACRONYMS):
        yield from (match.span() for match in regex.finditer(text))
    if places:
        chunks, ends, at = chunks_of(text), [], 0
        for chunk in chunks:
            ends.append(at + len(chunk))
            at += len(chunk) + 1
        for hit in hits_in(readings_of(text)[0], places):
            yield ends[hit.start] - len(chunks[hit.start]), ends[hit.end]


def _named_offices(text: str) -> Iterator[Named]:
    for match in NAMED.finditer(text):
        which = "after" if match["after"] else "before"
        if _is_capitalised(match[which]) and match[which].casefold() not in NO_WORDS | RANKS:
            yield Named(match[which], *match.span(which))


def _full_names(text: str) -> Iterator[Named]:
    """Two or more words with capitals in a row, single spaces between them, of which none is a thing's."""
    row: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        if not row and not match[0][0].isupper():
            continue
        if row and not _goes_on(text, row[-1], match):
            yield from _name_of(text, row)
            row = []
        if _is_capitalised(match[0]) and match[0].casefold() not in NO_NAMES:
            row.append(match)
        elif not (row and match[0] in PARTICLES):
            yield from _name_of(text, row)
            row = []
        else:
            row.append(match)
    yield from _name_of(text, row)


def _goes_on(text: str, last: re.Match[str], match: re.Match[str]) -> bool:
    """Between two words of a name are a space, or the point of an initial and a space."""
    between = text[last.end() : match.start()]
    return between == " " or (between in (". ", ".") and last.end() - last.start() == 1)


def _name_of(text: str, row: list[re.Match[str]]) -> Iterator[Named]:
    while row and row[-1][0] in PARTICLES:
        row = row[:-1]
    full = sum(len(match[0]) > 1 and match[0] not in PARTICLES for match in row)
    initials = sum(len(match[0]) == 1 and text[match.end() : match.end() + 1] == "." for match in row)
    if full >= 2 or (full and initials):
        yield Named(text[row[0].start() : row[-1].end()], row[0].start(), row[-1].end())


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def is_among(name: str, known: Iterable[str]) -> bool:
    """Whether ``name`` is another form of one of the ``known``: of the same last word, where what is known is
    that word alone, or the first words begin with the same letter; or a known single name within it."""
    words = _words(name)
    return any(_is_form_of(words, _words(each)) for each in known)


def _words(name: str) -> list[str]:
    return [match[0].casefold() for match in WORD.finditer(name)]


def _is_form_of(words: list[str], known: list[str]) -> bool:
    if not words or not known:
        return False
    if len(known) == 1 or len(words) == 1:
        return bool({*words} & {*known}) if len(known) == 1 else words[0] in known
    return words[-1] == known[-1] and words[0][0] == known[0][0]
