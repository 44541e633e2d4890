"""Names that may stand once and that other entries refer to."""

from collections.abc import Iterable

from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.suggestions import did_you_mean


class Once:
    """Names of one kind of record: refuses the second use, answers whether a name is there."""

    def __init__(self, what: str, problems: Problems) -> None:
        self.what, self.problems = what, problems
        self.places: dict[str, Place] = {}

    def take(self, name: str, place: Place) -> str:
        """``name``, remembered; a problem if it was taken before. The empty name is nobody's."""
        if not name:
            return name
        if first := self.places.get(name):
            where = f"in line {first.line}" if first.file == place.file else f"at {first.file}:{first.line}"
            self.problems.add(place, f"{self.what} “{name}” stands twice, first {where}")
        self.places.setdefault(name, place)
        return name

    def require(self, name: str, place: Place) -> str:
        """``name`` if it is there, else a problem and the empty string."""
        if name and name not in self.places:
            hint = did_you_mean(name, self.places)
            self.problems.add(place, f"there is no {self.what} “{name}”{hint}")
            return ""
        return name

    def take_all(self, names: Iterable[tuple[str, Place]]) -> None:
        for name, place in names:
            self.take(name, place)
