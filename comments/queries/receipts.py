"""A response as its writer sees it: whatever its state."""

from dataclasses import dataclass

from comments.enums import Action, Status
from comments.models import Decision, Response, Revision
from comments.queries.subjects import Subject, answered_by
from comments.queries.threads import SHOWN_WITH

#: What a writer does to their own response; the rest of the record is the moderators'.
OF_THE_WRITER = (Action.REVISE, Action.WITHDRAW)


@dataclass(frozen=True)
class Receipt:
    """``code`` as it is addressed; ``decision`` is the moderators' latest, ``waiting_since`` a time or
    None where nothing is waited for. ``is_open``: it can still be changed and withdrawn."""

    code: str
    response: Response
    subject: Subject
    decision: Decision | None

    @property
    def revision(self) -> Revision:
        return self.response.current

    @property
    def is_open(self) -> bool:
        return self.response.status in (Status.PENDING, Status.HELD)


def receipt_of(*, code: str, receipt_hash: str) -> Receipt | None:
    """Two queries, one where there is no such receipt."""
    rows = Response.objects.select_related(*SHOWN_WITH, "parent__current")
    response = rows.filter(receipt_hash=receipt_hash).first()
    if response is None:
        return None
    decisions = Decision.objects.filter(response=response).exclude(action__in=OF_THE_WRITER)
    return Receipt(
        code=code,
        response=response,
        subject=answered_by(response),
        decision=decisions.order_by("-id").first(),
    )
