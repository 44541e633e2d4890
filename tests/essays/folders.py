"""Copies of the small debate that a test may spoil."""

import shutil
from pathlib import Path

from essays.domain.corpus.problems import CorpusRefused
from essays.domain.corpus.reading import read_debate
from tests.fixtures import SMALL_DEBATE


class Folder:
    """A copy of the small debate; ``edit`` changes one place of one file."""

    def __init__(self, parent: Path, name: str = SMALL_DEBATE.name) -> None:
        self.path = parent / name
        shutil.copytree(SMALL_DEBATE, self.path)

    def edit(self, file: str, old: str, new: str) -> "Folder":
        text = (self.path / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (self.path / file).write_text(text.replace(old, new), "utf-8")
        return self

    def write(self, file: str, content: str | bytes) -> "Folder":
        (self.path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def append(self, file: str, text: str) -> "Folder":
        return self.write(file, (self.path / file).read_text("utf-8") + text)

    def line_of(self, file: str, words: str) -> int:
        lines = (self.path / file).read_text("utf-8").split("\n")
        found = [number for number, line in enumerate(lines, 1) if words in line]
        assert len(found) == 1, f"{words!r} stands in lines {found} of {file}"
        return found[0]


def problems_of(folder: Folder) -> list[str]:
    """The refusal of the folder, a string a problem; empty when it is accepted."""
    try:
        read_debate(folder.path)
    except CorpusRefused as refused:
        return [str(problem) for problem in refused.problems]
    return []


def problems_after(folder: Folder, file: str, old: str, new: str) -> str:
    """The refusal after one edit, a line a problem, without the folder's name.

    ``{line}`` stands for the line on which the edit begins.
    """
    text = (folder.path / file).read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    problems = "\n".join(problems_of(folder.edit(file, old, new)))
    return problems.replace(f"{folder.path.name}/", "").replace(f"{file}:{line}:", f"{file}:{{line}}:")
