"""What stands beside a response: its appeal, its flags, its redactions; for the desk and for the receipt."""

from dataclasses import dataclass

from comments import rules
from comments.enums import Action, Status
from comments.models import Response
from comments.queries.accounts import Desk
from comments.queries.appeals import AppealSeen, appeal_of
from comments.queries.flags import FlagsSeen, flags_of
from comments.queries.redactions import RedactionSeen, redactions_of


@dataclass(frozen=True)
class Redress:
    """``flags`` are for the desk alone; ``can_redact``: words of it can be withheld as things stand."""

    appeal: AppealSeen | None
    flags: FlagsSeen | None
    redactions: list[RedactionSeen]
    can_redact: bool


def redress_of(response: Response, parent: Response | None, desk: Desk) -> Redress:
    """For a moderator; the response is ``with_signs``. No query for one that waits, two for one that was
    published; more only where there is something: two for redactions and an appeal, one for flags."""
    return Redress(
        appeal=appeal_of(response, parent, desk),
        flags=flags_of(response),
        redactions=redactions_of(response) if response.has_redactions else [],
        can_redact=(Status(response.status), Action.REDACT) in rules.TRANSITIONS,
    )


def redress_at_receipt(response: Response) -> Redress:
    """For its author. Its parent must be loaded. One query for a response that waits, else two; and two more
    where there is something."""
    return Redress(
        appeal=appeal_of(response, response.parent),
        flags=None,
        redactions=redactions_of(response),
        can_redact=False,
    )
