"""What is wrong with a folder of texts, and where."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file; line 0 stands for the file as a whole."""

    file: str
    line: int = 0


@dataclass(frozen=True, order=True)
class Problem:
    place: Place
    reason: str

    def __str__(self) -> str:
        line = f":{self.place.line}" if self.place.line else ""
        return f"{self.place.file}{line}: {self.reason}"


class CorpusRefused(Exception):
    """The folder is not loaded; ``problems`` says why, in the order of files and lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass
class Problems:
    """Collects, so that an editor sees everything at once and not one fault a run."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, reason: str) -> None:
        self.found.append(Problem(place, reason))

    def raise_if_any(self) -> None:
        """Raises ``CorpusRefused`` when something was added."""
        if self.found:
            raise CorpusRefused(tuple(sorted(set(self.found))))
