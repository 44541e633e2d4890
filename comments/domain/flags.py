"""Flags: readers ask the moderators to look at a published response, and who they are is not kept.

A sender is a keyed hash: of an account where one is signed in, else of the network's surroundings under a
key that is in memory only and made anew at each start. It tells one sender from another, and nothing else.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments import rules
from comments.domain.claims import check_not_claimed
from comments.domain.items import close_item, open_item
from comments.domain.locking import lock
from comments.domain.moderation import Actor, Refused, by_rule, change_status, check_not_own
from comments.domain.recording import record_act
from comments.domain.refusals import Settled
from comments.domain.throttling import surroundings
from comments.domain.waiting import tried_again
from comments.enums import Action, ActKind, Finding, FlagReason, ItemKind, Reason, Status
from comments.markup.cleaning import clean_text
from comments.models import Flag, Response

LONGEST_NOTE = 1000
SALT = "comments.flag"


@dataclass(frozen=True)
class Sender:
    """Who flags, as far as it is kept. ``here`` counts once for a revision; ``across`` is the same for every
    response, so that misuse shows."""

    here: str
    across: str


def sender_of(*, response_id: int, address: str, account: int | None) -> Sender:
    """``address`` is a network address (``masslinesite.access.client_address``); it counts only where nobody
    is signed in. No query."""
    if account is not None:
        across = salted_hmac(SALT, f"account {account}", algorithm="sha256").hexdigest()
    else:
        message = f"{SALT}\0{surroundings(address)}".encode()
        across = hmac.new(settings.THROTTLE_KEY, message, hashlib.sha256).hexdigest()
    here = salted_hmac(SALT, f"{response_id} {across}", algorithm="sha256").hexdigest()
    return Sender(here, across)


@tried_again
def flag_response(*, response_id: int, reason: FlagReason, note: str, sender: Sender) -> None:
    """Puts a flag on the words that are published now, and holds the response where enough readers have.

    Says nothing of what was there before: a second flag of the same sender, and one of a response that is
    not published, not any more, or was never there, change nothing.

    Of several flags at once one holds. A dozen queries at most, or those and the ones of a decision.
    """
    if not Response.objects.published().filter(pk=response_id).exists():
        return
    with transaction.atomic():
        response, _ = lock(response_id, with_ancestors=True)
        if response.status != Status.PUBLISHED:
            return
        _, is_new = Flag.objects.get_or_create(
            revision=response.current,
            sender=sender.here,
            defaults={
                "response": response,
                "reason": reason,
                "note": clean_text(note)[:LONGEST_NOTE],
                "across": sender.across,
                "at": timezone.now(),
            },
        )
        if not is_new:
            return
        if holds_for := _reason_to_hold(response):
            _hold(response, holds_for)
        else:
            open_item(response, ItemKind.FLAGS)


@tried_again
def find_flags(*, response_id: int, by: Actor, flags: Collection[int], finding: Finding) -> int:
    """Records what a moderator finds of these flags, and returns how many there were to find something of.

    What others have found meanwhile stays. Flags found founded wait for the decision that follows; with the
    last one of the others found, nothing waits any more. It is recorded as an act, by the reasons given and
    without the senders. Raises Claimed where another moderator has the response open, Refused by the conflict
    of interest, Settled where none of them is open any more; Response.DoesNotExist. Fourteen queries at most.
    """
    chosen = Q(pk__in=flags, finding=Finding.OPEN)
    return _find(response_id, by, chosen, finding, f"Finding on flags, {finding.label}")


@tried_again
def change_findings(*, response_id: int, by: Actor, found: Mapping[int, Finding], finding: Finding) -> int:
    """A later finding in the place of an earlier one, by flag as it was seen; nobody's first press is final.

    From then on the flags and their senders count as if it had been found so at once; a response that was
    held is not published by it, nor the other way round. Else as ``find_flags``; flags whose finding is
    another by now stay.
    """
    chosen = reduce(or_, (Q(pk=flag, finding=was) for flag, was in found.items()), Q(pk__in=[]))
    return _find(
        response_id,
        by,
        chosen & ~Q(finding=Finding.OPEN),
        finding,
        f"Finding on flags changed to {finding.label}",
    )


@tried_again
def _find(response_id: int, by: Actor, chosen: Q, finding: Finding, said: str) -> int:
    if not rules.may_act(by.role, Action.HOLD):
        raise Refused("Your account cannot do this.")
    with transaction.atomic():
        response, parent = lock(response_id, with_ancestors=False)
        check_not_own(response, parent, by)
        check_not_claimed(response_id=response_id, user_id=by.user_id, role=by.role)
        rows = Flag.objects.filter(chosen, response=response)
        reasons = [FlagReason(reason) for reason in rows.values_list("reason", flat=True)]
        found = rows.update(finding=finding)
        if not found:
            raise Settled("Another moderator has looked at these flags meanwhile, so nothing was done.")
        waiting = Flag.objects.filter(response=response, finding=Finding.OPEN).exists()
        if finding == Finding.FOUNDED and response.is_published:
            open_item(response, ItemKind.FLAGS)
        elif not waiting and finding != Finding.FOUNDED:
            close_item(response, ItemKind.FLAGS)
        record_act(response_id=response.pk, kind=ActKind.FLAGS, said=f"{said}: {_counted(reasons)}.", by=by)
        return found


def _counted(reasons: list[FlagReason]) -> str:
    """“2 × it is off topic, 1 × something else”."""
    return ", ".join(f"{number} × {reason.label}" for reason, number in Counter(reasons).most_common())


def _hold(response: Response, reason: Reason) -> None:
    change_status(
        response_id=response.pk,
        action=Action.HOLD,
        by=by_rule("flags"),
        seen_digest=response.current.digest,
        seen_status=Status.PUBLISHED,
        reason=reason,
        also=partial(open_item, kind=ItemKind.FLAGS),
    )


def _reason_to_hold(response: Response) -> Reason:
    """Why the flags on its words hold it now; NONE where they don't. Two queries at most.

    They don't where a moderator has found flags on these words unfounded, and those of senders whose flags
    were found to be misuse count for nothing, as long as that finding is kept.
    """
    rows = list(Flag.objects.filter(revision=response.current))
    if any(row.finding == Finding.UNFOUNDED for row in rows):
        return Reason.NONE
    open_rows = [row for row in rows if row.finding == Finding.OPEN]
    if len(open_rows) < rules.FLAGS_THAT_HOLD:
        return Reason.NONE
    misused = Flag.objects.filter(across__in=[row.across for row in open_rows], finding=Finding.ABUSE)
    ignored = set(misused.values_list("across", flat=True))
    counted = [FlagReason(row.reason) for row in open_rows if row.across not in ignored]
    return rules.reason_of_flags(counted) if len(counted) >= rules.FLAGS_THAT_HOLD else Reason.NONE
