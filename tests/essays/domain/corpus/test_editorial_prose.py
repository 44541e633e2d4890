"""The editors' own words in the shipped debate: their marks, and words that would take a side."""

import re

import pytest
import yaml

from tests.fixtures import MASS_LINE

#: What the texts say, as they print it, and patterns; everything else is the editors' prose.
AS_PRINTED = {
    *("quote", "from_quote", "to_quote", "lead", "verb", "phrase", "pattern"),
    *("names", "as_named", "cited_title", "cited_as", "attributed_as"),
}
QUOTED = re.compile("“[^”]*”")
LOADED = re.compile(
    r"\b(?:admit|conced|claim(?:s|ed)?\b|alleg|insist|charg(?:e|es|ed)\b|accus|misquot|plagiari|"
    r"rightly|wrongly|correctly|obviously|of course|merely|ironically|so-called)",
    re.IGNORECASE,
)


def prose(node, key=""):
    """Every text of the editors in a file's tree."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from () if name in AS_PRINTED else prose(value, name)
    elif isinstance(node, list):
        for item in node:
            yield from prose(item, key)
    elif node:
        yield node


def tree(path):
    text = path.read_text("utf-8")
    return yaml.load(text.split("---\n")[1] if path.suffix == ".md" else text, yaml.BaseLoader)


FILES = sorted({*MASS_LINE.glob("*.yaml"), *MASS_LINE.glob("*.md")} - {MASS_LINE / "README.md"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_marks_are_typographic(path):
    assert [text for text in prose(tree(path)) if re.search("['\"]", text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_takes_a_side(path):
    assert [text for text in prose(tree(path)) if LOADED.search(QUOTED.sub("", text))] == []
