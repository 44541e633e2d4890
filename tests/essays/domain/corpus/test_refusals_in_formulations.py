"""Faults in formulations.yaml, each with the message it gets."""

import pytest

from tests.essays.folders import Folder, problems_after

#: (file, words to replace, their replacement, problems); see ``problems_after``.
CASES = {
    "unknown formulation": (
        "formulations.yaml",
        "formulation: sell-the-unread",
        "formulation: sell-the-read",
        "formulations.yaml:{line}: there is no formulation “sell-the-read”; did you mean “sell-the-unread”?",
    ),
    "unknown stratum": (
        "formulations.yaml",
        "{stratum: unread, verb: show",
        "{stratum: unred, verb: show",
        "formulations.yaml:{line}: there is no stratum “unred”; did you mean “unread”?",
    ),
    "two principal slots of a stratum": (
        "formulations.yaml",
        "{stratum: unread, verb: show",
        "{stratum: read, verb: show",
        "formulations.yaml:{line}: principal slot for stratum “read” stands twice, first in line 33",
    ),
    "slot whose words are not printed so": (
        "formulations.yaml",
        "verb: show, mark",
        "verb: shows, mark",
        "formulations.yaml:{line}: verb: “shows the unread” does not stand so in the slot's "
        "quotation “show the unread”",
    ),
    "slot without words": (
        "formulations.yaml",
        "verb: show, mark: win, phrase: the unread, force",
        "force",
        "formulations.yaml:{line}: verb: a slot needs its printed words: lead, verb, phrase",
    ),
    "verb without a mark": (
        "formulations.yaml",
        "mark: win, ",
        "",
        "formulations.yaml:{line}: slot: “mark” is missing",
    ),
    "unknown mark": (
        "formulations.yaml",
        "mark: win",
        "mark: wins",
        "formulations.yaml:{line}: mark: “wins” is unknown; did you mean “win”?",
    ),
    "contested formulation without a gist": (
        "formulations.yaml",
        "    gist: show the unread\n",
        "",
        "formulations.yaml:{line}: contested: a contested formulation needs a “gist”: what sets "
        "it apart, in a few words",
    ),
    "formulation twice": (
        "formulations.yaml",
        "slug: show-the-unread",
        "slug: sell-the-unread",
        "formulations.yaml:{line}: formulation “sell-the-unread” stands twice, first in line 8",
    ),
    "unknown stance": (
        "formulations.yaml",
        "stance: adopts",
        "stance: adopt",
        "formulations.yaml:{line}: stance: “adopt” is unknown; did you mean “adopts”?",
    ),
    "holding according to an unknown work": (
        "formulations.yaml",
        "according_to: A",
        "according_to: a",
        "formulations.yaml:{line}: there is no work with the siglum “a”; known: A, B, D",
    ),
    "holding without evidence": (
        "formulations.yaml",
        "    evidence:\n      - {at: A 1, quote: shelve the read and sell the unread}\n",
        "",
        "formulations.yaml:37: holding: “evidence” is missing or empty",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problems"), CASES.values(), ids=CASES)
def test_refusal(tmp_path, file, old, new, problems):
    assert problems_after(Folder(tmp_path), file, old, new) == problems
