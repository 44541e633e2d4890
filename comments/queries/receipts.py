"""A response as its writer sees it: whatever its state."""

from dataclasses import dataclass

from comments.enums import Reason
from comments.models import Decision, Response, Revision
from comments.queries.quotation_checks import SHOWN_CHECKS
from comments.queries.subjects import Subject, answered_by
from comments.queries.threads import SHOWN_WITH
from comments.rules import OPEN


@dataclass(frozen=True)
class Receipt:
    """``code`` as it is addressed; ``decision`` is the one that gives the reason for the present state,
    where it needs one. ``is_open``: it can still be changed and withdrawn."""

    code: str
    response: Response
    subject: Subject
    decision: Decision | None

    @property
    def revision(self) -> Revision:
        return self.response.current

    @property
    def is_open(self) -> bool:
        return self.response.status in OPEN


def receipt_of(*, code: str, receipt_hash: str) -> Receipt | None:
    """Three queries, one where there is no such receipt."""
    rows = Response.objects.select_related(*SHOWN_WITH, "parent__current").prefetch_related(SHOWN_CHECKS)
    response = rows.filter(receipt_hash=receipt_hash).first()
    if response is None:
        return None
    # Undoing a release brings a hold back without a reason of its own: the hold's stands.
    reasoned = Decision.objects.filter(response=response, new_status=response.status).exclude(
        reason=Reason.NONE
    )
    return Receipt(
        code=code,
        response=response,
        subject=answered_by(response),
        decision=reasoned.order_by("-id").first(),
    )
