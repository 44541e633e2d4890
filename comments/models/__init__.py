"""Responses, their revisions, and the record of their moderation."""

from comments.models.moderation import Decision, DeskAccount, Tally, Throttle
from comments.models.quotations import CheckedRevision, QuotationCheck
from comments.models.responses import Response, Revision

__all__ = [
    "CheckedRevision",
    "Decision",
    "DeskAccount",
    "QuotationCheck",
    "Response",
    "Revision",
    "Tally",
    "Throttle",
]
