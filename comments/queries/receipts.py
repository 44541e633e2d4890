"""A response as its writer sees it: whatever its state."""

from dataclasses import dataclass

from comments.enums import Reason
from comments.models import Decision, Response, Revision
from comments.queries.quotation_checks import SHOWN_CHECKS
from comments.queries.subjects import Subject, answered_by
from comments.queries.threads import SHOWN_WITH
from comments.rules import OPEN

OWN = "own-"
MOST_DIGITS = 15


@dataclass(frozen=True)
class Receipt:
    """``code`` as it is addressed; ``decision`` is the one that gives the reason for the present state,
    where it needs one. ``is_open``: it can still be changed and withdrawn. ``by_account``: opened by the
    account that sent it, not by its code."""

    code: str
    response: Response
    subject: Subject
    decision: Decision | None
    by_account: bool = False

    @property
    def revision(self) -> Revision:
        return self.response.current

    @property
    def is_open(self) -> bool:
        return self.response.status in OPEN


def receipt_of(*, code: str, receipt_hash: str) -> Receipt | None:
    """Three queries, one where there is no such receipt."""
    return _receipt(code, by_account=False, receipt_hash=receipt_hash)


def own_receipt(*, user_id: int, response_id: int) -> Receipt | None:
    """The same page of a response for the account that sent it, whose code nobody needs. Its address has
    ``own_code``. Three queries, one where it isn't theirs."""
    return _receipt(own_code(response_id), by_account=True, pk=response_id, author_id=user_id)


def own_code(response_id: int) -> str:
    """What stands in the place of the code in the address of a receipt opened by its account; no code has
    this form."""
    return f"{OWN}{response_id}"


def own_number(typed: str) -> int | None:
    """The number of the response in an address made with ``own_code``; None for every other."""
    digits = typed.removeprefix(OWN)
    is_own = digits != typed and digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if is_own else None


def _receipt(code: str, *, by_account: bool, **which: object) -> Receipt | None:
    rows = Response.objects.select_related(*SHOWN_WITH, "parent__current").prefetch_related(SHOWN_CHECKS)
    response = rows.filter(**which).first()
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
        by_account=by_account,
    )
