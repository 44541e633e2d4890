"""Every match of every term in every block, under a hard limit of processor time.

A regular expression can take longer than the age of the universe on a short text, and nothing inside
the interpreter stops it. So matching runs in a child process in which the kernel's timer ends it.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

#: Processor seconds for one pattern over all texts; the shipped patterns take a few milliseconds each.
SECONDS_A_PATTERN = 1.0
#: Wall-clock bound on the whole child, for a machine under load.
SECONDS_IN_ALL = 300

#: Reads {"patterns", "texts", "seconds"}; writes a line of matches [text, start, end] for each pattern.
#: ITIMER_PROF counts processor time; its signal, unhandled, ends the process.
CHILD = """
import json, re, signal, sys
job = json.load(sys.stdin)
for source in job["patterns"]:
    signal.setitimer(signal.ITIMER_PROF, job["seconds"])
    pattern = re.compile(source, re.IGNORECASE)
    found = [
        [index, *match.span()]
        for index, text in enumerate(job["texts"])
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(found), flush=True)
"""


class TooSlow(Exception):
    """``index`` is the place of the pattern that used up its time."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def match_patterns(
    patterns: Sequence[str], texts: Sequence[str], *, seconds: float = SECONDS_A_PATTERN
) -> list[list[tuple[int, int, int]]]:
    """For each pattern its matches as (index of the text, start, end), in order. Raises ``TooSlow``."""
    job = json.dumps({"patterns": list(patterns), "texts": list(texts), "seconds": seconds})
    done = subprocess.run(
        [sys.executable, "-I", "-c", CHILD], input=job, capture_output=True, text=True, timeout=SECONDS_IN_ALL
    )
    lines = done.stdout.splitlines()
    if len(lines) < len(patterns):
        raise TooSlow(len(lines))
    return [[(text, start, end) for text, start, end in json.loads(line)] for line in lines]
