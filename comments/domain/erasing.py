"""Erasure: the words and the name of a response go for good, on its author's demand or a court's.

What is left: the response's row without anything that was written, so that replies keep their place and
their author's receipt can say what happened, and the record, which holds hashes of the words. What others
wrote about it (notes, flags, appeals) may repeat its words, so it goes as well; the texts' own words that a
response quotes stay, as do replies, which are responses of their own.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from comments import paths
from comments.domain import chain
from comments.domain.forgetting import forget_in_files
from comments.domain.items import close_item, open_item
from comments.domain.moderation import MAX_NOTE_LENGTH, Actor, Refused, change_status
from comments.domain.notifying import ask_author
from comments.domain.screening.running import drop_screening
from comments.domain.traces import acts_about, forget_traces
from comments.domain.waiting import tried_again
from comments.enums import Action, ActKind, AppealState, ItemKind, RedactionState, Status
from comments.models import (
    Appeal,
    AppealMessage,
    CheckedRevision,
    DebateName,
    Decision,
    DecisionNote,
    DeskNote,
    Exemption,
    Flag,
    QuotationCheck,
    Redaction,
    Rendering,
    Response,
    Revision,
    Screening,
    Subscription,
)
from comments.rules import may_act
from essays.domain.searching.forgetting import forget_removed_words

ALREADY = "This response is erased already."
#: In the middle of which a redaction is when its response goes.
UNSETTLED = (RedactionState.PROPOSED, RedactionState.URGENT)


@tried_again
def erase_response(*, response_id: int, by: Actor, ground: str) -> Decision:
    """Erases a response, whatever its state; returns the decision, which keeps ``ground`` as its note.

    ``ground`` is shown at the receipt, so it must not repeat what is erased. Raises Refused where it is
    missing, where ``by`` may not erase or where the response is erased already, and Response.DoesNotExist.
    Some 30 queries. The database's files are to be seen to afterwards: ``forget_in_files``.
    """
    _check(by, ground)
    with transaction.atomic():
        return _erase(response_id, by, ground)


@tried_again
def erase_name(*, name: str, debate_id: int, by: Actor, ground: str) -> list[Decision]:
    """Erases every response of a debate of which any revision bears exactly ``name``, and records one act.

    The act names the debate and how many they were, not the person. All or none: Raises Refused where
    there is none to erase. ``erase_response`` for each.
    """
    _check(by, ground)
    with transaction.atomic():
        # By path, in which responses are locked everywhere.
        numbers = list(named(name, debate_id).order_by("path").values_list("pk", flat=True))
        if not numbers:
            raise Refused("No response in this debate bears that name.")
        list(_with_ancestors(numbers).select_for_update(no_key=True))
        decisions = [_erase(number, by, ground) for number in numbers]
        DebateName.objects.filter(name=name, debate=debate_id).delete()
        _record_act(by, about=f"{len(numbers)} under one name in debate {debate_id}", said=ground)
    return decisions


@tried_again
def ask_for_erasure(*, response_id: int) -> None:
    """Its author asks for erasure: an item for the administrators, one however often it is asked.

    Raises Refused when it is erased already, and Response.DoesNotExist. Five to seven queries.
    """
    with transaction.atomic():
        response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
        if response.status == Status.ERASED:
            raise Refused(ALREADY)
        response.current = Revision.objects.get(pk=response.current_id)
        open_item(response, ItemKind.ERASURE)


@tried_again
def decline_erasure(*, response_id: int, by: Actor, why: str) -> None:
    """An administrator leaves a response as it is although its author asked: recorded with the reason,
    which the receipt shows and its author is told of. Raises Refused where nothing was asked, or ``by``
    may not decide it."""
    _check(by, why)
    with transaction.atomic():
        response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
        if not close_item(response, ItemKind.ERASURE):
            raise Refused("Nobody asks for its erasure, or somebody has settled it meanwhile.")
        _record_act(by, about=f"R {response_id}, not erased", said=why)
        ask_author(response_id)


def named(name: str, debate_id: int) -> QuerySet[Response]:
    """The responses of a debate of which any revision bears ``name``, and that are not erased."""
    bearing = Revision.objects.filter(name=name, response__debate=debate_id).exclude(name="")
    return Response.objects.filter(pk__in=bearing.values("response")).exclude(status=Status.ERASED)


def forget() -> bool:
    """After an erasure: search index and files hold the words no longer. False if a reader hinders it.

    Not to be called in a transaction. Three queries.
    """
    forget_removed_words()
    forget_removed_words("comments_deskentry_index")
    return forget_in_files()


def find_remains() -> Iterator[str]:
    """What an erased response still has of words. One query for each table."""
    gone = Response.objects.filter(status=Status.ERASED)
    revisions = Revision.objects.filter(response__in=gone)
    for number in revisions.filter(erased_at=None).values_list("response_id", flat=True).distinct():
        yield f"R {number}: it is erased, and a revision has its words still"
    for rows, columns in _written_about(gone):
        left = Q(pk__in=())
        for column in columns:
            left |= ~Q(**{column: ""})
        for row in rows.filter(left).order_by("pk"):
            yield f"{row._meta.verbose_name} {row.pk}: it says something still of a response that is erased"
    for screening in Screening.objects.filter(revision__in=revisions).order_by("pk"):
        yield f"{screening}: it says something still of a response that is erased"
    for check in QuotationCheck.objects.filter(revision__in=revisions):
        yield f"{check}: it has words still of a response that is erased"
    left = [rows.objects.filter(response__in=gone) for rows in (Exemption, Subscription)]
    # What stands in the place of one with replies is drawn again.
    for rows in (*left, Rendering.objects.filter(response__in=gone.filter(reply_count=0))):
        for row in rows.order_by("pk"):
            yield f"{row}: it is there still, and the response is erased"
    for act in acts_about(gone.values_list("pk", flat=True)).exclude(said="", said_salt=""):
        yield f"act {act.pk}: it says something still of a response that is erased"


def _check(by: Actor, ground: str) -> None:
    if not may_act(by.role, Action.ERASE):
        raise Refused("Your account cannot do this.")
    if not ground.strip():
        raise Refused("Say on what ground.")


def _record_act(by: Actor, *, about: str, said: str) -> None:
    chain.append(
        chain.ACTS,
        kind=ActKind.ERASURE,
        about=about,
        said=said.strip()[:MAX_NOTE_LENGTH],
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
    )


def _erase(number: int, by: Actor, ground: str) -> Decision:
    """In a transaction. All locks first and in their order, and the log, which is last, at the end."""
    list(_with_ancestors([number]).select_for_update(no_key=True))
    response = Response.objects.select_related("current").get(pk=number)
    if response.status == Status.ERASED:
        raise Refused(ALREADY)
    forget_traces(response)
    _empty(Response.objects.filter(pk=number))
    return change_status(
        response_id=number,
        action=Action.ERASE,
        by=by,
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        note=ground,
    )


def _with_ancestors(numbers: list[int]) -> QuerySet[Response]:
    """Upper first, as ``change_status`` locks them; parents by id, as at the greatest depth they are not
    among the path's ancestors."""
    found = Response.objects.filter(pk__in=numbers).values_list("path", "parent_id")
    above: set[str] = set()
    parents = set()
    for path, parent in found:
        above.update(paths.ancestors(path))
        parents.add(parent)
    wanted = Q(pk__in=numbers) | Q(path__in=above) | Q(pk__in=parents - {None})
    return Response.objects.filter(wanted).order_by("path")


