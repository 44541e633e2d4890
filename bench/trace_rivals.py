"""What a scholar would install instead, on the same corpus: each gives links as ``bench/trace.py`` does.

text-matcher compares two files; here every work with every other, in a virtual environment of its own
(pinned, made on first use under var/bench). rapidfuzz and difflib know no corpus either: rapidfuzz looks for
every sentence in every block of the earlier works, difflib for the longest stretch of any two blocks.
"""

import json
import re
import subprocess
import venv
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

VENV = Path(__file__).resolve().parents[1] / "var/bench/text-matcher"
PINNED = ("text-matcher==0.1.6", "nltk==3.10.4")
#: Characters of a sentence worth looking for, and of a common stretch worth showing.
LEAST = 40
#: Of 100: how like a sentence must be.
ALIKE = 75


def blocks_of(corpus: Any) -> list[tuple[int, int, str]]:
    return [
        (number, block.order, block.text) for number, text in enumerate(corpus.texts) for block in text.blocks
    ]


def rapidfuzz(corpus: Any) -> list:
    from rapidfuzz import fuzz

    blocks, found = blocks_of(corpus), []
    for work, order, text in blocks:
        for match in re.finditer(rf"[^.]{{{LEAST},}}", text):
            for other, place, theirs in blocks:
                if other >= work:
                    break
                there = fuzz.partial_ratio_alignment(match[0], theirs, score_cutoff=ALIKE)
                if there:
                    left = (work, order, match.start() + there.src_start, match.start() + there.src_end)
                    found.append((left, (other, place, there.dest_start, there.dest_end)))
    return found


def difflib(corpus: Any) -> list:
    found = []
    for one, other in combinations(blocks_of(corpus), 2):
        if one[0] == other[0]:
            continue
        same = SequenceMatcher(None, other[2], one[2], autojunk=False).find_longest_match()
        if same.size >= LEAST:
            left, right = (other[0], other[1], same.a), (one[0], one[1], same.b)
            found.append(((*left, same.a + same.size), (*right, same.b + same.size)))
    return found


def text_matcher(corpus: Any) -> list:
    """With its own settings but for the stop words, whose list it would have to download."""
    python = VENV / "bin/python"
    if not python.exists():
        venv.create(VENV, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED], check=True)
    works = [[block.text for block in text.blocks] for text in corpus.texts]
    answer = subprocess.run(
        [python, Path(__file__).with_name("text_matcher_run.py")],
        input=json.dumps(["\n\n".join(blocks) for blocks in works]),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return list(_in_blocks(json.loads(answer.stdout.splitlines()[-1]), works))


def _in_blocks(found: list, works: list[list[str]]) -> Iterator[tuple]:
    """Characters of works as characters of blocks; what runs over a block's end is cut there."""
    starts = []
    for blocks in works:
        starts.append([0])
        for text in blocks:
            starts[-1].append(starts[-1][-1] + len(text) + 2)
    for (left, start, end), (right, other, other_end) in found:
        sides = []
        for work, first, last in ((left, start, end), (right, other, other_end)):
            block = bisect_right(starts[work], first) - 1
            offset = starts[work][block]
            sides.append((work, block + 1, first - offset, min(last - offset, len(works[work][block]))))
        yield tuple(sides)


RIVALS = {"text-matcher": text_matcher, "rapidfuzz": rapidfuzz, "difflib": difflib}
