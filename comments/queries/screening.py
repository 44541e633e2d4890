"""What the screening said, for the desk's pages."""

import heapq
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from comments.enums import Action, ItemKind, Role, Status
from comments.markup.excerpts import plain_text
from comments.models import (
    Decision,
    Item,
    Learning,
    LearntWord,
    QuotationCheck,
    Response,
    Revision,
    RuleSet,
    ScreeningNote,
    TrustRestored,
)
from essays.models import Debate
from masslinesite.prepared import NUMBER, OTHER, ROOT, prepared_records

#: Decisions that a rule could have spared a moderator, or prevented.
DECIDED = (Action.APPROVE, Action.HOLD, Action.SECURE, Action.RETURN, Action.REJECT, Action.REMOVE)
#: Versions, removals and words that a page lists.
VERSIONS, REMOVALS, STRONGEST = 20, 100, 20


@dataclass(frozen=True)
class SaidOf:
    """What was said of the words of a response, in the phases' order. ``is_to_be_read``: they were published
    by trust, or rejected by a rule, and nobody has read them yet."""

    notes: list[ScreeningNote]
    of_edit: list[ScreeningNote]
    is_to_be_read: bool


def said_of(response: Response) -> SaidOf:
    """Of a response as it stands, and of its author's edit if one waits. One query."""
    rows = _said(has_edit=response.proposed_id is not None)
    notes = rows.records(root=response.pk, number=response.current_id, other=response.proposed_id)
    return SaidOf(
        notes=[note for note in notes if note.revision_id == response.current_id],
        of_edit=[note for note in notes if note.revision_id == response.proposed_id],
        is_to_be_read=any(note.unread for note in notes),
    )


@prepared_records
def _said(*, has_edit: bool) -> QuerySet[ScreeningNote]:
    unread = Item.objects.open().filter(
        response=ROOT, kind=ItemKind.NEW, state__in=(Status.PUBLISHED, Status.REJECTED)
    )
    revisions = (NUMBER, OTHER) if has_edit else (NUMBER,)
    rows = ScreeningNote.objects.filter(revision__in=revisions).annotate(unread=Exists(unread))
    return rows.order_by("revision", "order")


@dataclass(frozen=True)
class Decided:
    """The words that a moderator decided on, with what the phases said of them then, by their names.
    ``shown`` are they as readers see them, ``debate`` is the id of theirs."""

    decision: Decision
    name: str
    text: str
    shown: str
    debate: int
    notes: dict[str, ScreeningNote] = field(default_factory=dict)
    checks: tuple[QuotationCheck, ...] = ()


def latest_decided(most: int) -> list[Decided]:
    """The latest ``most`` decisions of people on words that are still there, newest first. Four queries, and
    one for each action: no index gives several in order."""
    people = Decision.objects.exclude(role=Role.RULE).order_by("-pk").select_related(None)
    latest = [people.filter(action=action).values_list("pk", flat=True)[:most] for action in DECIDED]
    numbers = heapq.nlargest(most, chain.from_iterable(latest))
    decisions = list(Decision.objects.filter(pk__in=numbers).order_by("-pk"))
    numbers = {decision.response_id for decision in decisions}
    rows = Revision.objects.filter(response__in=numbers).exclude(text="").order_by("pk")
    rows = rows.annotate(debate=F("response__debate")).prefetch_related("screening", "checks")
    rows = rows.only("response_id", "number", "name", "text", "html")
    revisions = {(row.response_id, row.number): row for row in rows}
    found = ((each, revisions.get((each.response_id, each.revision))) for each in decisions)
    return [
        Decided(
            decision=decision,
            name=revision.name,
            text=revision.text,
            shown=plain_text(revision.html),
            debate=revision.debate,
            notes={note.phase: note for note in revision.screening.all()},
            checks=tuple(revision.checks.all()),
        )
        for decision, revision in found
        if revision is not None
    ]


@dataclass(frozen=True)
class Rulebook:
    """The versions of the rules, newest first, and what the filter has learnt, with its strongest words."""

    versions: list[RuleSet]
    learning: Learning | None
    strongest: list[LearntWord]
    debates: list[Debate]


def rulebook() -> Rulebook:
    """Four queries."""
    learning = Learning.objects.order_by("-pk").first()
    words = LearntWord.objects.filter(learning=learning).annotate(more=F("rejected") - F("published"))
    return Rulebook(
        versions=list(RuleSet.objects.order_by("-number")[:VERSIONS]),
        learning=learning,
        strongest=list(words.filter(more__gt=0).order_by("-more", "word")[:STRONGEST]) if learning else [],
        debates=debates(),
    )


def debates() -> list[Debate]:
    """One query."""
    return list(Debate.objects.order_by("pk"))


def accounts_trusted_after(debate: Debate, needed: int) -> int:
    """How many accounts a debate would trust that asks for so many published responses; 0: it asks for none,
    and trusts nobody. One query, or none."""
    if not needed:
        return 0
    sent = Response.objects.published().filter(debate=debate, author__isnull=False)
    sent = sent.exclude(author__in=_costly().order_by().values("response__author"))
    of_each = sent.order_by().values("author").annotate(number=Count("pk"))
    return of_each.filter(number__gte=needed).count()


def removals_that_cost_trust() -> list[Decision]:
    """The latest removals of responses that were sent from accounts, which are not trusted for that; the
    accounts are not named. One query."""
    return list(_costly().order_by("-pk")[:REMOVALS])


def removal_that_cost_trust(response_id: int) -> Decision:
    """Raises Decision.DoesNotExist where it did not, or trust was given back. One query."""
    return _costly().filter(response=response_id).latest("pk")


def _costly() -> QuerySet[Decision]:
    restored = TrustRestored.objects.filter(account=OuterRef("response__author")).order_by("-pk")
    rows = Decision.objects.filter(
        action=Action.REMOVE, response__status=Status.REMOVED, response__author__isnull=False
    )
    rows = rows.annotate(restored_at=Subquery(restored.values("at")[:1]))
    rows = rows.filter(Q(restored_at=None) | Q(at__gt=F("restored_at")))
    return rows.select_related("response__debate")
