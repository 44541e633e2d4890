"""The README names every key and every word of the closed vocabularies."""

import re

import pytest
import yaml

from essays import enums
from tests.fixtures import MASS_LINE, SMALL_DEBATE

README = (MASS_LINE.parent / "README.md").read_text("utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", README))
#: Given by the signs of the Markdown, not by their names.
SIGNS = {"heading", "paragraph", "list-item", "block-quotation"}


def keys_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in keys_in(item)}
    if isinstance(value, list):
        return {key for item in value for key in keys_in(item)}
    return set()


@pytest.mark.parametrize("folder", [MASS_LINE, SMALL_DEBATE])
def test_every_key_in_use_is_described(folder):
    used = set()
    for path in folder.iterdir():
        if path.suffix == ".yaml":
            used |= keys_in(yaml.safe_load(path.read_text("utf-8")))
        elif path.suffix == ".md" and path.name != "README.md":
            used |= keys_in(yaml.safe_load(path.read_text("utf-8").split("---\n")[1]))
    assert used - NAMED == set()


@pytest.mark.parametrize(
    "choices",
    [
        enums.AuthorKind,
        enums.AuthorityKind,
        enums.BlockKind,
        enums.Confidence,
        enums.DefinitionRole,
        enums.Deliberate,
        enums.Direction,
        enums.Ground,
        enums.HoldingStance,
        enums.LinkKind,
        enums.LinkOrigin,
        enums.LinkStatus,
        enums.PositionStatus,
        enums.VerbMark,
        enums.WorkKind,
    ],
)
def test_every_choice_is_described(choices):
    assert set(choices.values) - NAMED - SIGNS == set()


def test_every_file_is_described():
    assert {path.name for path in SMALL_DEBATE.iterdir() if path.suffix == ".yaml"} <= NAMED
