"""Names and numbers by which somebody could be found or recognised: pure.

Whoever writes from a prison is endangered by a number or a housing unit sooner than by an opinion, and a
moderator who reads quickly overlooks both. Patterns find too much rather than too little: what they find is
held for a look, never rejected. Each is bounded, so that the time grows with the text and no faster.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.enums import Ruling
from comments.markup.cleaning import UNSEEN

#: Nobody who was born earlier can be endangered by it, and histories are full of such dates.
BORN_SINCE = 1920
#: A name is looked for so many characters before an address or a number, and after it.
BESIDE = 80
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|januar|februar|märz|mai|juni|juli|okt|dez|janv|févr|mars|avril|juin|juil|août|déc)[a-zéû]{0,9}\.?"
)
DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}\.?(?:st|nd|rd|th)? {MONTH} \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Square|Sq"
    r"|Terrace|Highway|Hwy|Parkway|Pkwy|Crescent|Close)"
)
SYSTEM = r"(?:CDCR?|DOC|BOP|TDCJ|GDC|DIN|SBI|inmate|prisoner|offender|detainee|register|booking)"


class Pattern(NamedTuple):
    """``fits`` says of a match whether it counts."""

    name: str
    regex: re.Pattern[str]
    fits: Callable[[re.Match[str]], bool] = lambda match: True


def _is_recent(match: re.Match[str]) -> bool:
    years = re.findall(r"\d{4}", match[0])
    return not years or int(years[-1] if int(years[0]) < 1000 else years[0]) >= BORN_SINCE


def _is_telephone(match: re.Match[str]) -> bool:
    """9 to 15 digits, and neither years in a row nor the number of a book."""
    digits = re.sub(r"\D", "", match[0])
    before = match.string[max(0, match.start() - 6) : match.start()].upper()
    are_years = all(re.fullmatch(r"1[5-9]\d\d|20\d\d", each) for each in re.findall(r"\d+", match[0]))
    return 9 <= len(digits) <= 15 and not are_years and "ISBN" not in before and "ISSN" not in before


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "prison number",
        re.compile(
            rf"\b{SYSTEM}[ .:#’']{{0,3}}(?:no|nr|number|num|id)?"
            rf"[ .:#]{{0,4}}[a-z]{{0,2}}-?\d{{3,9}}(?:-\d{{3}})?\b"
            r"|\b\d{5}-\d{3}\b|\b\d{2}-[a-z]-\d{4}\b",
            re.IGNORECASE,
        ),
    ),
    Pattern("prison number", re.compile(r"(?<![\w/-])[A-Z]{1,2}-?\d{4,6}(?![\w-])")),
    Pattern(
        "place in a prison",
        re.compile(
            r"\b(?:cell|bunk|dorm|housing unit)[ .:#]{0,3}(?:no\.?|number)? ?[a-z]{0,2}-?\d{1,4}[a-z]?\b",
            re.IGNORECASE,
        ),
    ),
    Pattern("social security number", re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")),
    Pattern(
        "e-mail address",
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|[\[(] ?at ?[\])]) ?"
            r"(?:[\w-]{1,63} ?(?:\.|[\[(] ?dot ?[\])]) ?){1,4}[a-z]{2,20}\b",
            re.IGNORECASE,
        ),
    ),
    Pattern(
        "telephone number",
        re.compile(
            r"(?<![\w.,/-])(?:\+|00)?\(?\d{1,5}\)?(?:[ ./-]{1,2}\(?\d{2,8}\)?){2,5}(?![\w-])|\+\d{9,15}\b"
        ),
        _is_telephone,
    ),
    Pattern(
        "street address",
        re.compile(
            rf"\b\d{{1,6}}[a-z]? (?:[NSEW]\.? |North |South |East |West )?"
            rf"(?:[A-Z][\w’'.-]{{0,30}} |\d{{1,3}}(?:st|nd|rd|th) ){{1,4}}{STREET}\b"
            r"|\b[A-ZÄÖÜ][\w-]{0,30}(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4}[a-z]?\b"
            r"|\b\d{1,4},? (?:rue|avenue|boulevard|place|chemin|calle|via|viale) "
            r"(?:[^\W\d_][\w’'-]{0,30} ?){1,4}"
        ),
    ),
    Pattern("post box", re.compile(r"\bP\.? ?O\.? ?Box ?#?\d{1,7}\b", re.IGNORECASE)),
    Pattern("post code", re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")),
    Pattern(
        "date of birth",
        re.compile(
            rf"\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?|birthday(?: is)?|née? le"
            rf"|geboren(?: am)?|geb\.)[ :,]{{0,3}}{DATE}",
            re.IGNORECASE,
        ),
        _is_recent,
    ),
)
#: Beside these a full name says whose they are.
WHOSE = frozenset({"prison number", "street address", "post box", "post code", "telephone number"})
FULL_NAME = re.compile(
    r"\b[A-Z][a-zà-ÿ’'-]{1,20} (?:[A-Z][.]? |[A-Z][a-zà-ÿ’'-]{1,20} )?[A-Z][a-zà-ÿ’'-]{1,25}\b"
)
#: First words of addresses, which look like names.
NOT_NAMES = re.compile(
    rf"\b{STREET}\b|\bBox\b|\bUnit\b|\bPrison\b|\bState\b|\bCell\b|^(?:The|My|His|Her|Write|Call)\b"
)


class Found(NamedTuple):
    kind: str
    start: int
    end: int


def ask_people(sent: Sent, context: Context) -> Answer:
    text = _plain(sent.text)
    found = list(_found_in(text))
    if not found:
        return passes("No number or address was found that could identify somebody.", figure=0)
    names = dict.fromkeys(name for each in found if each.kind in WHOSE for name in _names_beside(text, each))
    kinds = list(dict.fromkeys(each.kind for each in found)) + (["full name beside it"] if names else [])
    words = dict.fromkeys(text[each.start : each.end].strip() for each in found)
    said = f"{counted(len(found), 'place looks', 'places look')} as if somebody could be identified by it."
    shown = (*names, *words)[:MOST_WORDS]
    return Answer(Ruling.HOLD, ", ".join(kinds)[:120], shown, said, len(found))


def _plain(text: str) -> str:
    """One form for digits and letters, one space between words, so that no pattern has to think of more."""
    text = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    text = "".join(
        each if each.isascii() or not each.isdecimal() else str(unicodedata.decimal(each)) for each in text
    )
    return " ".join(text.translate({0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2212: "-"}).split())


def _found_in(text: str) -> Iterator[Found]:
    """Each place once, under the first pattern that has it."""
    taken: set[int] = set()
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(text):
            if pattern.fits(match) and match.start() not in taken:
                taken.update(range(match.start(), match.end()))
                yield Found(pattern.name, match.start(), match.end())


def _names_beside(text: str, found: Found) -> Iterator[str]:
    for part in (text[max(0, found.start - BESIDE) : found.start], text[found.end : found.end + BESIDE]):
        for match in FULL_NAME.finditer(part):
            if not NOT_NAMES.search(match[0]):
                yield match[0]
