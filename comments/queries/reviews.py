"""One response in its context, for the moderator who decides on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from comments import paths, rules
from comments.enums import Action, ItemKind, Status
from comments.models import Decision, Exemption, Response, Revision
from comments.queries.accounts import Desk
from comments.queries.desk_notes import Notes, notes_of, notes_on
from comments.queries.edit_reviews import EditReview, edit_review_of
from comments.queries.exemptions import exemption_for
from comments.queries.item_context import (
    Items,
    SameName,
    around,
    items_of,
    under_the_same_name,
    with_cover,
    with_signs,
)
from comments.queries.labels import label_of, load_answered
from comments.queries.passages import Passage, passages_of
from comments.queries.quotation_checks import load_checks, load_no_checks
from comments.queries.redress import Redress, redress_of
from comments.queries.screening import SaidOf, said_of
from comments.queries.subjects import Subject, subject_of
from comments.queries.threads import NEAREST
from essays.models import PositionEvidence, Printing
from masslinesite.prepared import NUMBER, ROOT, prepared_records

#: Decisions on other responses of the thread that are listed; the log has them all.
THREAD_DECISIONS = 10


@dataclass(frozen=True)
class Event:
    """A line of a response's history: new words, or a decision."""

    at: datetime
    revision: Revision | None = None
    decision: Decision | None = None


@dataclass(frozen=True)
class Review:
    """``subject`` is what the thread answers, ``on`` what the response itself answers, in two words;
    ``passages`` the paragraphs that the thread answers; ``printings`` are the words of a formulation that
    it answers, ``evidence`` those that a position of the table rests on.

    ``ancestors`` are the nearest responses above the parent, from the top down, ``earlier`` the numbers
    of those above them, ``around`` its replies and other replies to what it answers. ``refusal`` says why
    this moderator may not decide on it, unless ``exemption`` is their leave to; ``undoable`` is the decision
    that they may take back. ``edit`` is what its author has changed or is to change, ``redress`` are appeals,
    flags and redactions; ``barred`` is what somebody else is to settle of what waits.
    """

    response: Response
    subject: Subject
    on: str
    passages: list[Passage]
    printings: list[Printing]
    evidence: list[PositionEvidence]
    parent: Response | None
    ancestors: list[Response]
    earlier: list[int]
    around: list[Response]
    named: SameName
    revisions: list[Revision]
    history: list[Event]
    thread_decisions: list[Decision]
    actions: list[Action]
    refusal: str
    exemption: Exemption | None
    items: Items
    notes: Notes
    undoable: Decision | None
    redress: Redress
    barred: frozenset[ItemKind]
    edit: EditReview
    screening: SaidOf

    @property
    def current(self) -> Revision:
        return self.response.current

    @property
    def is_open(self) -> bool:
        return self.response.status in rules.OPEN

    @property
    def is_claimed_on_opening(self) -> bool:
        """Something is to be decided on it, and this moderator may."""
        return bool(self.items.kinds - self.barred) and not self.refusal

    @property
    def current_was_redacted(self) -> bool:
        """It is not its author who put the latest words there: words were withheld, or are shown again."""
        events = [event.decision for event in self.history if event.decision]
        return any(each.action == Action.REDACT and each.revision == self.current.number for each in events)

    @property
    def can_return(self) -> bool:
        return Action.RETURN in self.actions

    @property
    def before_last(self) -> Revision | None:
        """The words before those that stand, if there are any."""
        earlier = [each for each in self.revisions if each.number < self.current.number]
        return earlier[-1] if earlier else None


def review_of(number: int, desk: Desk) -> Review:
    """Raises Response.DoesNotExist. Three queries and those of ``load_answered``, one more for a name that is
    shown. One more each for what there is of checked quotations, decisions, desk notes, a formulation that it
    holds with; two where there are replies and three for a reply; one for a response to a formulation or a
    position, one for a conflict of interest, and those of ``redress_of``."""
    response = _opened().first(number=number)
    if response is None:
        raise Response.DoesNotExist
    load_answered(response)
    if response.has_checks:
        load_checks([response])
    else:
        load_no_checks(response.current)
    above = _above(response)
    parent = above.pop(response.parent_id, None)
    is_alone = response.parent_id is None and not response.has_replies
    revisions = _revisions().records(number=number)
    decisions = _decisions().records(number=number) if response.has_decisions else []
    refusal, exemption = _conflict(response, parent, desk)
    redress = redress_of(response, parent, desk)
    return Review(
        response=response,
        subject=subject_of(response),
        on=label_of(response),
        passages=passages_of(response),
        printings=_printings(response),
        evidence=_evidence(response),
        parent=parent,
        ancestors=list(above.values()),
        earlier=paths.numbers(response.path)[: -1 - NEAREST],
        around=[] if is_alone else around(response),
        named=under_the_same_name(response),
        revisions=revisions,
        history=_history(revisions, decisions),
        thread_decisions=[] if is_alone else _thread_decisions(response),
        actions=rules.actions_on(
            Status(response.status), desk.role, was_published=response.published_at is not None
        ),
        refusal=refusal,
        exemption=exemption,
        items=items_of(response),
        notes=notes_on(number, desk.user_id) if response.has_notes else notes_of(number, [], desk.user_id),
        undoable=_undoable(response, decisions[-1], desk) if decisions else None,
        redress=redress,
        barred=_barred(redress, desk),
        edit=edit_review_of(response, revisions, decisions, redress.redactions),
        screening=said_of(response),
    )


