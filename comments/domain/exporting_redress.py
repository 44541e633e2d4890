"""What belongs to an account's responses besides words and decisions, for its owner to take along."""

from collections import defaultdict

from django.db.models import QuerySet

from comments.domain.encryption import Unreadable, decrypt
from comments.domain.notifying import MAIL
from comments.enums import ActKind, ItemKind, Role
from comments.markup.withholding import Span, pieces
from comments.models import Act, Appeal, DecisionMark, Item, Redaction, Response, Revision, Subscription

#: By the id of a response, or of a decision.
Found = dict[int, list[dict[str, object]]]


def appeals_to(own: QuerySet[Response]) -> Found:
    """With all that was written in them. Two queries."""
    found = defaultdict(list)
    for appeal in Appeal.objects.filter(response__in=own).prefetch_related("messages").order_by("id"):
        found[appeal.response_id].append(
            {
                "opened_at": appeal.opened_at.isoformat(),
                "closed_at": appeal.closed_at.isoformat() if appeal.closed_at else "",
                "state": appeal.get_state_display(),
                "messages": [
                    {
                        "at": message.at.isoformat(),
                        "by": "author" if message.role == Role.AUTHOR else "moderator",
                        "text": message.text,
                    }
                    for message in appeal.messages.all()
                ],
            }
        )
    return found


def redactions_in(own: QuerySet[Response]) -> Found:
    """Words withheld or asked to be. Two queries."""
    found = defaultdict(list)
    rows = Redaction.objects.filter(response__in=own).select_related("revision").prefetch_related("spans")
    for redaction in rows.order_by("id"):
        spans = [Span(each.start, each.end) for each in redaction.spans.all()]
        text = redaction.revision.text
        found[redaction.response_id].append(
            {
                "at": redaction.at.isoformat(),
                "answered_at": redaction.answered_at.isoformat() if redaction.answered_at else "",
                "state": redaction.get_state_display(),
                "reason": redaction.get_reason_display(),
                "note": redaction.note,
                "words": [piece.text for piece in pieces(text, spans) if piece.is_withheld] if text else [],
            }
        )
    return found


def marks_of(own: QuerySet[Response], revisions: list[Revision]) -> dict[int, list[str]]:
    """The words that each decision marked, by the decision's id. One query."""
    texts = {(each.response_id, each.number): each.text for each in revisions}
    found = defaultdict(list)
    marks = DecisionMark.objects.filter(decision__response__in=own).select_related("decision")
    for mark in marks.order_by("decision_id", "start"):
        text = texts.get((mark.decision.response_id, mark.decision.revision), "")
        found[mark.decision_id].append(text[mark.start : mark.end])
    return found


def erasures_asked(own: QuerySet[Response]) -> Found:
    """Demands for erasure, and why one was declined. Two queries."""
    found, numbers = defaultdict(list), {}
    for item in Item.objects.filter(response__in=own, kind=ItemKind.ERASURE).order_by("id"):
        numbers[f"R {item.response_id}, not erased"] = item.response_id
        closed = item.closed_at.isoformat() if item.closed_at else ""
        found[item.response_id].append({"asked_at": item.opened_at.isoformat(), "settled_at": closed})
    for act in Act.objects.filter(kind=ActKind.ERASURE, about__in=numbers).order_by("id"):
        found[numbers[act.about]].append({"declined_at": act.at.isoformat(), "why": act.said})
    return found


def messages_to(own: QuerySet[Response]) -> Found:
    """Which e-mail address is told of a response. One query."""
    found = defaultdict(list)
    for row in Subscription.objects.filter(response__in=own):
        try:
            address = decrypt(row.address, purpose=MAIL)
        except Unreadable:
            address = "encrypted under an earlier key, so it cannot be read"
        found[row.response_id].append(
            {
                "address": address,
                "asked_at": row.asked_at.isoformat(),
                "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else "",
            }
        )
    return found
