"""Who has which response open, and what isn't shown to a moderator unasked."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from comments.models import Claim
from masslinesite.prepared import NOW, NUMBER, USER, prepared_records
from masslinesite.statements import places, rows, stored_time

OTHERS = """
SELECT response_id FROM comments_claim WHERE response_id IN ({among}) AND ends_at > %s AND holder_id <> %s"""
UNASKED = """
SELECT response_id FROM comments_item WHERE response_id IN ({among}) AND NOT (distress = '') AND distress IN (
    SELECT distress FROM comments_unasked WHERE user_id = %s)"""


def living_claim(response_id: int) -> Claim | None:
    """One query."""
    return _living().first(number=response_id, now=timezone.now())


def claims_in_the_way(response_id: int, user_id: int) -> dict[int, Claim]:
    """The claim on a response, and whatever else the moderator has claimed; by response. One query."""
    found = _in_the_way().records(number=response_id, user=user_id)
    return {claim.response_id: claim for claim in found}


@prepared_records
def _living() -> QuerySet[Claim]:
    return Claim.objects.filter(response_id=NUMBER, ends_at__gt=NOW).select_related("holder")


@prepared_records
def _in_the_way() -> QuerySet[Claim]:
    return Claim.objects.filter(Q(response_id=NUMBER) | Q(holder_id=USER)).select_related("holder")


def kept_from(user_id: int, numbers: list[int]) -> tuple[set[int], set[int]]:
    """Of the responses ``numbers``: those that others have open, and those not to be shown unasked.

    Two queries.
    """
    if not numbers:
        return set(), set()
    now, among = stored_time(timezone.now()), places(numbers)
    others = rows(OTHERS.format(among=among), [*numbers, now, user_id])
    unasked = rows(UNASKED.format(among=among), [*numbers, user_id])
    return {number for (number,) in others}, {number for (number,) in unasked}
