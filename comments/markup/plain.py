"""The renderer that cannot fail: text escaped, in paragraphs, with its line breaks."""

import re
from html import escape

from comments.markup.withheld import HTML, MARK

VERSION = "plain-1"
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def render_plain(text: str) -> str:
    """``text`` (cleaned) as paragraphs. Linear in its length."""
    blocks = (block for block in BLANK_LINES.split(text) if block.strip())
    lines = (escape(block, quote=False).replace("\n", "<br>") for block in blocks)
    return "\n".join(f"<p>{each.replace(MARK, HTML)}</p>" for each in lines)
