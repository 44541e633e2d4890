"""Faults in the other files of the apparatus, each with the message it gets."""

import pytest

from tests.essays.folders import Folder, problems_after

#: (file, words to replace, their replacement, problems); see ``problems_after``.
CASES = {
    "quotation of another paragraph": (
        "oddities.yaml",
        "at: A 5",
        "at: A 1",
        "oddities.yaml:3: A 1: the quotation “*this*” does not occur in it; it occurs in A 5",
    ),
    "oddity noted twice": (
        "oddities.yaml",
        "    deliberate: unclear",
        "    deliberate: unclear\n  - {at: A 5, quote: '*this*', kind: emphasis, deliberate: yes}",
        "oddities.yaml:6: oddity: the same words of the same passage stand twice",
    ),
    "evidence given twice": (
        "remarks.yaml",
        "      - {at: B 3, quote: read within the month}",
        "      - {at: B 3, quote: read within the month}\n      - {at: B 3, quote: read within the month}",
        "remarks.yaml:7: evidence: the same words of the same passage stand twice",
    ),
    "unknown paragraph": (
        "remarks.yaml",
        "at: B 3",
        "at: B 7",
        "remarks.yaml:{line}: there is no B 7: B has 1 to 6",
    ),
    "unknown work": (
        "remarks.yaml",
        "at: B 3",
        "at: X 3",
        "remarks.yaml:{line}: there is no work with the siglum “X”; known: A, B, D",
    ),
    "citation that is none": (
        "remarks.yaml",
        "at: B 3",
        "at: page 3 of B",
        "remarks.yaml:{line}: “page 3 of B” is not a citation such as “K 16”, “K heading 2” or “E note”",
    ),
    "unknown kind of block in a citation": (
        "remarks.yaml",
        "at: B 3",
        "at: B headings",
        "remarks.yaml:{line}: “headings” is not a kind of block that is cited by name; did you "
        "mean “heading”?",
    ),
    "block of a kind that the work lacks": (
        "remarks.yaml",
        "at: B 3",
        "at: B signature",
        "remarks.yaml:{line}: “B signature”: B has 0 blocks of this kind",
    ),
    "unknown authority": (
        "authorities.yaml",
        "authorities: [ms-alder]",
        "authorities: [ms-adler]",
        "authorities.yaml:{line}: there is no authority “ms-adler”; did you mean “ms-alder”?",
    ),
    "name of two authorities": (
        "authorities.yaml",
        "    names: [Ms Alder]\n",
        "    names: [Ms Alder]\n  - {slug: alder, name: Alder, kind: person, names: [Ms Alder]}\n",
        "authorities.yaml:6: name “Ms Alder” stands twice, first in line 5",
    ),
    "pattern that is no regular expression": (
        "terms.yaml",
        "'\\bunread\\b'",
        "'\\bunread(\\b'",
        "terms.yaml:{line}: pattern: not a regular expression: missing ), unterminated "
        "subpattern at position 8",
    ),
    "pattern that matches nothing": (
        "terms.yaml",
        "'\\bunread\\b'",
        "'u*'",
        "terms.yaml:{line}: pattern: matches the empty string",
    ),
    "pattern that occurs nowhere": (
        "terms.yaml",
        "'\\bunread\\b'",
        "unraed",
        "terms.yaml:{line}: pattern: “unraed” occurs nowhere in the texts",
    ),
    "pattern without end": (
        "terms.yaml",
        "'\\bunread\\b'",
        "'(?:\\w|\\w\\w| )+#'",
        "terms.yaml:{line}: pattern: takes more than 1 s over the texts; simplify its repetitions",
    ),
    "relation of a passage to itself": (
        "relations.yaml",
        "from: D 1\n    to: A\n",
        "from: A\n    to: A\n",
        "relations.yaml:9: a passage can't act on itself",
    ),
    "answer given twice": (
        "relations.yaml",
        "to: [A 1, A 2]",
        "to: [A 1, A 1]",
        "relations.yaml:15: relation “b3-answers-a1” stands twice, first in line 15",
    ),
    "unknown confidence": (
        "relations.yaml",
        "confidence: probable",
        "confidence: likely",
        "relations.yaml:{line}: confidence: “likely” is unknown; known: clear, probable, uncertain",
    ),
    "unknown key": (
        "remarks.yaml",
        "note: No count is given.",
        "notes: No count is given.",
        "remarks.yaml:2: remark: “note” is missing\n"
        "remarks.yaml:{line}: remark: unknown key “notes”; did you mean “note”?",
    ),
    "unknown key at the top": (
        "remarks.yaml",
        "remarks:\n",
        "remark:\n",
        "remarks.yaml:{line}: remarks.yaml: unknown key “remark”; did you mean “remarks”?",
    ),
    "flag that is neither": (
        "authorities.yaml",
        "marked: true",
        "marked: yes",
        "authorities.yaml:{line}: marked: “yes” is neither true nor false",
    ),
    "list where a text is expected": (
        "authorities.yaml",
        "kind: quotation",
        "kind: [quotation]",
        "authorities.yaml:{line}: kind: one text is expected, not a list",
    ),
    "text where a list is expected": (
        "authorities.yaml",
        "authorities: [ms-alder]",
        "authorities: ms-alder",
        "authorities.yaml:{line}: authorities: a list is expected",
    ),
    "list item that is no mapping": (
        "remarks.yaml",
        "      - {at: B 3, quote: read within the month}",
        "      - read within the month",
        "remarks.yaml:{line}: evidence: “key: value” lines are expected here",
    ),
    "slug that is none": (
        "remarks.yaml",
        "slug: no-source",
        "slug: No source",
        "remarks.yaml:{line}: slug: “No source” is not a slug: a-z, 0-9 and single hyphens, at most 50",
    ),
    "empty value": (
        "remarks.yaml",
        "note: No count is given.",
        "note:",
        "remarks.yaml:{line}: note: is empty",
    ),
    "broken YAML": (
        "remarks.yaml",
        "note: No count is given.",
        "note: No: count is given.",
        "remarks.yaml:{line}: not well-formed YAML: mapping values are not allowed in this context",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problems"), CASES.values(), ids=CASES)
def test_refusal(tmp_path, file, old, new, problems):
    assert problems_after(Folder(tmp_path), file, old, new) == problems
