"""Screening a response: what the phases say, kept with its revision, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from comments.domain.checking.storing import Survey
from comments.domain.items import open_item
from comments.domain.moderation import Refused, by_rule, change_status
from comments.domain.screening.answers import Answer, Context, Sent
from comments.domain.screening.gathering import Gathered, Source, is_in_hand
from comments.domain.screening.phases import PHASES, Note, Phase, held_by, outcome_of
from comments.domain.screening.rulebook import current_rules
from comments.domain.screening.unindexed import NOTHING, Unindexed
from comments.domain.waiting import tried_again
from comments.enums import Action, Distress, ItemKind, Reason, Ruling, Status
from comments.models import Item, LikenessKey, Response, Revision, Screening, ScreeningNote
from masslinesite.statements import insert_rows, stored_time

log = structlog.get_logger("comments.screening")

SCREENING_COLUMNS = ("revision_id", "response_id", "debate_id", "name", "rules", "sent_at", "at")
NOTE_COLUMNS = ("revision_id", "order", "phase", "ruling", "rule", "words", "said", "figure")
#: What the author of a response that a rule rejects is told; not which words it was, for that would teach
#: how to write them.
REJECTED_BY_RULE = (
    "A rule of this site decided this, before anybody had read it. A moderator reads it too, and lets it be "
    "read here if the rule was wrong."
)


@dataclass(frozen=True)
class Screened:
    """What every phase said of some words, and what they are found again by; ``reject_reason`` is what the
    author is told if a rule rejects them."""

    notes: tuple[Note, ...]
    name: str
    keys: tuple[int, ...]
    rules: int
    reject_reason: Reason

    @property
    def held_by(self) -> str:
        return held_by(self.notes)

    @property
    def outcome(self) -> Note | None:
        return outcome_of(self.notes)

    @property
    def distress(self) -> Distress:
        """What the desk covers the text for."""
        return next((each.answer.distress for each in self.notes if each.answer.distress), Distress.NONE)


def screen(sent: Sent, source: Source, survey: Survey | None, unindexed: Unindexed = NOTHING) -> Screened:
    """Asks every phase. Not to be called in a transaction: it needs no lock and can take a tenth of a second.

    Queries: one for the rules and what the phases look up, some ten in all. A database that does not answer
    is no failure of a phase: its errors are raised. ``unindexed`` is what it is compared with besides.
    """
    rules = current_rules()
    context = Gathered(sent, source, survey, rules, unindexed)
    notes = ask_all(sent, context)
    try:
        keys = tuple(context.keys)
    except Exception as failure:
        log.exception("likeness_not_measured", cause=type(failure).__name__, characters=len(sent.text))
        keys = ()
    outcome = outcome_of(notes)
    reason = (outcome.answer.reason if outcome else Reason.NONE) or rules.reject_reason
    return Screened(tuple(notes), context.name, keys, rules.version, reason)


def ask_all(sent: Sent, context: Context, phases: Sequence[Phase] = PHASES) -> list[Note]:
    """Each phase's answer, in their order. One that raises has failed, which holds the response."""
    return [Note(phase.name, _ask(phase, sent, context)) for phase in phases]


def _ask(phase: Phase, sent: Sent, context: Context) -> Answer:
    if not context.rules.is_on(phase.name):
        return Answer(Ruling.OFF, said="It is switched off.")
    try:
        return phase.ask(sent, context)
    except DatabaseError:
        raise
    except Exception as failure:
        log.exception("phase_failed", phase=phase.name, cause=type(failure).__name__)
        return Answer(Ruling.FAILED, said="It could not be applied, so somebody has to look.")


def store_screening(revision: Revision, screened: Screened, *, may_cover: bool = True) -> None:
    """What was said of a revision that has no notes yet; its response's item says what held it, and is
    covered where the rules say so for the first time. Later on a moderator's word stands.

    ``revision.response`` must be loaded. In the caller's transaction, after the item is opened. Four queries;
    two more for a cover.
    """
    response = revision.response
    covers = screened.distress and may_cover and not was_covered(response)
    store_notes(revision, screened)
    waiting = Item.objects.open().filter(response=response, kind__in=[ItemKind.NEW, ItemKind.EDIT])
    waiting.update(held_by=screened.held_by, language=revision.language)
    if covers:
        waiting.filter(distress=Distress.NONE).update(distress=screened.distress)


