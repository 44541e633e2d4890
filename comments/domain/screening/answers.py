"""What the phases of screening are given, and what they say: pure.

A phase is a function of a ``Sent`` and a ``Context`` that returns an ``Answer``. The facts of a context may
be looked up only when a phase asks for them; whatever goes wrong then is that phase's failure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from comments.domain.screening.folding import Token, readings_of
from comments.domain.screening.settings import Rules
from comments.enums import Distress, Reason, Ruling

#: Matches of one phase that are kept: enough to see what it was about.
MOST_WORDS = 20


@dataclass(frozen=True)
class Answer:
    """``rule`` is what matched, ``words`` are those that it matched, as typed; ``said`` is a sentence.

    ``figure`` is what was measured, where a threshold decides: links, a percentage, responses in an hour.
    It is kept, so that another threshold can be tried on what was measured then. ``reason`` is what the
    author of what it rejects is told, ``distress`` what the desk covers the text for.
    """

    ruling: Ruling
    rule: str = ""
    words: tuple[str, ...] = ()
    said: str = ""
    figure: int | None = None
    reason: Reason = Reason.NONE
    distress: Distress = Distress.NONE


class Reading(NamedTuple):
    """Words that a reader will see, as they stand there, and folded; folded twice if some are spelt out."""

    words: str
    folded: tuple[tuple[Token, ...], ...]


@dataclass(frozen=True)
class Sent:
    """The words of a response as they are screened: as typed, and as readers will see them, where signs that
    are only typed are gone (“ca*s*ino”). ``shown`` has no markup; empty: it is not known."""

    text: str
    name: str = ""
    shown: str = ""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The text as typed, the name, and the text as shown where it reads otherwise; none is empty."""
        is_other = self.shown and " ".join(self.shown.split()) != " ".join(self.text.split())
        return tuple(filter(None, (self.text, self.name, self.shown if is_other else "")))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(Reading(part, readings_of(part)) for part in self.parts)


@dataclass(frozen=True)
class Alike:
    """An earlier response and how much of the wording is the same, in per cent."""

    number: int
    percent: int


@dataclass(frozen=True)
class Quoted:
    """Openings of the quotations whose words differ from the texts, and of those found in none."""

    altered: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """How often a word stood in published and in rejected responses."""

    word: str
    published: int
    rejected: int


@dataclass(frozen=True)
class Learnt:
    """From how many responses the filter has learnt, and what it knows of the words of this text."""

    published: int = 0
    rejected: int = 0
    words: tuple[Telling, ...] = ()


@dataclass(frozen=True)
class Standing:
    """What an account has behind it in the debate; ``removed`` is a response by which trust was lost.

    ``needed`` is how many published responses the debate asks for; 0: it trusts nobody unread.
    ``was_decided_on``: somebody decided on the response before it was published; of an edit, somebody ever
    objected to the response. ``is_looked_at``: flags or words to withhold wait for a moderator.
    """

    needed: int = 0
    published: int = 0
    removed: int = 0
    has_account: bool = False
    was_decided_on: bool = False
    is_looked_at: bool = False


class Context(Protocol):
    """All that a phase may know besides the words.

    ``in_last_hour`` counts other responses of the account, or under the name in the debate if those are
    more; ``published_before`` is how many of either are published, counted up to 1.
    """

    @property
    def rules(self) -> Rules: ...
    @property
    def in_last_hour(self) -> int: ...
    @property
    def published_before(self) -> int: ...
    @property
    def alike(self) -> Alike | None: ...
    @property
    def quoted(self) -> Quoted | None: ...
    @property
    def learnt(self) -> Learnt: ...
    @property
    def standing(self) -> Standing: ...
    def mentioned(self, names: Sequence[str]) -> frozenset[str]:
        """Those of ``names`` whom the debate is about: its texts or its apparatus name them."""


def passes(said: str, *, figure: int | None = None) -> Answer:
    return Answer(Ruling.PASS, said=said, figure=figure)


def counted(number: int, one: str, several: str = "") -> str:
    """“1 link”, “3 links”."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
