"""The phases in their order. Pure.

What endangers somebody comes first of all, because an item's queue is that of the first phase that held it:
whoever asks for what people hold gets all of it. What is merely usual, newcomers, comes late, and trust last,
for it looks at what the others said.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from comments.domain.screening.answers import Answer, Context, Sent
from comments.domain.screening.distressing import ask_distressing
from comments.domain.screening.length import ask_length
from comments.domain.screening.links import ask_links
from comments.domain.screening.newcomers import ask_newcomers
from comments.domain.screening.pace import ask_pace
from comments.domain.screening.people import ask_people
from comments.domain.screening.quoting import ask_quotations
from comments.domain.screening.repeated import ask_repeated
from comments.domain.screening.trained import ask_learnt
from comments.domain.screening.trust import ask_trust
from comments.domain.screening.word_lists import ask_word_lists
from comments.enums import Ruling


class Phase(NamedTuple):
    name: str
    ask: Callable[[Sent, Context], Answer]


class Note(NamedTuple):
    """What a phase said."""

    phase: str
    answer: Answer


PHASES: tuple[Phase, ...] = (
    Phase("people", ask_people),
    Phase("length", ask_length),
    Phase("links", ask_links),
    Phase("repeated text", ask_repeated),
    Phase("posting pace", ask_pace),
    Phase("word lists", ask_word_lists),
    Phase("distressing text", ask_distressing),
    Phase("quotations", ask_quotations),
    Phase("learnt filter", ask_learnt),
    Phase("newcomers", ask_newcomers),
    Phase("trust", ask_trust),
)
#: What has any of these is read by a moderator first.
HOLDING = frozenset({Ruling.HOLD, Ruling.REJECT, Ruling.FAILED})


def held_by(notes: Sequence[Note]) -> str:
    """The first phase that holds or rejects, or failed; empty where none did."""
    return next((note.phase for note in notes if note.answer.ruling in HOLDING), "")


def outcome_of(notes: Sequence[Note]) -> Note | None:
    """The note that decides: a failure leaves all to a moderator, a rejection beats a hold, and trust is
    good for what nothing else holds. None: it waits."""
    by_ruling: dict[Ruling, Note] = {}
    for note in notes:
        by_ruling.setdefault(note.answer.ruling, note)
    if Ruling.FAILED in by_ruling:
        return None
    if Ruling.REJECT in by_ruling:
        return by_ruling[Ruling.REJECT]
    return None if Ruling.HOLD in by_ruling else by_ruling.get(Ruling.TRUST)
