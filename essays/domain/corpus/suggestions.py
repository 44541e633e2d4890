"""The “did you mean” of every message, in one wording."""

import difflib
from collections.abc import Iterable


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """“; did you mean x?” for the nearest of ``known``, else “; known: a, b” (at most twelve)."""
    options = sorted(set(known))
    if near := difflib.get_close_matches(given, options, n=1, cutoff=0.6):
        return f"; did you mean “{near[0]}”?"
    if not options:
        return ""
    listed = ", ".join(options[:12])
    return f"; known: {listed}" + (" ..." if len(options) > 12 else "")