def _empty(responses: QuerySet[Response]) -> None:
    """All that was written in the responses and about them. Items are closed with the status."""
    now = timezone.now()
    revisions = Revision.objects.filter(response__in=responses)
    QuotationCheck.objects.filter(revision__in=revisions).delete()
    CheckedRevision.objects.filter(revision__in=revisions).delete()
    drop_screening(revisions)
    emptied = dict.fromkeys(("name", "text", "html", "salt", "name_digest"), "")
    revisions.filter(erased_at=None).update(**emptied, erased_at=now)
    for rows, columns in _written_about(responses):
        rows.update(**dict.fromkeys(columns, ""))
    Redaction.objects.filter(response__in=responses, state__in=UNSETTLED).update(
        state=RedactionState.LIFTED, answered_at=now
    )
    # Nobody has decided whether the decision was right, and nobody can any more.
    Appeal.objects.filter(response__in=responses, state=AppealState.OPEN).update(
        state=AppealState.ERASED, closed_at=now
    )
    responses.update(author=None)


def _written_about(responses: QuerySet[Response]) -> tuple[tuple[QuerySet, tuple[str, ...]], ...]:
    """Rows that may repeat a response's words, with the columns in which they do.

    The note with the erasure itself is its ground, and stays.
    """
    decisions = Decision.objects.filter(response__in=responses).exclude(action=Action.ERASE)
    return (
        (DecisionNote.objects.filter(decision__in=decisions), ("text", "salt")),
        (DeskNote.objects.filter(response__in=responses), ("text",)),
        (AppealMessage.objects.filter(appeal__response__in=responses), ("text",)),
        (Flag.objects.filter(response__in=responses), ("note",)),
        (Redaction.objects.filter(response__in=responses), ("note",)),
    )
