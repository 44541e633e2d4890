"""Faults in positions.yaml, each with the message it gets."""

import pytest

from tests.essays.folders import Folder, problems_after

#: (file, words to replace, their replacement, problems); see ``problems_after``.
CASES = {
    "quotation not in its paragraph": (
        "positions.yaml",
        "quote: A book in the window is read within the month.",
        "quote: A book in the window is read within a month.",
        "positions.yaml:{line}: B 3: the quotation “A book in the window is read within a "
        "month.” does not occur in it; the nearest passage is “A book in the window is read "
        "within the month.”",
    ),
    "ambiguous quotation": (
        "positions.yaml",
        "{at: A 2, quote: the shelf is full, occurrence: 1}",
        "{at: A 2, quote: book}",
        "positions.yaml:{line}: A 2: the quotation “book” occurs 2 times in it; add “occurrence: "
        "1” (to 2) or quote more words",
    ),
    "occurrence that is not there": (
        "positions.yaml",
        "occurrence: 1",
        "occurrence: 9",
        "positions.yaml:{line}: A 2: occurrence 9 of “the shelf is full”: it occurs 1 times",
    ),
    "occurrence that is no number": (
        "positions.yaml",
        "occurrence: 1",
        "occurrence: first",
        "positions.yaml:{line}: occurrence: “first” is not a whole number from 1",
    ),
    "evidence without a quotation": (
        "positions.yaml",
        "{at: A 2, quote: the shelf is full, occurrence: 1}",
        "{at: A 2}",
        "positions.yaml:{line}: evidence: “quote” is missing or empty",
    ),
    "evidence from a whole work": (
        "positions.yaml",
        "at: B 6, quote: Only",
        "at: B, quote: Only",
        "positions.yaml:{line}: at: “B” names no paragraph to quote from",
    ),
    "unknown voice": (
        "positions.yaml",
        "{voice: A, status: silent}",
        "{voice: Z, status: silent}",
        "positions.yaml:34: positions: no position of A; silence is a position too (status: "
        "silent)\n"
        "positions.yaml:{line}: there is no voice “Z”; known: A, B, D, R",
    ),
    "claim of a silent voice": (
        "positions.yaml",
        "{voice: A, status: silent}",
        "{voice: A, status: silent, claim: Nothing.}",
        "positions.yaml:{line}: claim: a silent voice claims nothing; what it says nearby "
        "belongs into “note”",
    ),
    "stated position without a claim": (
        "positions.yaml",
        "        claim: Seen and left.\n",
        "",
        "positions.yaml:36: position: “claim” is missing",
    ),
    "unknown status": (
        "positions.yaml",
        "status: ambiguous",
        "status: ambigous",
        "positions.yaml:{line}: status: “ambigous” is unknown; did you mean “ambiguous”?",
    ),
    "quoted voice under the siglum of a work": (
        "positions.yaml",
        "label: Comment, who: author not stated, speaks_in: D}",
        "label: Comment, who: author not stated, speaks_in: D, quoted: true}",
        "positions.yaml:{line}: siglum: “D” is the siglum of a work; a quoted voice needs its own",
    ),
    "voice that speaks elsewhere": (
        "positions.yaml",
        "who: author not stated, speaks_in: D",
        "who: author not stated, speaks_in: A",
        "positions.yaml:{line}: speaks_in: a voice that is not quoted has the siglum of its own work",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problems"), CASES.values(), ids=CASES)
def test_refusal(tmp_path, file, old, new, problems):
    assert problems_after(Folder(tmp_path), file, old, new) == problems
