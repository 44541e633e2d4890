"""One decision on several responses that are alike: each decided for itself, and logged for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from comments.domain.items import WAITING
from comments.domain.moderation import Actor, Refused, Stale, change_status
from comments.enums import Action, Reason, Status
from comments.models import Claim, Decision, Response
from comments.rules import MOST_TOGETHER


@dataclass(frozen=True)
class Picked:
    """A response by number, and the digest of the words that were seen of it."""

    response: int
    digest: str


@dataclass(frozen=True)
class Result:
    """``decision`` is None where nothing was done; ``why`` says then why not."""

    response: int
    decision: Decision | None = None
    why: str = ""


def decide_together(
    picked: Sequence[Picked],
    *,
    status: Status,
    action: Action,
    by: Actor,
    reason: Reason = Reason.NONE,
    note: str = "",
) -> list[Result]:
    """Decides on each of ``picked`` that is still ``status`` and unchanged, one after the other.

    What has changed meanwhile, what another moderator has open, and what the rules or the conflict of
    interest keep this one from deciding on is left as it is, with the reason; the others are done all the
    same. Raises Refused where there are none, more than ``MOST_TOGETHER``, or where responses of that
    status do not wait. Cost: for each, one query and those of ``change_status``.
    """
    if not picked:
        raise Refused("Nothing was chosen.")
    if len(picked) > MOST_TOGETHER:
        raise Refused(f"At most {MOST_TOGETHER} are decided on together.")
    if status not in WAITING:
        raise Refused("Only responses that wait for a decision are decided on together.")

    def decide(each: Picked) -> Result:
        if holder := _other_holder(each.response, by):
            return Result(each.response, why=f"{holder} has it open.")
        try:
            decision = change_status(
                response_id=each.response,
                action=action,
                by=by,
                seen_digest=each.digest,
                seen_status=status,
                reason=reason,
                note=note,
            )
        except Stale as stale:
            return Result(each.response, why=_what_happened(stale, each))
        except Refused as refusal:
            return Result(each.response, why=refusal.message)
        except Response.DoesNotExist:
            return Result(each.response, why="There is no such response.")
        return Result(each.response, decision)

    return [decide(each) for each in dict.fromkeys(picked)]


def _other_holder(response: int, by: Actor) -> str:
    """Who else has it open at this moment; empty: nobody. One query."""
    living = Claim.objects.filter(response_id=response, ends_at__gt=timezone.now())
    return living.exclude(holder_id=by.user_id).values_list("holder__username", flat=True).first() or ""


def _what_happened(stale: Stale, seen: Picked) -> str:
    if stale.revision.digest != seen.digest:
        if stale.decision and stale.decision.action == Action.REDACT:
            return "Words of it were withheld, or shown again, since you saw it."
        return "Its author has sent other words since you saw it."
    by = f" by {stale.decision.actor_name}" if stale.decision and stale.decision.actor_name else ""
    what = f"{stale.decision.get_action_display()}{by}" if stale.decision else "changed"
    return f"It was {what} meanwhile, and is {stale.status.label} now."
