"""Citations as readers write them: “K 16” for a paragraph, “R 6” for a response."""

import re

#: A siglum and a number, with a space of either kind or none between.
CITATION = r"(?<![\w/])([A-Z]{1,4})[ \u00a0]?([0-9]{1,9})(?!\w)"
RESPONSE = "R"
#: Different ones in a text; what is cited beyond them stays text.
MOST = 200


def cited(text: str) -> set[tuple[str, int]]:
    """Siglum and number of what ``text`` seems to cite; whether it exists is for others to say."""
    found: set[tuple[str, int]] = set()
    for match in re.finditer(CITATION, text):
        found.add((match[1], int(match[2])))
        if len(found) == MOST:
            break
    return found
