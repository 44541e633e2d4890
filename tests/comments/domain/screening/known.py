"""What phases are asked with in tests: plain facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from comments.domain.screening.answers import Alike, Answer, Learnt, Quoted, Sent, Standing
from comments.domain.screening.names import is_among
from comments.domain.screening.phases import PHASES
from comments.domain.screening.settings import Rules

PLAIN = "The well is dug by those who drink from it, and by nobody else."
BY_NAME = {phase.name: phase.ask for phase in PHASES}


@dataclass(frozen=True)
class Known:
    """A ``Context`` in which nothing is out of the ordinary."""

    rules: Rules = field(default_factory=Rules)
    in_last_hour: int = 0
    published_before: int = 1
    alike: Alike | None = None
    quoted: Quoted | None = field(default_factory=Quoted)
    learnt: Learnt = field(default_factory=Learnt)
    standing: Standing = field(default_factory=Standing)
    known: tuple[str, ...] = ()

    def mentioned(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset(name for name in names if is_among(name, self.known))


def ask(phase: str, text: str = PLAIN, *, name: str = "Ines", shown: str = "", **facts: object) -> Answer:
    return BY_NAME[phase](Sent(text, name, shown), Known(**facts))
