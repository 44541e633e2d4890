"""Screening what waits again: after a change of the rules, or where a phase failed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from comments.domain.checking.answered import Answered
from comments.domain.checking.storing import survey_text
from comments.domain.screening.answers import Sent
from comments.domain.screening.gathering import Source, is_in_hand, name_key
from comments.domain.screening.likeness import keys_of
from comments.domain.screening.rulebook import current_rules
from comments.domain.screening.running import (
    Screened,
    drop_screening,
    follow_screening,
    screen,
    store_screening,
    was_covered,
)
from comments.domain.screening.unindexed import NOTHING, Row, Unindexed, Who
from comments.domain.waiting import tried_again
from comments.enums import Reason, Ruling, Status
from comments.markup.excerpts import plain_text
from comments.models import Item, Learning, Response, Revision, Screening, ScreeningNote
from essays.models import Debate

Progress = Callable[[str], None]
#: Responses that are read at a time, and after which progress is told.
BATCH = 100


@dataclass
class Rescreened:
    """How many were screened again, and of how many something else is said now; ``compared`` are those that
    later ones were not compared with before."""

    screened: int = 0
    changed: int = 0
    compared: int = 0


def rescreen(
    *, debate: Debate | None = None, dry_run: bool = False, progress: Progress = lambda line: None
) -> Rescreened:
    """Screens what waits for a moderator and was not screened by the rules that hold, or before the filter
    last learnt, or with a failure. Run again it goes on where it was stopped, and then finds nothing to do.

    What was decided on before there was a screening is not screened, but later ones are compared with it.
    ``dry_run`` writes nothing and says what would change, compared with the same. Some twenty queries for
    each response.
    """
    done, unindexed = Rescreened(), NOTHING
    if dry_run:
        unindexed = Unindexed.of(_to_be_indexed(debate))
    else:
        done.compared = sum(map(_keep_keys, _in_batches(_without_keys(debate))))
    for response in _in_batches(due_responses(debate)):
        screened = _screen(response, unindexed)
        line = _difference(response, screened)
        done.screened += 1
        done.changed += bool(line)
        if line:
            progress(line)
        if not dry_run:
            _store(response, screened)
        if done.screened % BATCH == 0:
            progress(f"{done.screened} responses screened, {done.changed} of them differently")
    return done


def _to_be_indexed(debate: Debate | None) -> Iterator[Row]:
    """What a run writes of responses that were never screened, before a later one is compared with them."""
    due = due_responses(debate).filter(current__screened=None)
    for response in (*_in_batches(_without_keys(debate)), *_in_batches(due)):
        words, name = response.current, name_key(response.current.name)
        whose: list[Who] = [("account", response.author_id)] if response.author_id else []
        yield Row(
            response=response.pk,
            revision=words.pk,
            debate=response.debate_id,
            whose=(*whose, *([("name", (response.debate_id, name))] if name else [])),
            sent_at=words.created_at,
            is_published=response.is_published,
            keys=tuple(keys_of(words.text)),
        )


def _in_batches(rows: QuerySet[Response]) -> Iterator[Response]:
    """In the order in which they came. What is done leaves the list, so each batch starts after the last."""
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1].pk


def due_responses(debate: Debate | None) -> QuerySet[Response]:
    failed = ScreeningNote.objects.filter(revision=OuterRef("current"), ruling=Ruling.FAILED)
    learning = Learning.objects.order_by("-pk").first()
    due = Q(current__screened=None) | ~Q(current__screened__rules=current_rules().version) | Exists(failed)
    if learning:
        due |= Q(current__screened__at__lt=learning.at)
    rows = Response.objects.filter(due, status=Status.PENDING)
    if debate:
        rows = rows.filter(debate=debate)
    held_by = Item.objects.open().filter(response=OuterRef("pk"), kind="new").values("held_by")[:1]
    return rows.select_related("current").annotate(was_held_by=held_by).order_by("pk")


def _without_keys(debate: Debate | None) -> QuerySet[Response]:
    """Those that wait for nobody and were never screened; erased ones have no words to compare."""
    rows = Response.objects.filter(current__screened=None).exclude(status=Status.PENDING)
    rows = rows.exclude(current__text="").select_related("current").order_by("pk")
    return rows.filter(debate=debate) if debate else rows


@tried_again
def _keep_keys(response: Response) -> bool:
    words = response.current
    keys = tuple(keys_of(words.text))
    with transaction.atomic():
        locked = Response.objects.select_for_update(no_key=True).get(pk=response.pk)
        if locked.current_id != response.current_id or Screening.objects.filter(revision=words).exists():
            return False
        words.response = locked
        store_screening(words, Screened((), name_key(words.name), keys, 0, Reason.NONE))
    return True


def _screen(response: Response, unindexed: Unindexed) -> Screened:
    words = response.current
    source = Source(response.debate_id, words.created_at, response.pk, response.author_id)
    survey = survey_text(words.text, Answered.by(response))
    return screen(Sent(words.text, words.name, plain_text(words.html)), source, survey, unindexed)


def _difference(response: Response, screened: Screened) -> str:
    """What is said now, if it is something else; empty if not. What a moderator has had to do with waits."""
    before, now = response.was_held_by or "", screened.held_by
    outcome = screened.outcome
    if outcome and not is_in_hand(response.pk, screened.distress):
        what = "rejected" if outcome.answer.ruling == Ruling.REJECT else "published"
        return f"{response}: {what} by {outcome.phase}"
    if before == now:
        return ""
    return f"{response}: held by {now or 'no phase'}, before by {before or 'no phase'}"


@tried_again
def _store(response: Response, screened: Screened) -> None:
    with transaction.atomic():
        locked = Response.objects.select_for_update(no_key=True).get(pk=response.pk)
        if locked.status != Status.PENDING or locked.current_id != response.current_id:
            return
        response.current.response = locked
        may_cover = not was_covered(locked)
        drop_screening(Revision.objects.filter(pk=response.current_id))
        store_screening(response.current, screened, may_cover=may_cover)
    follow_screening(response, screened)
