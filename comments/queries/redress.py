"""What stands beside a response: its appeal, its flags, its redactions; for the desk and for the receipt."""

from dataclasses import dataclass

from comments import rules
from comments.enums import Action, Status
from comments.models import Response
from comments.queries.accounts import Desk
from comments.queries.appeals import AppealSeen, appeal_of
from comments.queries.exemptions import exemption_for
from comments.queries.flags import FlagsSeen, flags_of
from comments.queries.redactions import RedactionSeen, redactions_of


@dataclass(frozen=True)
class Redress:
    """``flags`` are for the desk alone; ``can_redact``: words of it can be withheld as things stand;
    ``may_keep``: this moderator is one who can keep them withheld against their author's refusal."""

    appeal: AppealSeen | None
    flags: FlagsSeen | None
    redactions: list[RedactionSeen]
    can_redact: bool
    may_keep: bool = False

    @property
    def asks_author(self) -> bool:
        """Words are in sight that the author has been asked to let be withheld."""
        return any(each.waits_for_author and not each.is_in_effect for each in self.redactions)


def redress_of(response: Response, parent: Response | None, desk: Desk) -> Redress:
    """For a moderator; the response is ``with_signs``. No query for one that waits, two for one that was
    published; more only where there is something: two for redactions and an appeal, one for flags, one for
    words that who looks has withheld and their author wants to see again."""
    redactions = redactions_of(response) if response.has_redactions else []
    return Redress(
        appeal=appeal_of(response, parent, desk),
        flags=flags_of(response),
        redactions=redactions,
        can_redact=(Status(response.status), Action.REDACT) in rules.TRANSITIONS,
        may_keep=_may_keep(response, redactions, desk),
    )


def _may_keep(response: Response, redactions: list[RedactionSeen], desk: Desk) -> bool:
    """Whoever withheld the words does not decide that they stay so, but by an editor's leave."""
    withheld_by = {each.redaction.by_id for each in redactions if each.can_be_kept}
    if not any(rules.why_not_keep_withheld(user_id=desk.user_id, withheld_by=each) for each in withheld_by):
        return True
    return exemption_for(response.pk, desk.user_id) is not None


def redress_at_receipt(response: Response) -> Redress:
    """For its author. Its parent must be loaded. One query for a response that waits, else two; and two more
    where there is something."""
    return Redress(
        appeal=appeal_of(response, response.parent),
        flags=None,
        redactions=redactions_of(response),
        can_redact=False,
    )
