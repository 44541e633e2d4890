"""Shapes of text that no reader writes and that cost a converter time or stack: seen before it starts.

The hard limit is the child process's; this keeps texts from reaching it that are known to.
"""

import re

#: Far above what 20,000 characters of argument hold, and so low that the converter, whose worst cost
#: goes with the square of their number, stays in tenths of a second.
MOST_SIGNS = {"[": 1000, "!": 2000, "<": 2000, "(": 2000, "*": 4000, "_": 4000, "`": 800, "&": 4000}
MOST_LINES = 2000
MOST_FENCES = 200
#: Quotations and lists within each other on one line; the converter calls itself for each.
MOST_NESTED = 10
DEEPEST_INDENT = 40

FENCE = re.compile(r"^[ \t]*(?:```|~~~)|~~~$", re.MULTILINE)
OPENING = re.compile(r"^((?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+)", re.MULTILINE)
MARKER = re.compile(r">|[-+*]|\d+[.)]")
INDENT = re.compile(r"^[ \t]*", re.MULTILINE)


def is_within_bounds(text: str) -> bool:
    """May ``text`` (cleaned) be given to the converter? Linear in its length."""
    return (
        all(text.count(sign) <= most for sign, most in MOST_SIGNS.items())
        and text.count("\n") < MOST_LINES
        and len(FENCE.findall(text)) <= MOST_FENCES
        and all(len(MARKER.findall(opening)) <= MOST_NESTED for opening in OPENING.findall(text))
        and all(len(indent.expandtabs(4)) <= DEEPEST_INDENT for indent in INDENT.findall(text))
    )
