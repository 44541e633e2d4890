"""What a change of the rules would have changed: it is tried on the latest decisions before it is saved."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from comments.domain.screening.answers import Alike, Answer, Learnt, Quoted, Sent, Standing, Telling
from comments.domain.screening.phases import PHASES, Phase
from comments.domain.screening.rulebook import current_rules, differences
from comments.domain.screening.running import ask_all
from comments.domain.screening.settings import Rules
from comments.domain.screening.trained import words_to_learn
from comments.enums import Ruling, Verdict
from comments.models import Decision, Learning, LearntWord
from comments.queries.screening import Decided, latest_decided

MOST_DECISIONS = 1000
#: What it would have changed is counted in full and listed up to here.
MOST_LISTED = 100
NEITHER, HELD, REJECTED, COVERED = "not held", "held", "rejected", "covered at the desk"
EFFECTS = {Ruling.HOLD: HELD, Ruling.FAILED: HELD, Ruling.REJECT: REJECTED}


@dataclass(frozen=True)
class Changed:
    """A decision on words of which a phase would say something else now."""

    decision: Decision
    phase: str
    before: str
    after: str
    answer: Answer


@dataclass(frozen=True)
class Trial:
    """``phases`` are those whose rules differ, trust apart, and ``is_a_change`` says whether anything does;
    ``totals`` counts by what a phase said and would say, and what
    was decided. Only the first of the changes are listed."""

    phases: tuple[str, ...]
    decisions: int
    is_a_change: bool = True
    changes: tuple[Changed, ...] = ()
    totals: tuple[tuple[str, str, str, int], ...] = ()

    @property
    def number(self) -> int:
        return sum(total for *_, total in self.totals)


@dataclass(frozen=True)
class Recorded:
    """A ``Context`` as it was when a response was screened, from the figures that were kept then; what was
    not screened then counts as nothing out of the ordinary. The filter is the one of today."""

    rules: Rules
    decided: Decided
    words: dict[str, Telling]
    learning: Learning | None
    standing: Standing = field(default_factory=Standing)

    @property
    def in_last_hour(self) -> int:
        return self._figure("posting pace", 0)

    @property
    def published_before(self) -> int:
        return self._figure("newcomers", 1)

    @property
    def alike(self) -> Alike | None:
        note = self.decided.notes.get("repeated text")
        if note is None or not note.figure:
            return None
        named = note.words.removeprefix("R ")
        return Alike(int(named) if named.isdecimal() else 0, note.figure)

    @property
    def quoted(self) -> Quoted:
        of = {
            verdict: tuple(each.opening for each in self.decided.checks if each.verdict == verdict)
            for verdict in (Verdict.ALTERED, Verdict.NOT_FOUND)
        }
        return Quoted(of[Verdict.ALTERED], of[Verdict.NOT_FOUND])

    @property
    def learnt(self) -> Learnt:
        if self.learning is None:
            return Learnt()
        words = (self.words[word] for word in words_to_learn(self.decided.text) if word in self.words)
        return Learnt(self.learning.published, self.learning.rejected, tuple(words))

    def _figure(self, phase: str, otherwise: int) -> int:
        note = self.decided.notes.get(phase)
        return otherwise if note is None or note.figure is None else note.figure


def try_rules(rules: Rules) -> Trial:
    """What ``rules`` would have said otherwise of the latest decisions than those that hold. Writes nothing.

    Trust is left out: it says nothing of decisions. Seven queries; a second or so for word lists and long
    texts.
    """
    before = current_rules()
    changed = any(differences(before, rules))
    phases = [phase for phase in PHASES if before.of_phase(phase.name) != rules.of_phase(phase.name)]
    phases = [phase for phase in phases if phase.name != "trust"]
    names = tuple(phase.name for phase in phases)
    if not phases:
        return Trial(names, 0, changed)
    decided = latest_decided(MOST_DECISIONS)
    changes = list(_changes(decided, phases, before, rules))
    totals = Counter((each.before, each.after, each.decision.get_action_display()) for each in changes)
    ordered = tuple((*what, number) for what, number in totals.most_common())
    return Trial(names, len(decided), changed, tuple(changes[:MOST_LISTED]), ordered)


def _changes(decided: list[Decided], phases: list[Phase], before: Rules, after: Rules) -> Iterator[Changed]:
    learning = Learning.objects.order_by("-pk").first()
    rows = LearntWord.objects.filter(learning=learning).values_list("word", "published", "rejected")
    words = {row[0]: Telling(*row) for row in rows}
    for each in decided:
        sent = Sent(each.text, each.name)
        was = ask_all(sent, Recorded(before, each, words, learning), phases)
        now = ask_all(sent, Recorded(after, each, words, learning), phases)
        for old, new in zip(was, now, strict=True):
            effects = [_effect(note.answer) for note in (old, new)]
            if effects[0] != effects[1]:
                yield Changed(each.decision, new.phase, *effects, new.answer)


def _effect(answer: Answer) -> str:
    return COVERED if answer.distress else EFFECTS.get(answer.ruling, NEITHER)
