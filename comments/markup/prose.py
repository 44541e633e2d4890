"""Text without any sign of Markdown, made HTML without the converter, to the letter as by it: pure.

Most of what readers send are words, full stops and blank lines, and of those no converter makes anything but
paragraphs and line breaks. Whatever else there is, even a letter of another script, is left to it.
"""

import re

from comments.markup.bounds import is_within_bounds

#: No line begins with what begins a list. The signs within one are neither markup nor escaped in HTML.
LINE = (
    r"[A-Za-z\u00c0-\u024f(\"'“‘„«]"
    r"[A-Za-z0-9\u00c0-\u024f .,;:?!()\"'“”‘’„«»%\u2013\u2014-]*"
)
PROSE = re.compile(rf"{LINE}(?:\n\n?{LINE})*")


def is_prose(text: str) -> bool:
    """``text`` (cleaned) has nothing that the converter would make markup of, but for citations, which are
    some where they exist. Linear in its length."""
    return " \n" not in text and PROSE.fullmatch(text) is not None and is_within_bounds(text)


def render_prose(text: str) -> str:
    """``is_prose`` has said that it is."""
    blocks = text.replace("\n", "<br>\n").split("<br>\n<br>\n")
    return "\n".join(f"<p>{block}</p>" for block in blocks)
