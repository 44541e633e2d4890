"""The renderer that cannot fail: text escaped, in paragraphs, with its line breaks."""

import re
from html import escape

VERSION = "plain-1"
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def render_plain(text: str) -> str:
    """``text`` (cleaned) as paragraphs. Linear in its length."""
    blocks = (block for block in BLANK_LINES.split(text) if block.strip())
    return "\n".join(f"<p>{escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks)
