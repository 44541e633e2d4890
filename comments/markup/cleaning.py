"""Characters that cannot be seen, taken out of what readers type before anything else looks at it.

Controls would reach the converter's placeholders (it uses U+0002 and U+0003), direction overrides
make a text read otherwise than it is written, and invisible characters hide one text in another.
"""

import re
import unicodedata

#: C0 and C1 controls but tab and line feed; soft hyphen; marks, embeddings, overrides and isolates of
#: direction; zero-width space, word joiner and the rest of the format characters of that block; byte
#: order mark; interlinear annotation; surrogates; variation selectors' supplement; tag characters.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|[\\ufdd0-\\ufdef]"
)
#: Joiners shape letters in Persian, Hindi and others; between other letters they are only invisible.
STRAY_JOINER = re.compile("(?<![\u0590-\u0dff\u1780-\u18af\u2190-\U0001ffff])[\u200c\u200d]|[\u200c\u200d]$")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: No script stacks more marks on a letter; more of them run over the lines above.
MARKS = 8


def clean_text(typed: str) -> str:
    """``typed`` with line feeds only, without unseen characters and without white space at the ends.

    Everything that can be seen stays as typed. Done twice it changes nothing more.
    """
    text = LINE_ENDS.sub("\n", typed)
    text = STRAY_JOINER.sub("", UNSEEN.sub("", text))
    return _without_piles(text).strip()


def clean_line(typed: str) -> str:
    """One line: as ``clean_text``, with each run of white space made one space."""
    return " ".join(clean_text(typed).split())


def _without_piles(text: str) -> str:
    """No more than ``MARKS`` combining marks in a row."""
    if text.isascii():
        return text
    kept, pile = [], 0
    for character in text:
        pile = pile + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if pile <= MARKS:
            kept.append(character)
    return "".join(kept)
