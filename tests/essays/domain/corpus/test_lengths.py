"""What the files may hold is what the columns can hold."""

import pytest
import yaml

from essays import models
from tests.essays.folders import Folder, problems_of

#: File, way to a record in it, model.
RECORDS = [
    ("debate.yaml", [], models.Debate),
    ("debate.yaml", ["authors", 0], models.Author),
    ("formulations.yaml", ["strata", 0], models.Stratum),
    ("formulations.yaml", ["formulations", 0], models.Formulation),
    ("formulations.yaml", ["formulations", 0, "wordings", 0], models.Wording),
    ("formulations.yaml", ["formulations", 0, "wordings", 0, "slots", 0], models.Slot),
    ("formulations.yaml", ["holdings", 0], models.Holding),
    ("positions.yaml", ["voices", 0], models.Voice),
    ("positions.yaml", ["questions", 0], models.Question),
    ("positions.yaml", ["questions", 0, "positions", 0], models.Position),
    ("authorities.yaml", ["authorities", 0], models.Authority),
    ("authorities.yaml", ["references", 0], models.Reference),
    ("terms.yaml", ["terms", 0], models.Term),
    ("terms.yaml", ["terms", 0, "definitions", 0], models.Definition),
    ("relations.yaml", ["relations", 0], models.Relation),
    ("links.yaml", ["links", 0], models.Link),
    ("oddities.yaml", ["oddities", 0], models.Oddity),
    ("remarks.yaml", ["remarks", 0], models.Remark),
    ("on-weeding.md", [], models.Work),
    ("on-weeding.md", ["outline", 0], models.Section),
]
#: Columns that no key of a file fills, or that have a rule of their own. Slugs of debates and works are
#: names of folders and files.
MADE = {"source_hash", "text_hash", "siglum"}
COLUMNS = [
    (file, way, field)
    for file, way, model in RECORDS
    for field in model._meta.concrete_fields
    if field.max_length and field.name not in MADE and not (field.name == "slug" and not way)
]


@pytest.mark.parametrize(
    ("file", "way", "field"), COLUMNS, ids=[f"{f.model.__name__}.{f.name}" for *_, f in COLUMNS]
)
def test_a_value_longer_than_its_column_is_refused(tmp_path, file, way, field):
    problems = spoil(Folder(tmp_path), file, way, field.name, "x" * (field.max_length + 1))
    closed = field.choices or field.name in {"slug", "language"}
    expected = "x" * 10 if closed else f"{field.max_length + 1} characters, at most {field.max_length}"
    assert [problem for problem in problems if expected in problem], problems


@pytest.mark.parametrize(
    ("file", "way", "field"),
    [
        column
        for column in COLUMNS
        if not column[2].choices and column[2].name not in {"slug", "language", "pattern"}
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_value_as_long_as_its_column_is_taken(tmp_path, file, way, field):
    problems = spoil(Folder(tmp_path), file, way, field.name, "x" * field.max_length)
    assert [problem for problem in problems if "characters, at most" in problem] == []


def test_names_of_authorities_fit_their_column(tmp_path):
    problems = spoil(Folder(tmp_path), "authorities.yaml", ["authorities", 0], "names", ["x" * 201])
    assert problems == ["library-shelves/authorities.yaml:6: names: 201 characters, at most 200"]


def test_a_heading_fits_its_column(tmp_path):
    folder = Folder(tmp_path).edit("on-weeding.md", "## What is sold", "## " + "What is sold? " * 20)
    assert problems_of(folder) == [
        "library-shelves/on-weeding.md:18: a heading of 279 characters, at most 200",
    ]


def spoil(folder: Folder, file: str, way: list, key: str, value: object) -> list[str]:
    """The problems after one value of one record is replaced."""
    text = (folder.path / file).read_text("utf-8")
    _, front, after = text.split("---\n", 2) if file.endswith(".md") else ("", text, "")
    tree = yaml.safe_load(front)
    record = tree
    for step in way:
        record = record[step]
    record[key] = value
    front = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    folder.write(file, f"---\n{front}---\n{after}" if after else front)
    return problems_of(folder)
