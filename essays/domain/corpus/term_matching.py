"""Every match of every term in every block, under a hard limit of processor time.

A regular expression can take longer than the age of the universe on a short text, and nothing inside
the interpreter stops it. So matching runs in a child process in which the kernel's timer ends it.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence

#: Processor seconds for one pattern over all texts; the shipped patterns take a few milliseconds each.
SECONDS_A_PATTERN = 1.0
#: A word of everyday use occurs some thousand times in a book; a pattern that matches anything, far oftener.
MOST_MATCHES = 50_000
#: Wall-clock bound on the whole child, for a machine under load.
SECONDS_IN_ALL = 600

Matches = list[tuple[int, int, int]]

#: Reads {"patterns", "texts", "seconds", "most"}; writes a line of matches [text, start, end] a pattern.
#: ITIMER_PROF counts processor time; its signal, unhandled, ends the process.
CHILD = """
import json, re, signal, sys
from itertools import islice
job = json.load(sys.stdin)
for source in job["patterns"]:
    signal.setitimer(signal.ITIMER_PROF, job["seconds"])
    pattern = re.compile(source, re.IGNORECASE)
    found = (
        (index, *match.span())
        for index, text in enumerate(job["texts"])
        for match in pattern.finditer(text)
        if match.end() > match.start()
    )
    lines = list(islice(found, job["most"]))
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(lines), flush=True)
"""


class TooMuch(Exception):
    """The pattern at ``index`` used up its time, or matches ``MOST_MATCHES`` times or more."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(index, reason)
        self.index, self.reason = index, reason


def match_patterns(
    patterns: Sequence[str], texts: Sequence[str], *, seconds: float = SECONDS_A_PATTERN
) -> list[Matches]:
    """For each pattern its matches as (index of the text, start, end), in order. Raises ``TooMuch``."""
    if not patterns:
        return []
    job = {"patterns": list(patterns), "texts": list(texts), "seconds": seconds, "most": MOST_MATCHES}
    done = subprocess.run(  # noqa: S603 - our own program; the patterns come on its standard input
        [sys.executable, "-I", "-c", CHILD],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=SECONDS_IN_ALL,
    )
    found = [[tuple(match) for match in json.loads(line)] for line in done.stdout.splitlines()]
    if done.returncode == -signal.SIGPROF:
        raise TooMuch(len(found), f"takes more than {seconds:g} s over the texts; simplify its repetitions")
    done.check_returncode()
    for index, matches in enumerate(found):
        if len(matches) >= MOST_MATCHES:
            raise TooMuch(index, f"matches {MOST_MATCHES} times or more")
    return found
