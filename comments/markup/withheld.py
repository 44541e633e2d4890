"""The mark that stands in a text in the place of words which moderators withhold.

Its ends are invisible characters that ``cleaning`` takes out of whatever is typed, so nobody can write it:
who types the words that are shown gets these words, without the mark's looks.
"""

EDGE = "\u2063"
SHOWN = "[withheld here, for safety]"
MARK = f"{EDGE}{SHOWN}{EDGE}"
HTML = f'<span class="withheld">{SHOWN}</span>'
