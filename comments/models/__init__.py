"""Responses, their revisions, and the record of their moderation."""

from comments.models.accounts import AccountSession, Authenticator, DebateName, Passkey, RecoveryCode
from comments.models.desk import Claim, DeskNote, Exemption, Item, ItemCount, StatusCount
from comments.models.desk_settings import BreakReminder, DeskKey, Unasked
from comments.models.figures import Figure, FigureMonth
from comments.models.moderation import (
    Act,
    Decision,
    DecisionMark,
    DecisionNote,
    DeskAccount,
    LogHead,
    Tally,
    Throttle,
)
from comments.models.notifying import Message, Subscription
from comments.models.policy import PolicyReason, PolicyVersion
from comments.models.queue import DeskEntry, SavedFilter
from comments.models.quotations import CheckedRevision, QuotationCheck
from comments.models.redress import Appeal, AppealMessage, Flag, RedactedSpan, Redaction
from comments.models.renderings import Rendering
from comments.models.responses import Response, Revision
from comments.models.screening import LikenessKey, Screening, ScreeningNote
from comments.models.screening_rules import (
    Learning,
    LearntWord,
    RuleSet,
    RuleTrust,
    RuleValue,
    RuleWord,
    TrustRestored,
)

__all__ = [
    "AccountSession",
    "Act",
    "Appeal",
    "AppealMessage",
    "Authenticator",
    "BreakReminder",
    "CheckedRevision",
    "Claim",
    "DebateName",
    "Decision",
    "DecisionMark",
    "DecisionNote",
    "DeskAccount",
    "DeskEntry",
    "DeskKey",
    "DeskNote",
    "Exemption",
    "Figure",
    "FigureMonth",
    "Flag",
    "Item",
    "ItemCount",
    "Learning",
    "LearntWord",
    "LikenessKey",
    "LogHead",
    "Message",
    "Passkey",
    "PolicyReason",
    "PolicyVersion",
    "QuotationCheck",
    "RecoveryCode",
    "RedactedSpan",
    "Redaction",
    "Rendering",
    "Response",
    "Revision",
    "RuleSet",
    "RuleTrust",
    "RuleValue",
    "RuleWord",
    "SavedFilter",
    "Screening",
    "ScreeningNote",
    "StatusCount",
    "Subscription",
    "Tally",
    "Throttle",
    "TrustRestored",
    "Unasked",
]
