"""Responses, their revisions, and the record of their moderation."""

from comments.models.desk import Claim, DeskNote, Exemption, Item, ItemCount, StatusCount
from comments.models.desk_settings import BreakReminder, DeskKey, Unasked
from comments.models.moderation import Act, Decision, DecisionNote, DeskAccount, LogHead, Tally, Throttle
from comments.models.policy import PolicyReason, PolicyVersion
from comments.models.quotations import CheckedRevision, QuotationCheck
from comments.models.redress import Appeal, AppealMessage, Flag, RedactedSpan, Redaction
from comments.models.responses import Response, Revision
from comments.models.screening import ScreeningNote

__all__ = [
    "Act",
    "Appeal",
    "AppealMessage",
    "BreakReminder",
    "CheckedRevision",
    "Claim",
    "Decision",
    "DecisionNote",
    "DeskAccount",
    "DeskKey",
    "DeskNote",
    "Exemption",
    "Flag",
    "Item",
    "ItemCount",
    "LogHead",
    "PolicyReason",
    "PolicyVersion",
    "QuotationCheck",
    "RedactedSpan",
    "Redaction",
    "Response",
    "Revision",
    "ScreeningNote",
    "StatusCount",
    "Tally",
    "Throttle",
    "Unasked",
]
