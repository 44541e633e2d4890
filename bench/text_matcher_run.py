"""text-matcher over all pairs of texts: JSON strings in, [[work, start, end], [work, start, end]] out.

Run by ``bench/trace_rivals.py`` with the Python of the environment in which it is installed.
"""

import contextlib
import io
import json
import sys
from itertools import combinations

from text_matcher.matcher import Matcher, Text

texts = [Text(text, str(number), removeStopwords=False) for number, text in enumerate(json.load(sys.stdin))]
found = []
for one, other in combinations(range(len(texts)), 2):
    with contextlib.redirect_stdout(io.StringIO()):
        # It writes what it finds to the output, and fails on texts whose match stands at the very end.
        try:
            matcher = Matcher(texts[other], texts[one], removeStopwords=False)
            matcher.match()
        except IndexError:
            continue
    found += [
        [[other, *left], [one, *right]]
        for left, right in zip(matcher.locationsA, matcher.locationsB, strict=True)
    ]
print(json.dumps(found))