def store_notes(revision: Revision, screened: Screened) -> None:
    """What was said of a revision, and what it is found again by; its response's items stay as they are.
    ``revision.response`` must be loaded. Three queries."""
    response = revision.response
    sent_at, at = stored_time(revision.created_at), stored_time(timezone.now())
    row = (revision.pk, response.pk, response.debate_id, screened.name, screened.rules, sent_at, at)
    insert_rows(Screening, SCREENING_COLUMNS, [row])
    insert_rows(LikenessKey, ("screening_id", "key"), [(revision.pk, key) for key in screened.keys])
    notes = [(revision.pk, *_columns(order, note)) for order, note in enumerate(screened.notes, 1)]
    insert_rows(ScreeningNote, NOTE_COLUMNS, notes)


def was_covered(response: Response) -> bool:
    """The rules have covered it before, whatever became of the cover. One query."""
    notes = ScreeningNote.objects.filter(revision__response=response, ruling=Ruling.NOTE)
    return notes.filter(phase="distressing text").exists()


def drop_screening(revisions: QuerySet[Revision]) -> None:
    """Nothing is kept of what was said of the revisions, nor of their wording. In the caller's transaction;
    three queries."""
    ScreeningNote.objects.filter(revision__in=revisions).delete()
    LikenessKey.objects.filter(screening__in=revisions.values("pk")).delete()
    Screening.objects.filter(revision__in=revisions).delete()


def _columns(order: int, note: Note) -> tuple[int | str | None, ...]:
    """Those of a note after its revision, as they are stored."""
    answer = note.answer
    words = "\n".join(" ".join(words.split()) for words in answer.words)
    return order, note.phase, answer.ruling.value, answer.rule[:120], words, answer.said, answer.figure


@tried_again
def follow_screening(response: Response, screened: Screened) -> None:
    """Rejects or publishes by rule what waits, to be read after; else nothing. ``response.current`` must be
    loaded.

    After the transaction that stored the response, not in it: publishing locks what stands above first of
    all. Whatever comes between leaves it waiting for a moderator, and so does whatever a moderator has had to
    do with: no rule decides over their heads.
    """
    outcome = screened.outcome
    if outcome is None or response.status != Status.PENDING:
        return
    rule = f"{outcome.phase}: {outcome.answer.rule}"
    how = {"action": Action.APPROVE}
    if outcome.answer.ruling == Ruling.REJECT:
        how = {"action": Action.REJECT, "reason": screened.reject_reason, "note": REJECTED_BY_RULE}
    try:
        change_status(
            response_id=response.pk,
            by=by_rule(rule),
            seen_digest=response.current.digest,
            seen_status=Status.PENDING,
            also=partial(_leave_to_be_read, cover=screened.distress),
            **how,
        )
    except Refused as refusal:
        log.info("left_waiting", response=response.pk, because=refusal.message)


def _leave_to_be_read(response: Response, cover: Distress) -> None:
    """What a rule has decided is in the queue all the same, at its place; ``response`` is locked. Raises
    Refused where a moderator has had to do with it."""
    if is_in_hand(response.pk, cover):
        raise Refused("A moderator has had to do with it, so no rule decides.")
    open_item(response, ItemKind.NEW)


@tried_again
def follow_screening_of_edit(response: Response, words: Revision, screened: Screened) -> None:
    """Publishes an edit by trust, to be read after; else nothing. ``response.current`` must be loaded, and
    ``words`` are the edit.

    After the transaction that stored it, as above. A rejection is left to a moderator: the words published
    before stand meanwhile. What is to be read after is an item as of a new response, with the time of the
    edit: nobody has read what stands there.
    """
    outcome = screened.outcome
    if outcome is None or outcome.answer.ruling != Ruling.TRUST:
        return
    try:
        with transaction.atomic():
            change_status(
                response_id=response.pk,
                action=Action.ACCEPT,
                by=by_rule(f"{outcome.phase}: {outcome.answer.rule}"),
                seen_digest=response.current.digest,
                seen_status=Status.PUBLISHED,
                revision=words,
                makes_current=True,
                also=partial(open_item, kind=ItemKind.NEW, is_anew=True),
                seen_edit=words.pk,
            )
    except Refused as refusal:
        log.info("edit_left_waiting", response=response.pk, because=refusal.message)
