"""What a change of the rules would have changed: it is tried on the latest decisions before it is saved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from comments.domain.screening.answers import Alike, Learnt, Quoted, Sent, Standing, Telling
from comments.domain.screening.distressing import ask_distressing
from comments.domain.screening.gathering import mentioned_in
from comments.domain.screening.phases import PHASES, Note, Phase
from comments.domain.screening.rulebook import current_rules, differences
from comments.domain.screening.running import ask_all
from comments.domain.screening.settings import Rules
from comments.domain.screening.trained import words_to_learn
from comments.enums import Ruling, Verdict
from comments.models import Decision, Learning, LearntWord
from comments.queries.screening import Decided, accounts_trusted_after, debates, latest_decided
from essays.models import Debate

MOST_DECISIONS = 1000
#: What it would have changed is counted in full and listed up to here.
MOST_LISTED = 100
NEITHER, HELD, REJECTED = "not held", "held", "rejected"
EFFECTS = {Ruling.HOLD: HELD, Ruling.FAILED: HELD, Ruling.REJECT: REJECTED}
#: What these say rests on what was there when a response was sent: it is known only if measured then.
MEASURED = frozenset({"repeated text", "posting pace", "newcomers"})


@dataclass(frozen=True)
class Changed:
    """A decision on words of which ``phases`` would say something else, with what they would say; what would
    have been done may be the same for all that, if another phase holds them too."""

    decision: Decision
    before: str
    after: str
    phases: tuple[Note, ...]


@dataclass(frozen=True)
class Unmeasured:
    """Of how many decisions it is not known what a phase would have said: it measured nothing then."""

    phase: str
    number: int


@dataclass(frozen=True)
class Trusted:
    """How many accounts a debate trusts, before and after."""

    debate: Debate
    before: int
    after: int


@dataclass(frozen=True)
class Trial:
    """``phases`` are those whose rules differ, trust apart, and ``is_a_change`` says whether anything does;
    ``number`` decisions would have been met otherwise, whatever phases were the cause, and ``totals`` counts
    them by what was done, what would be and what was decided. Only the first of the changes are listed.
    ``no_matter``: of so many others the phases would say something else, but others hold or reject them too.
    ``covered`` is how many texts would be covered at the desk, where the words for that differ; else None."""

    phases: tuple[str, ...]
    decisions: int
    is_a_change: bool = True
    changes: tuple[Changed, ...] = ()
    totals: tuple[tuple[str, str, str, int], ...] = ()
    no_matter: int = 0
    unmeasured: tuple[Unmeasured, ...] = ()
    trusted: tuple[Trusted, ...] = ()
    covered: int | None = None

    @property
    def number(self) -> int:
        return sum(total for *_, total in self.totals)


@dataclass(frozen=True)
class Recorded:
    """A ``Context`` as it was when a response was screened, from the figures that were kept then. What was
    not measured then is not asked for. The filter is the one of today, and so are the debate's texts.

    ``mentions`` has for a debate and a name whether the debate is about whoever bears it.
    """

    rules: Rules
    decided: Decided
    words: dict[str, Telling]
    learning: Learning | None
    mentions: dict[tuple[int, str], bool]
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

    def mentioned(self, names: Sequence[str]) -> frozenset[str]:
        """Each name of a debate is looked up once for all decisions."""
        debate = self.decided.debate
        unknown = [name for name in names if (debate, name) not in self.mentions]
        if unknown:
            there = mentioned_in(debate, unknown)
            self.mentions.update({(debate, name): name in there for name in unknown})
        return frozenset(name for name in names if self.mentions[debate, name])

    def _figure(self, phase: str, otherwise: int) -> int:
        note = self.decided.notes.get(phase)
        return otherwise if note is None or note.figure is None else note.figure


def try_rules(rules: Rules) -> Trial:
    """What would have been done otherwise by ``rules`` than by those that hold, with what the latest
    decisions are about. Writes nothing.

    What other phases did counts as it was recorded. Of trust it says whom it would reach. Seven queries, two
    for each debate whose trust differs, and those of names beside words of imprisonment; a second or so for
    word lists and long texts.
    """
    before = current_rules()
    changed = any(differences(before, rules))
    phases = [phase for phase in PHASES if before.of_phase(phase.name) != rules.of_phase(phase.name)]
    phases = [phase for phase in phases if phase.name != "trust"]
    names, trusted = tuple(phase.name for phase in phases), tuple(_trusted(before, rules))
    if not phases:
        return Trial(names, 0, changed, trusted=trusted)
    decided = latest_decided(MOST_DECISIONS)
    differing = list(_differing(decided, phases, before, rules))
    changes = [each for each in differing if each.before != each.after]
    totals = Counter((each.before, each.after, each.decision.get_action_display()) for each in changes)
    covered = None
    if "distressing text" in names:
        asked = ((sent_of(each), Recorded(rules, each, {}, None, {})) for each in decided)
        covered = sum(
            bool(ask_distressing(*each).distress) for each in asked if rules.is_on("distressing text")
        )
    return Trial(
        phases=names,
        decisions=len(decided),
        is_a_change=changed,
        changes=tuple(changes[:MOST_LISTED]),
        no_matter=len(differing) - len(changes),
        totals=tuple((*what, number) for what, number in totals.most_common()),
        unmeasured=tuple(_unmeasured(decided, names)),
        trusted=trusted,
        covered=covered,
    )


def sent_of(decided: Decided) -> Sent:
    return Sent(decided.text, decided.name, decided.shown)


def _trusted(before: Rules, after: Rules) -> Iterator[Trusted]:
    for debate in debates() if before.trusting != after.trusting else ():
        needed = before.trusting.get(debate.pk, 0), after.trusting.get(debate.pk, 0)
        if needed[0] != needed[1]:
            yield Trusted(debate, *(accounts_trusted_after(debate, each) for each in needed))


def _unmeasured(decided: list[Decided], phases: Sequence[str]) -> Iterator[Unmeasured]:
    for phase in phases:
        if number := sum(not _is_known(each, phase) for each in decided):
            yield Unmeasured(phase, number)


def _is_known(decided: Decided, phase: str) -> bool:
    note = decided.notes.get(phase)
    return phase not in MEASURED or (note is not None and note.figure is not None)


def _differing(decided: list[Decided], phases: list[Phase], before: Rules, after: Rules) -> Iterator[Changed]:
    learning = Learning.objects.order_by("-pk").first()
    rows = LearntWord.objects.filter(learning=learning).values_list("word", "published", "rejected")
    words = {row[0]: Telling(*row) for row in rows}
    mentions: dict[tuple[int, str], bool] = {}
    for each in decided:
        known = [phase for phase in phases if _is_known(each, phase.name)]
        asked = (Recorded(rules, each, words, learning, mentions) for rules in (before, after))
        was, now = (ask_all(sent_of(each), context, known) for context in asked)
        others = [
            Ruling(note.ruling) for name, note in each.notes.items() if name not in {p.name for p in phases}
        ]
        effects = [_effect([*others, *(note.answer.ruling for note in notes)]) for notes in (was, now)]
        differ = (new for old, new in zip(was, now, strict=True) if _effect_of(old) != _effect_of(new))
        if differing := tuple(differ):
            yield Changed(each.decision, *effects, differing)


def _effect_of(note: Note) -> str:
    return EFFECTS.get(note.answer.ruling, NEITHER)


def _effect(rulings: Sequence[Ruling]) -> str:
    """What comes of all that the phases say: a failure leaves it to a moderator, a rejection beats a hold."""
    if Ruling.REJECT in rulings and Ruling.FAILED not in rulings:
        return REJECTED
    return HELD if {Ruling.REJECT, Ruling.HOLD, Ruling.FAILED} & {*rulings} else NEITHER