@prepared_records
def _opened() -> QuerySet[Response]:
    # Neither what it answers, which is read once for many, nor what few have: each column costs.
    return with_signs(Response.objects.select_related("current")).filter(pk=NUMBER).order_by()


@prepared_records
def _revisions() -> QuerySet[Revision]:
    rows = Revision.objects.filter(response_id=NUMBER)
    return rows.select_related("stance_formulation").order_by("number")


@prepared_records
def _decisions() -> QuerySet[Decision]:
    return Decision.objects.filter(response_id=NUMBER).order_by("id")


@prepared_records
def _decisions_around() -> QuerySet[Decision]:
    rows = Decision.objects.filter(response__root_id=ROOT).exclude(response_id=NUMBER)
    return rows.order_by("-id")[:THREAD_DECISIONS]


def revision_seen(response_id: int, digest: str) -> Revision | None:
    """The words that a digest names, for comparing them with later ones. One query."""
    return Revision.objects.filter(response_id=response_id, digest=digest).order_by("-number").first()


def decision_done(number: int, desk: Desk) -> Decision | None:
    """The decision that this moderator has just made, to say so. One query."""
    return Decision.objects.filter(pk=number, actor_id=desk.user_id).first()


def _above(response: Response) -> dict[int, Response]:
    """The nearest responses above, from the top down, whatever their state; the parent is the last. Each
    ``with_cover``."""
    if response.parent_id is None:
        return {}
    nearest = Q(path__in=paths.ancestors(response.path)[-NEAREST:]) | Q(pk=response.parent_id)
    rows = with_cover(Response.objects.filter(nearest)).select_related("current__stance_formulation")
    return {row.pk: row for row in rows.order_by("path")}


def _thread_decisions(response: Response) -> list[Decision]:
    """The latest on other responses of its thread. One query."""
    return _decisions_around().records(root=response.root_id, number=response.pk)


def _conflict(response: Response, parent: Response | None, desk: Desk) -> tuple[str, Exemption | None]:
    """Why this moderator may not decide; empty where they may, or have an editor's leave, which comes too."""
    refusal = rules.why_not_decide(
        user_id=desk.user_id,
        author_id=response.author_id,
        parent_author_id=parent.author_id if parent else None,
    )
    exemption = exemption_for(response.pk, desk.user_id) if refusal else None
    return ("" if exemption else refusal), exemption


def _barred(redress: Redress, desk: Desk) -> frozenset[ItemKind]:
    """An appeal against one's own decision, and the author's refusal of what one has withheld oneself."""
    barred = set()
    if redress.appeal is not None and redress.appeal.refusal:
        barred.add(ItemKind.APPEAL)
    if any(each.can_be_kept and each.redaction.by_id == desk.user_id for each in redress.redactions):
        barred.add(ItemKind.REDACTION)
    return frozenset(barred)


def _printings(response: Response) -> list[Printing]:
    """Where the formulation that a response answers is printed, in which words."""
    if response.formulation is None or response.parent_id:
        return []
    rows = Printing.objects.filter(wording__formulation=response.formulation, wording__in_table=True)
    return list(rows.select_related("wording", "block__work").order_by("wording__order", "order"))


def _evidence(response: Response) -> list[PositionEvidence]:
    """The authors' words that the position which a response answers rests on."""
    if response.position is None or response.parent_id:
        return []
    return list(response.position.evidence.select_related("block__work").order_by("order"))


def _history(revisions: list[Revision], decisions: list[Decision]) -> list[Event]:
    """In order of time. New words are told by their revision; the author's decision on them says the same,
    unless it goes back to words that were there. What a redaction put there is told by its decision."""
    redacted = {each.revision for each in decisions if each.action == Action.REDACT}
    authors = [each for each in revisions if each.number == 1 or each.number not in redacted]
    events = [Event(at=revision.created_at, revision=revision) for revision in authors]
    told = {revision.number for revision in authors if revision.number > 1}
    for decision in decisions:
        if decision.action in (Action.REVISE, Action.EDIT) and decision.revision in told:
            told.discard(decision.revision)
        else:
            events.append(Event(at=decision.at, decision=decision))
    return sorted(events, key=lambda event: event.at)


def _undoable(response: Response, last: Decision, desk: Desk) -> Decision | None:
    """The last decision, where the rules let this moderator undo it as things stand."""
    try:
        rules.status_after(
            Status(response.status), Action.UNDO, last=(Status(last.old_status), Action(last.action))
        )
    except rules.NotAllowed:
        return None
    refusal = rules.why_not_undo(
        role=desk.role, user_id=desk.user_id, decided_by=last.actor_id, decided_at=last.at, now=timezone.now()
    )
    if last.is_rejection_by_rule:
        return last
    if refusal or (response.status == Status.PUBLISHED and response.reply_count):
        return None
    return last
