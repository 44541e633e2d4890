"""Responses, their revisions, and the record of their moderation."""

from comments.models.moderation import Decision, DeskAccount, Tally, Throttle
from comments.models.responses import Response, Revision

__all__ = ["Decision", "DeskAccount", "Response", "Revision", "Tally", "Throttle"]
