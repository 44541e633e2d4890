"""What the readers of the apparatus files share: where they stand, and names that may stand once."""

from collections.abc import Iterable
from dataclasses import dataclass

from essays.domain.corpus.fields import Fields
from essays.domain.corpus.library import Library
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.source_files import SourceFile
from essays.domain.corpus.suggestions import did_you_mean
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


class Once:
    """Names of one kind of record: refuses the second use, answers whether a name is there."""

    def __init__(self, what: str, problems: Problems) -> None:
        self.what, self.problems = what, problems
        self.places: dict[str, Place] = {}

    def take(self, name: str, place: Place) -> None:
        if not name:
            return
        if name in self.places:
            self.problems.add(
                place, f"{self.what} “{name}” stands twice, first in line {self.places[name].line}"
            )
        self.places.setdefault(name, place)

    def require(self, name: str, place: Place) -> str:
        """``name`` if it is there, else a problem and the empty string."""
        if name in self.places:
            return name
        if name:
            hint = did_you_mean(name, self.places)
            self.problems.add(place, f"there is no {self.what} “{name}”{hint}")
        return ""

    def take_all(self, names: Iterable[tuple[str, Place]]) -> None:
        for name, place in names:
            self.take(name, place)
