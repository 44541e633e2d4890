"""Names and numbers by which somebody could be found or recognised: pure.

Whoever writes from a prison is endangered by a number or a housing unit sooner than by an opinion, and a
moderator who reads quickly overlooks both. Names are looked for beside words of imprisonment, by a module of
their own. Patterns find too much rather than too little: what they find is held for a look, never rejected.
Each is bounded, so that the time grows with the text and no faster.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.domain.screening.names import names_beside_imprisonment
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


OTHER_DIGIT = re.compile(r"[^\D0-9]")
DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")
#: Before “street” or “road” in small letters these make it none in particular.
STREETLESS = frozenset({
    "the", "a", "an", "this", "that", "our", "your", "his", "her", "their", "its", "my", "of", "and", "or",
    "to", "in", "on", "by", "for", "long", "same", "whole", "wrong", "right", "high", "side", "back",
    "dirt", "other", "another", "main-",
})  # fmt: skip
SITES = r"(?:com|org|net|edu|gov|mil|info|me|us|uk|de|fr|es|mx|io|co|ru|ca|ch|at)"


#: What a text has if it has any match of a pattern; most texts have none of it.
DIGIT, AT, HANDLED = re.compile(r"\d"), re.compile(r"[@\[(]"), re.compile(r"[@:=]")
DOT = re.compile(" dot ", re.IGNORECASE)


class Pattern(NamedTuple):
    """``fits`` says of a match whether it counts; no match is looked for where there is none of ``needs``."""

    name: str
    regex: re.Pattern[str]
    fits: Callable[[re.Match[str]], bool] = lambda match: True
    needs: re.Pattern[str] = DIGIT


def _is_recent(match: re.Match[str]) -> bool:
    years = re.findall(r"\d{4}", match[0])
    return not years or int(years[-1] if int(years[0]) < 1000 else years[0]) >= BORN_SINCE


def _is_telephone(match: re.Match[str]) -> bool:
    """9 to 15 digits that neither begin with a year nor are the number of a book."""
    digits = re.sub(r"\D", "", match[0])
    before = match.string[max(0, match.start() - 6) : match.start()].upper()
    begins_with_year = YEAR.match(match[0])
    return 9 <= len(digits) <= 15 and not begins_with_year and "ISBN" not in before and "ISSN" not in before


def _is_local(match: re.Match[str]) -> bool:
    """No pages of a book, and no range of numbers that goes up as pages do."""
    before = match.string[max(0, match.start() - 14) : match.start()]
    return not re.search(
        r"(?:\bpp?\.?|\bpages?|\bvol\.?|\bno\.?|¶|§|\bISBN|\bISSN) ?$", before, re.IGNORECASE
    )


def _is_street(match: re.Match[str]) -> bool:
    """In small letters streets are many things: “1949 the long road”."""
    number, *words, _ = match[0].casefold().split()
    return not YEAR.fullmatch(number) and not STREETLESS & {*words}


def _is_found_at(match: re.Match[str]) -> bool:
    """“he is at home dot com” has an address; “at that dot” has none."""
    return match["host"].casefold() not in STREETLESS


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
        needs=AT,
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
    Pattern(
        "street address",
        re.compile(
            r"\b\d{1,6}[a-z]? (?:[nsew]\.? |north |south |east |west )?(?:[\w’'.-]{1,30} ){1,3}"
            r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|court|highway|hwy|parkway|terrace)\b",
            re.IGNORECASE,
        ),
        _is_street,
    ),
    Pattern(
        "telephone number",
        re.compile(
            r"(?<![\w.,/-])(?:1[-. ]?)?[2-9]\d{2}[2-9]\d{6}(?![\w-])"
            r"|(?<![\w.,/-])[2-9]\d{2}[-. ]\d{4}(?![\w-])"
        ),
        _is_local,
    ),
    Pattern(
        "e-mail address",
        re.compile(
            r"\b[\w+-]{1,64}(?: dot [\w+-]{1,64}){0,3} at (?P<host>[\w-]{1,63})(?: dot [\w-]{1,63}){0,2}"
            rf" dot {SITES}\b",
            re.IGNORECASE,
        ),
        _is_found_at,
        needs=DOT,
    ),
    Pattern(
        "handle",
        re.compile(
            r"(?<![\w@.])@[a-z0-9_][a-z0-9_.]{2,29}"
            r"|\b(?:instagram|insta|ig|snap(?:chat)?|telegram|whatsapp|facebook|fb|tiktok|twitter|jpay)"
            r"(?: (?:name|handle|user|id))?(?: is)? ?[:=] ?@?[a-z0-9_.]{3,30}",
            re.IGNORECASE,
        ),
        needs=HANDLED,
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
    """What was sent as typed, its name, and as readers will see it; what the last has in common with the
    first is one place."""
    found: dict[str, Found] = {}
    names: dict[str, None] = {}
    number = 0
    plain = {part: _plain(part) for part in sent.parts}
    for part in plain.values():
        places = [each for each in _found_in(part) if part[each.start : each.end].strip() not in found]
        number += len(places)
        for each in places:
            found[part[each.start : each.end].strip()] = each
            names |= dict.fromkeys(_names_beside(part, each) if each.kind in WHOSE else ())
    imprisoned = _imprisoned([text for part, text in plain.items() if part != sent.name], context)
    number += len(imprisoned)
    if not number:
        return passes("No number, address or name was found that could identify somebody.", figure=0)
    kinds = dict.fromkeys(each.kind for each in found.values())
    kinds |= {"full name beside it": None} if names else {}
    kinds |= {"name beside words of imprisonment": None} if imprisoned else {}
    said = f"{counted(number, 'place looks', 'places look')} as if somebody could be identified by it."
    shown = tuple(dict.fromkeys((*imprisoned, *names, *found)))[:MOST_WORDS]
    return Answer(Ruling.HOLD, ", ".join(kinds)[:120], shown, said, number)


def _imprisoned(texts: Iterable[str], context: Context) -> list[str]:
    """Names beside words of imprisonment, as they stand; not of those whom the debate is about."""
    places = context.rules.places
    names = dict.fromkeys(named.name for text in texts for named in names_beside_imprisonment(text, places))
    if not names:
        return []
    mentioned = context.mentioned(list(names))
    return [name for name in names if name not in mentioned]


def _plain(text: str) -> str:
    """One form for digits and letters, one space between words, so that no pattern has to think of more."""
    text = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    if not text.isascii():
        text = OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text).translate(DASHES)
    return " ".join(text.split())


def _found_in(text: str) -> Iterator[Found]:
    """Each place once, under the first pattern that has it."""
    taken: set[int] = set()
    there = {needed: needed.search(text) for needed in (DIGIT, AT, HANDLED, DOT)}
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(text) if there[pattern.needs] else ():
            if pattern.fits(match) and match.start() not in taken:
                taken.update(range(match.start(), match.end()))
                yield Found(pattern.name, match.start(), match.end())


def _names_beside(text: str, found: Found) -> Iterator[str]:
    for part in (text[max(0, found.start - BESIDE) : found.start], text[found.end : found.end + BESIDE]):
        for match in FULL_NAME.finditer(part):
            if not NOT_NAMES.search(match[0]):
                yield match[0]
