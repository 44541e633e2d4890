"""What a scholar would install instead, on the same corpus: each gives links as ``bench/trace.py`` does.

``text-matcher`` compares two files; here every work with every other. rapidfuzz and difflib know no
corpus either: rapidfuzz looks for every sentence in every block of the other works, difflib for the longest
common stretch of every two blocks. Each is given a threshold that suits it.
"""

import re
import subprocess
import venv
from itertools import combinations
from pathlib import Path

VENV = Path(__file__).resolve().parents[1] / "var/bench/text-matcher"
TEXT_MATCHER = "text-matcher"
PINNED = "text-matcher==0.1.6"


def blocks_of(corpus):
    return [
        (number, block.order, block.text) for number, text in enumerate(corpus.texts) for block in text.blocks
    ]


def rapidfuzz(corpus) -> list:
    from rapidfuzz import fuzz

    blocks, found = blocks_of(corpus), []
    for work, order, text in blocks:
        for match in re.finditer(r"[^.]{40,}", text):
            for other, place, theirs in blocks:
                if other >= work:
                    break
                there = fuzz.partial_ratio_alignment(match[0], theirs, score_cutoff=75)
                if there:
                    left = (work, order, match.start() + there.src_start, match.start() + there.src_end)
                    found.append((left, (other, place, there.dest_start, there.dest_end)))
    return found


def difflib(corpus) -> list:
    from difflib import SequenceMatcher

    found = []
    for one, other in combinations(blocks_of(corpus), 2):
        if one[0] == other[0]:
            continue
        matcher = SequenceMatcher(None, other[2], one[2], autojunk=False)
        same = matcher.find_longest_match()
        if same.size >= 40:
            found.append(
                (
                    (other[0], other[1], same.a, same.a + same.size),
                    (one[0], one[1], same.b, same.b + same.size),
                )
            )
    return found


RIVALS = {TEXT_MATCHER: None, "rapidfuzz": rapidfuzz, "difflib": difflib}
