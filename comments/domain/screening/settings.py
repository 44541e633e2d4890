"""What moderators can set of the screening: pure.

Every setting is a whole number; a switch is 0 or 1. What no stored version of the rules says is as here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from comments.enums import Distress, Reason


class Setting(NamedTuple):
    """``label`` and ``help`` are for the page; both ends of the range are allowed."""

    phase: str
    label: str
    help: str
    default: int
    least: int
    most: int

    @property
    def is_switch(self) -> bool:
        return self.most == 1


def _switch(phase: str, help: str) -> Setting:
    return Setting(phase, "Apply", help, 1, 0, 1)


SETTINGS: dict[str, Setting] = {
    "people_on": _switch(
        "people",
        "Looks for prison and telephone numbers, addresses, e-mail, dates of birth, and for names beside "
        "words of imprisonment.",
    ),
    "length_on": _switch("length", "Looks at how many words a response has."),
    "length_fewest": Setting(
        "length", "Fewest words", "A response with fewer is held: it is hardly an argument.", 4, 0, 100
    ),
    "length_most": Setting(
        "length", "Most words", "Of a response with more, moderators are told so.", 2500, 100, 10_000
    ),
    "links_on": _switch("links", "Looks at links to other sites."),
    "links_most": Setting("links", "Most links", "A response with more is held.", 3, 0, 50),
    "links_words": Setting(
        "links", "Words beside links", "A response with links and fewer other words is held.", 8, 0, 100
    ),
    "repeated_on": _switch(
        "repeated text", "Looks for an earlier response in the same or nearly these words."
    ),
    "repeated_percent": Setting(
        "repeated text",
        "Same wording, in per cent",
        "A response that has so much of its wording in common with an earlier one is held.",
        80,
        50,
        100,
    ),
    "pace_on": _switch("posting pace", "Counts responses of the last hour, by account or by name."),
    "pace_most": Setting(
        "posting pace",
        "Most in an hour",
        "One more under the same name in the same debate, or of the same account, is held.",
        6,
        1,
        500,
    ),
    "words_on": _switch("word lists", "Looks for the words and phrases below."),
    "covers_on": _switch(
        "distressing text",
        "Looks for the words and phrases below. A text that has any is covered at the desk until a moderator "
        "opens it; it is not held for that, and a moderator can take the cover off.",
    ),
    "quotations_on": _switch("quotations", "Looks at quotations that differ, or stand in none of the texts."),
    "quotations_most": Setting(
        "quotations",
        "Most not found",
        "With more quotations that no text has, a response is held; with fewer, moderators are told.",
        2,
        0,
        50,
    ),
    "learnt_on": _switch("learnt filter", "Compares the words with those of earlier decisions."),
    "learnt_percent": Setting(
        "learnt filter",
        "Likeness to what was rejected, in per cent",
        "From here on a response is held.",
        90,
        51,
        100,
    ),
    "learnt_enough": Setting(
        "learnt filter",
        "Decisions of each kind",
        "It stays off until it has learnt from so many published and so many rejected responses.",
        50,
        10,
        5000,
    ),
    "newcomers_on": _switch(
        "newcomers", "Holds the first response of an account, or under a name in a debate."
    ),
    "trust_on": _switch(
        "trust", "Publishes what accounts that are trusted send, edits too; see the debates below."
    ),
}


#: The switches of each phase.
SWITCHES = {
    phase: [name for name, each in SETTINGS.items() if each.phase == phase and each.is_switch]
    for phase in {each.phase for each in SETTINGS.values()}
}
#: Prisons that a name beside them says somebody is in, until the site has a list of its own. Names that are
#: common words besides are left out.
PRISONS = (
    "Angola Prison", "Attica", "Centinela", "Corcoran", "Florence ADX", "Folsom", "High Desert State Prison",
    "Kern Valley", "Leavenworth", "Pelican Bay", "Polunsky", "Rikers", "Salinas Valley", "San Quentin",
    "Sing Sing", "Soledad", "Tehachapi", "Wallens Ridge",
)  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """A version of the rules. 0 is the one that the site comes with.

    ``hold`` and ``reject`` are words and phrases, ``*`` at their end for any ending; ``reject_reason`` is
    what the authors of what is rejected are told, where ``reasons`` has no other for the entry. ``covers``
    are those for which the desk covers a text, ``places`` names of prisons. ``trusting`` gives for a debate's
    id how many published responses it asks for before it publishes an account's unread.
    """

    version: int = 0
    values: Mapping[str, int] = field(default_factory=dict)
    hold: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    reject_reason: Reason = Reason.ADVERTISING
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    covers: Mapping[Distress, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[str, ...] = PRISONS
    trusting: Mapping[int, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        """A setting's value. Raises KeyError for one that there is not."""
        return self.values.get(name, SETTINGS[name].default)

    def is_on(self, phase: str) -> bool:
        return all(self[name] for name in SWITCHES.get(phase, ()))

    def reason_of(self, entry: str) -> Reason:
        """Why what has an entry of the list of rejected words is rejected."""
        return self.reasons.get(entry, self.reject_reason)

    def of_phase(self, phase: str) -> tuple[object, ...]:
        """All that is set for a phase: equal before and after a change that does not touch it."""
        values = tuple(self[name] for name, each in SETTINGS.items() if each.phase == phase)
        lists: dict[str, tuple[object, ...]] = {
            "word lists": (self.hold, self.reject, self.reject_reason, dict(self.reasons)),
            "distressing text": (dict(self.covers),),
            "people": (self.places,),
        }
        return (*values, *lists.get(phase, ()))
