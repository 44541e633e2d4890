"""Responses, their revisions, and the record of their moderation."""

from comments.models.desk import Claim, DeskNote, Exemption, Item, ItemCount, StatusCount
from comments.models.moderation import Act, Decision, DecisionNote, DeskAccount, LogHead, Tally, Throttle
from comments.models.notifying import Message, Subscription
from comments.models.policy import PolicyReason, PolicyVersion
from comments.models.quotations import CheckedRevision, QuotationCheck
from comments.models.redress import Appeal, AppealMessage, Flag, RedactedSpan, Redaction
from comments.models.responses import Response, Revision
from comments.models.screening import ScreeningNote

__all__ = [
    "Act",
    "Appeal",
    "AppealMessage",
    "CheckedRevision",
    "Claim",
    "Decision",
    "DecisionNote",
    "DeskAccount",
    "DeskNote",
    "Exemption",
    "Flag",
    "Item",
    "ItemCount",
    "LogHead",
    "Message",
    "PolicyReason",
    "PolicyVersion",
    "QuotationCheck",
    "RedactedSpan",
    "Redaction",
    "Response",
    "Revision",
    "ScreeningNote",
    "StatusCount",
    "Subscription",
    "Tally",
    "Throttle",
]
