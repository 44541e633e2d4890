"""One decision on several matters that are alike: each decided for itself, and logged for itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.flags import find_flags
from comments.domain.items import WAITING
from comments.domain.moderation import Actor, Refused, Stale, change_status
from comments.enums import Action, Finding, Reason, Role, Status
from comments.models import Claim, Decision, Response
from comments.rules import MOST_TOGETHER

#: What is found of flags on several responses; founded ones each lead to a decision of their own.
FOUND_TOGETHER = (Finding.UNFOUNDED, Finding.ABUSE)


@dataclass(frozen=True)
class Picked:
    """A response by number, and what was seen of it: the digest of the words that stand, or of the edit that
    waits, or the ids of its flags."""

    response: int
    digest: str = ""
    flags: tuple[int, ...] = ()


@dataclass(frozen=True)
class Result:
    """``decision`` is None where none was made: because flags were judged, or, as ``why`` says then, because
    nothing was done."""

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
    if status not in WAITING:
        raise Refused("Only responses that wait for a decision are decided on together.")

    def decide(each: Picked) -> Decision:
        return change_status(
            response_id=each.response,
            action=action,
            by=by,
            seen_digest=each.digest,
            seen_status=status,
            reason=reason,
            note=note,
        )

    return _one_by_one(picked, by, decide, _what_happened)


def settle_edits_together(
    picked: Sequence[Picked], *, action: Action, by: Actor, reason: Reason = Reason.NONE, note: str = ""
) -> list[Result]:
    """Accepts or refuses the edits that were seen, else as ``decide_together``."""
    if action not in (Action.ACCEPT, Action.REFUSE):
        raise Refused("Edits are accepted or refused.")

    def settle(each: Picked) -> Decision:
        seen = {"response_id": each.response, "by": by, "seen_digest": each.digest, "note": note}
        return accept_edit(**seen) if action == Action.ACCEPT else refuse_edit(reason=reason, **seen)

    return _one_by_one(picked, by, settle, _what_happened_to_edit)


def find_flags_together(picked: Sequence[Picked], *, finding: Finding, by: Actor) -> list[Result]:
    """Finds the same of all flags that were seen, else as ``decide_together``; there is no decision then,
    but an act for each response. Raises Refused for what is found of one response at a time."""
    if finding not in FOUND_TOGETHER:
        raise Refused("Founded flags lead to a decision each, so they are looked at one by one.")

    def find(each: Picked) -> None:
        find_flags(response_id=each.response, by=by, flags=each.flags, finding=finding)

    return _one_by_one(picked, by, find, _what_happened)


def _one_by_one(
    picked: Sequence[Picked],
    by: Actor,
    act: Callable[[Picked], Decision | None],
    told: Callable[[Stale, Picked], str],
) -> list[Result]:
    """What became of each, in order. Raises Refused for none and for too many."""
    if not picked:
        raise Refused("Nothing was chosen.")
    if len(picked) > MOST_TOGETHER:
        raise Refused(f"At most {MOST_TOGETHER} are decided on together.")

    def result(each: Picked) -> Result:
        if holder := _other_holder(each.response, by):
            return Result(each.response, why=f"{holder} has it open.")
        try:
            return Result(each.response, act(each))
        except Stale as stale:
            return Result(each.response, why=told(stale, each))
        except Refused as refusal:
            return Result(each.response, why=refusal.message)
        except Response.DoesNotExist:
            return Result(each.response, why="There is no such response.")

    return [result(each) for each in dict.fromkeys(picked)]


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


def _what_happened_to_edit(stale: Stale, seen: Picked) -> str:
    last = stale.decision
    if last is None or last.role == Role.AUTHOR:
        return "Its author has sent another edit, or taken this one back, since you saw it."
    by = f" by {last.actor_name}" if last.actor_name else ""
    return f"Meanwhile: {last.get_action_display()}{by}."
