"""Whether a text says of a passage that somebody has said it, whoever that is, and whom it names.

Pure. The names that are known are looked for elsewhere (``attribution``); here is what also shows that
the words are somebody's where nobody known is named: a verb of saying ("Smith wrote:", "it is often said
that"), "according to", a citation in brackets, a line or a name behind the passage. Such a passage may
come from anywhere.
"""

import re
from dataclasses import dataclass

from essays.domain.tracing.people import CALLS, CAPITAL, NAME, NO_NAMES
from essays.domain.tracing.words import norm_of

#: Verbs of saying.
VERB = (
    r"(?:says|said|saying|writes|wrote|written|writing|stat(?:es|ed|ing)|tells?|told|argu(?:e|es|ed|ing)"
    r"|claim(?:s|ed|ing)|hold(?:s|ing)|held|maintain(?:s|ed|ing)?|assert(?:s|ed|ing)?|insist(?:s|ed|ing)?"
    r"|declar(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|proclaim(?:s|ed|ing)?|explain(?:s|ed|ing)?|observ(?:es|ed)"
    r"|remark(?:s|ed|ing)|not(?:es|ed|ing)|report(?:s|ed|ing)|print(?:s|ed)|publish(?:es|ed)|quot(?:e|es|ed|ing)"
    r"|cit(?:e|es|ed|ing)|add(?:s|ed|ing)|continu(?:es|ed)|conclud(?:e|es|ed|ing)|teach(?:es)?|taught|asks|asked"
    r"|repl(?:y|ies|ied)|answer(?:s|ed)|call(?:s|ed)|defin(?:es|ed|ing)|describ(?:es|ed)|formulat(?:es|ed)"
    r"|stress(?:es|ed)|emphasi[sz](?:es|ed)|point(?:s|ed) out|put(?:s)? it|ha(?:s|d|ve) it|believ(?:e|es|ed)"
    r"|heard?|reads?)"
)
_WRITING = "(?:essay|article|book|pamphlet|leaflet|newspaper|letter|speech|poem|novel|journal|magazine)"
_SAYING = re.compile(
    rf"\b{VERB}\b"
    r"|\b(?:they|people|some|many|who|others|all|you|we|one) (?:\w+ )?(?:say|write|state|claim|hold)\b"
    r"|\baccording to\b|\bin the words? of\b"
    r"|[’'](?:s )?(?:\w+ )?(?:words|phrase|dictum|maxim|slogan|formula|sentence|thesis|definition)\b"
    r"|\b(?:quotation|passage|sentence|words|lines?|extract)s? (?:from|by|of)\b"
    r"|\b(?:proverb|saying|adage|may|might|would|could|must|will|used to|liked to) (?:goes|say|write)\b"
    rf"|(?:[’'](?:s )?|\ban? )(?:\w+ )?{_WRITING}\b",
    re.IGNORECASE,
)
CITATION = re.compile(
    r"[(\[](?:\d{1,3}[)\]]|[^()\[\]]{0,120}?(?:\b1[4-9]\d\d|\b20\d\d|\bpp?\.\s?\d|\b[Ii]bid\b|\bcf\.|\b[Ss]ee\s)[^()\[\]]{0,80}[)\]]"
    r"|[A-Z][\w’'.-]*(?:,? (?:and|of|&|[A-Z][\w’'.-]*)){0,5}[)\]])"
)
_AFTER_MARKS = r"[\s”\"’»“.,;:?!]*"
CITED_BEHIND = re.compile(_AFTER_MARKS + CITATION.pattern)
_MARKS = ' \t\n”"’»“.,;:?!'
#: The number of a note, or of a source in a list, in brackets or raised.
MARKED_NUMBER = r"(?:\s?[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|\s?[(\[]\d{1,3}[)\]])"
#: The same bare: “12”, glued to the quotation or where its sentence ends.
FOOTNOTE = (
    r"(?:\d{1,3}(?![\w%°]|[.,]\d)"
    r"|\s\d{1,3}(?=\s*$|[.,;:)](?:\s|$)|\s*[”»]|\s+[“\"‘(\[]?" + CAPITAL + ")|" + MARKED_NUMBER + ")"
)
FOOTNOTE_BEHIND = re.compile(r"[.?!…,;:]*[”\"’»]*[.?!,;:]*" + FOOTNOTE)
OF_BEHIND = re.compile(
    r"[”\"’»,?!\s]*(?:which (?:is|was|are) )?(?:by|from|of|[(\[]?(?:as )?(?:quoted|cited|taken|borrowed|said"
    r"|written) (?:by|from|in))\s+(?:the\s+)?"
    + CAPITAL
    + r"|[”\"’»,?!\s]*(?:is|are|was|were)\s+"
    + CAPITAL
    + r"[\w-]*[’']s?\s+"
    r"(?:\w+\s+)?(?:words?|lines?|phrase|sentence|thesis|claim|view|formula|dictum|maxim|slogan|definition)\b"
)
_LINE_BEHIND = re.compile(_AFTER_MARKS + r"[–—-]{1,2}\s*(?P<name>" + CAPITAL + r"[^.?!]*)")
_SAID_BEHIND = re.compile(
    rf"[”\"’»,.?!\s]*(?:[\w.’'-]+\s+){{1,5}}?{VERB}\b|[”\"’»,?!\s]*{VERB}\s+(?:the\s+|an?\s+)?[A-Z]"
    rf"|[”\"’»]?[,?!][”\"’»]?\s*{VERB}\s+(?:the|an?|my|our|his|her|their)\s"
    r"|[”\"’»,?!\s]*(?:wrote|said|declared)\s|[”\"’»,?!\s]*according to\b"
    r"|[”\"’»,?!\s]*(?:[\w.’'-]+\s+){1,5}?(?:would|used to|liked to) (?:say|write)\b"
)
#: Nobody is said to have said it: “it is often held that”.
_IMPERSONAL = re.compile(r"\bit (?:is|was|has been|may be|might be|can be|could be) ", re.IGNORECASE)
#: What another clause begins with.
CLAUSE = re.compile(r"\b(?:for|but|as|that|because|since|while|whereas|when|what|whom?)\b|[;:—–]")
#: Subjects that stand for whoever was named before.
_AGAIN = re.compile(
    r"\b(?:he|she|they|who|his|her|their|its?|further|then)\b"
    r"|\bthe (?:same )?(?:author|writer|essay|article|text|comment|book|paper|letter|pamphlet)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """``words`` are those that say it, as printed: all that leads to the passage, or what stands behind it.

    ``again``: whoever was named before may be meant; ``is_impersonal``: nobody is.
    """

    words: str = ""
    again: bool = False
    is_impersonal: bool = False
    is_behind: bool = False


def introduction(lead: str, behind: str) -> Introduction | None:
    """What says that the passage between the two is somebody's words; None if nothing does."""
    if _SAYING.search(lead):
        return _said(lead)
    if CITATION.search(lead):
        return Introduction(lead)
    if source := CITED_BEHIND.match(behind):
        return Introduction(source[0].strip(_MARKS), is_behind=True)
    if (line := _LINE_BEHIND.match(behind)) and norm_of(line["name"].split()[0]) not in NO_NAMES:
        return Introduction(line["name"], is_behind=True)
    if said := _SAID_BEHIND.match(behind):
        return _said(behind, said[0], is_behind=True)
    if OF_BEHIND.match(behind):
        return Introduction(behind, is_behind=True)
    who = _name_before(lead)
    if who and lead.rstrip(' “"‘«„').endswith(":") and not _only_begins(lead, who):
        return Introduction(lead)
    return None


def _only_begins(lead: str, who: str) -> bool:
    """The capital is that of the sentence: “Everything follows from this:”, “Look:”."""
    return lead.startswith(who) and (
        lead[len(who) :][:1] not in {":", ","} or CALLS.fullmatch(who) is not None
    )


def _said(words: str, said: str = "", *, is_behind: bool = False) -> Introduction:
    said = said or words
    impersonal = bool(_IMPERSONAL.search(said)) and not _name_before(said)
    again = not impersonal and bool(_AGAIN.search(said))
    return Introduction(words, again, impersonal, is_behind)


def _name_before(text: str) -> str:
    """The last name, without small words that have a capital by their place."""
    for match in reversed(list(NAME.finditer(text))):
        words = match[0].split()
        while words and norm_of(words[0].strip(".")) in NO_NAMES:
            words = words[1:]
        if words:
            return " ".join(words).rstrip(".").removesuffix("’s").removesuffix("'s")
    return ""
