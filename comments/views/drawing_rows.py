"""Draws the rows of the queue: one template for each kind of row there is, filled for each row.

Nothing that a row says is kept from one page to the next: what is kept is the markup around it, by the facts
in ``Kind`` alone, which say nothing of anybody.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.safestring import SafeString

from comments.enums import Action, ItemKind, Reason, Status
from comments.queries.queue_options import language_name
from comments.queries.queue_rows import Row
from comments.templatetags.desk import waiting
from masslinesite.moulds import Mould, Slot, kept_unless_debugging, mould_of, numbered

TEMPLATE = "comments/desk/partials/_row.html"
#: What stands in a row, as far as there is any of it.
SLOTS = (
    *("number", "item", "url", "address", "name", "on", "holder", "by", "rule", "reason", "waited", "since"),
    *("phase", "language", "closed", "decided"),
)
MONTH_NAMES = {number: str(name) for number, name in MONTHS.items()}


class Kind(NamedTuple):
    """What a row is like. ``holder`` has it open: “me”, “other” or nobody; ``kind`` and ``action`` are those
    of its item and of the latest decision, if any; ``decided_by`` is “person”, “rule” or empty: its author.
    """

    is_item: bool
    is_open: bool
    is_passed: bool
    is_ticked: bool
    is_opened: bool
    is_one_of_several: bool
    is_named: bool
    is_unread: bool
    wants_second: bool
    is_unasked: bool
    is_own: bool
    is_changed: bool
    is_overdue: bool
    is_held_back: bool
    has_language: bool
    status: Status
    kind: ItemKind | str
    action: Action | str
    decided_by: str
    holder: str


def drawn_rows(
    rows: Sequence[Row], *, user_id: int, opened: int, ticked: Collection[int], address: str
) -> SafeString:
    """The list's lines. ``opened`` is the number of the row that is open beside it, ``ticked`` those of the
    rows that are ticked, ``address`` the query string that leads back here. No query."""
    shown = escape(address)
    return SafeString(
        "".join(
            [f"{_mould(kind_of(row, user_id, opened, ticked)).fill(_said(row, shown))}\n" for row in rows]
        )
    )


def kind_of(row: Row, user_id: int, opened: int, ticked: Collection[int]) -> Kind:
    response, item, decision, claim = row.response, row.item, row.decision, row.claim
    holder = ("me" if claim.holder_id == user_id else "other") if claim else ""
    by = ("person" if decision.actor_name else "rule" if decision.rule else "") if decision else ""
    return Kind(
        is_item=item is not None,
        is_open=row.is_open,
        is_passed=row.is_unasked or holder == "other",
        is_ticked=row.number in ticked,
        is_opened=row.number == opened,
        is_one_of_several=row.is_one_of_several,
        is_named=bool(response.name),
        is_unread=row.is_unread,
        wants_second=item is not None and bool(item.wants_second),
        is_unasked=row.is_unasked,
        is_own=response.author_id == user_id,
        is_changed=response.revision > 1,
        is_overdue=row.is_overdue,
        is_held_back=item is not None and bool(item.held_by),
        has_language=item is not None and bool(item.language),
        status=Status(response.status),
        kind=ItemKind(item.kind) if item else "",
        action=Action(decision.action) if decision else "",
        decided_by=by,
        holder=holder,
    )


# Of hundreds that there can be, a desk has some dozens.
@kept_unless_debugging
def _mould(kind: Kind) -> Mould:
    return mould_of(TEMPLATE, {"row": kind} | {name: Slot(name) for name in SLOTS})


def _said(row: Row, address: str) -> dict[str, object]:
    response, item, decision, claim = row.response, row.item, row.decision, row.claim
    said = {
        "number": response.pk,
        "url": address_of_review(response.pk),
        "address": address,
        "name": escape(response.name),
        "on": escape(row.on),
        "waited": waiting(row.since),
        "since": said_time(row.since),
        "decided": "",
    }
    if claim:
        said["holder"] = escape(claim.holder)
    if item:
        said["item"], said["phase"] = item.pk, escape(item.held_by)
        said["language"] = escape(language_name(item.language))
        said["closed"] = said_time(item.closed_at, year=True) if item.closed_at else ""
    if decision:
        said["by"], said["rule"] = escape(decision.by), escape(decision.rule)
        said["reason"] = escape(Reason(decision.reason).label)
        said["decided"] = said_time(decision.at, year=True)
    return said


def said_time(at: datetime, *, year: bool = False) -> str:
    """As the templates' “j F Y, H:i”, or in this year's days “j F, H:i”, at a tenth of its cost."""
    day = f"{at.day} {MONTH_NAMES[at.month]}"
    is_told = year or at.year != timezone.now().year
    return f"{day} {at.year:04}, {at:%H:%M}" if is_told else f"{day}, {at:%H:%M}"


def address_of_review(number: int) -> str:
    """Of a response's page at the desk."""
    return numbered("review", number)
