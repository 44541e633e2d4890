"""Claims: who opens a response at the desk has it for ten minutes, so that two don't read the same in vain.

A claim hinders nobody for long: it ends by itself, it is given up with the decision, and the queue passes
by what others hold. One past its end counts for nothing. Each function here writes single rows in
statements of their own, which decide between several callers at once; none waits for a response's lock.
"""

from datetime import datetime, timedelta

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from comments.domain.refusals import Claimed, Refused
from comments.enums import Role
from comments.models import Claim, Response
from comments.queries.claims import claims_in_the_way, living_claim
from masslinesite.statements import change, first, time_of

#: Long enough to read a long response with its context and look up a quotation; each act begins it anew.
CLAIM_FOR = timedelta(minutes=10)
#: A claim of one's own that was begun so lately is left as it is by opening the page again: to look at the
#: queue twice need not write twice.
AS_GOOD_AS_NEW = timedelta(minutes=1)
HOLDER = "SELECT holder_id, ends_at FROM comments_claim WHERE response_id = %s"
GIVE_UP = "DELETE FROM comments_claim WHERE response_id = %s AND holder_id = %s"
#: These may take over what another has open, without waiting for its end.
MAY_TAKE_OVER = frozenset({Role.EDITOR, Role.ADMINISTRATOR})


def take_claim(*, response_id: int, user_id: int) -> Claim | None:
    """The claim on the response as it is afterwards: one's own, unless another's is living; None if it was
    given up in this very moment.

    Of several callers at once exactly one gets it: the UPDATE finds only a claim that is one's own or has
    ended, and the INSERT is refused by the unique key where there is one by then. What is read before only
    says which of them to try. Whatever else the moderator had open is given up first. One query where
    somebody else has it or one's own was begun within the last minute, two to go on with an older one, else
    three or four; one more to give up another.
    """
    claims = claims_in_the_way(response_id, user_id)
    there = claims.pop(response_id, None)
    if claims:
        Claim.objects.filter(holder_id=user_id).exclude(response_id=response_id).delete()
    now = timezone.now()
    is_living = there is not None and there.ends_at > now
    if is_living and there.holder_id != user_id:
        return there
    if is_living and there.ends_at > now + CLAIM_FOR - AS_GOOD_AS_NEW:
        return there
    taken = {"holder_id": user_id, "ends_at": now + CLAIM_FOR}
    renewed = there is not None and _renew(response_id, user_id, now, taken)
    if renewed and is_living:
        there.ends_at = taken["ends_at"]
        return there
    if not renewed:
        claim = Claim(response_id=response_id, taken_at=now, **taken)
        Claim.objects.bulk_create([claim], ignore_conflicts=True)
    return living_claim(response_id)


def _renew(response_id: int, user_id: int, now: datetime, taken: dict[str, object]) -> bool:
    """The claim that is there becomes one's own, if it is already or has ended. One query."""
    free = Q(holder_id=user_id) | Q(ends_at__lte=now)
    still_mine = When(holder_id=user_id, ends_at__gt=now, then=F("taken_at"))
    rows = Claim.objects.filter(free, response_id=response_id)
    return rows.update(taken_at=Case(still_mine, default=Value(now)), **taken) > 0


def extend_claim(*, response_id: int, user_id: int) -> Claim:
    """Ten minutes more from now on, also where the claim has ended and nobody else has taken it.

    Raises Claimed where somebody has, Response.DoesNotExist. Two to six queries.
    """
    Response.objects.values("pk").get(pk=response_id)
    claim = take_claim(response_id=response_id, user_id=user_id)
    if claim is None or claim.holder_id != user_id:
        raise Claimed(_in_others_hands(claim) if claim else "It is not at your desk any more.")
    return claim


def prolong_claim(*, response_id: int, user_id: int) -> None:
    """An act on the response begins the ten minutes anew, if the claim is one's own. One query."""
    own = Claim.objects.filter(response_id=response_id, holder_id=user_id)
    own.update(ends_at=timezone.now() + CLAIM_FOR)


def give_up_claim(*, response_id: int, user_id: int) -> bool:
    """One's own claim ends, with True; nobody else's does. One query."""
    return change(GIVE_UP, [response_id, user_id]) > 0


def end_claim(*, response_id: int) -> None:
    """Nobody has the response open any more, whoever had. One query."""
    Claim.objects.filter(response_id=response_id).delete()


def take_over_claim(*, response_id: int, user_id: int, role: Role) -> Claim:
    """The claim is one's own, whoever held it. Raises Refused for who may not. Up to eight
    queries."""
    if role not in MAY_TAKE_OVER:
        raise Refused("Only an editor can take over what another has open; when the time is up, anybody can.")
    Claim.objects.filter(response_id=response_id).exclude(holder_id=user_id).delete()
    return extend_claim(response_id=response_id, user_id=user_id)


def check_not_claimed(*, response_id: int, user_id: int, role: Role) -> None:
    """Raises Claimed where somebody else has the response open, saying what can be done. One query, two if
    so."""
    if found := first(HOLDER, [response_id]):
        check_holder(response_id, *found, user_id=user_id, role=role)


def check_holder(
    response_id: int, holder_id: int, until: datetime | str, *, user_id: int, role: Role
) -> None:
    """The same of what a statement gave back of the response's claim. One query if somebody else has it open,
    else none."""
    if holder_id == user_id or time_of(until) <= timezone.now():
        return
    claim = living_claim(response_id)
    if claim is not None and claim.holder_id != user_id:
        more = ", or take it over" if role in MAY_TAKE_OVER else ", or ask an editor to take it over"
        raise Claimed(
            f"{_in_others_hands(claim)} Nothing was done. Wait until then, ask {claim.holder.username} by a "
            f"note{more}."
        )


def _in_others_hands(claim: Claim) -> str:
    return (
        f"R\N{NO-BREAK SPACE}{claim.response_id} is open at {claim.holder.username}’s desk since "
        f"{claim.taken_at:%H:%M}, until {claim.ends_at:%H:%M} UTC."
    )
