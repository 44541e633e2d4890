"""What the readers of the apparatus files share."""

from dataclasses import dataclass

from essays.domain.corpus.fields import Fields
from essays.domain.corpus.library import Library
from essays.domain.corpus.problems import Problems
from essays.domain.corpus.source_files import SourceFile
from essays.domain.corpus.yaml_tree import read_yaml

#: Lengths of the models' columns; a test holds the two together.
LABEL, LONG_LABEL, KIND, NAME = 120, 160, 60, 200


@dataclass(frozen=True)
class Reading:
    """The works to cite from, the file being read, and the problems found so far."""

    library: Library
    problems: Problems
    debate: str
    files: dict[str, SourceFile]

    def root(self, name: str) -> Fields:
        """The top level of one apparatus file; empty, without further complaint, when it can't be read."""
        file = f"{self.debate}/{name}"
        node = None
        if source := self.files.get(name):
            node = read_yaml(source.text, file=file, problems=self.problems)
        return Fields(node, file=file, problems=self.problems, what=name)
