"""Links to other sites, and what is there besides them: pure."""

import re

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.enums import Ruling

#: An address with a scheme, or one that begins as addresses do, or ends in a name that sites have.
LINK = re.compile(
    r"\b(?:(?:https?|ftp)://|www\.)[^\s<>()\[\]]{1,2000}"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|info|biz|xyz|shop|site|online|top|ru|cn|io|co)\b",
    re.IGNORECASE,
)
#: What every link has within it; sentences have their signs before a space.
WITHIN = re.compile(r"[.:]\S")
WORD = re.compile(r"[^\W\d_]+")


def ask_links(sent: Sent, context: Context) -> Answer:
    found = _links_in(sent.text)
    # Only in what is shown: one that signs of Markdown had cut.
    found += [link for link in _links_in(sent.shown) if link not in sent.text]
    if in_name := LINK.search(sent.name):
        said = "The name has a link."
        return Answer(Ruling.HOLD, "link in the name", (in_name[0],), said, len(found) + 1)
    if not found:
        return passes("It has no links.", figure=0)
    beside = sum(1 for _ in WORD.finditer(LINK.sub(" ", sent.text)))
    most, words = context.rules["links_most"], context.rules["links_words"]
    shown, said = tuple(found[:MOST_WORDS]), f"It has {counted(len(found), 'link')}"
    if len(found) > most:
        return Answer(Ruling.HOLD, "most links", shown, f"{said}, more than {most}.", len(found))
    if beside < words:
        said = f"{said} and beside them {counted(beside, 'word')}, fewer than {words}."
        return Answer(Ruling.HOLD, "words beside links", shown, said, len(found))
    return Answer(Ruling.PASS, words=shown, said=f"{said}.", figure=len(found))


def _links_in(text: str) -> list[str]:
    return [match[0] for match in LINK.finditer(text)] if WITHIN.search(text) else []
