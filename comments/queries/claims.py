"""Who has which response open, and what isn't shown to a moderator unasked."""

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from comments.models import Claim, Item, Unasked
from masslinesite.statements import places, rows

OTHERS = """
SELECT response_id FROM comments_claim WHERE response_id IN ({among}) AND ends_at > %s AND holder_id <> %s"""
UNASKED = """
SELECT response_id FROM comments_item WHERE response_id IN ({among}) AND NOT (distress = '') AND distress IN (
    SELECT distress FROM comments_unasked WHERE user_id = %s)"""


def living_claim(response_id: int) -> Claim | None:
    """One query."""
    living = Claim.objects.filter(response_id=response_id, ends_at__gt=timezone.now())
    return living.select_related("holder").first()


def passed_over(user_id: int, response: str = "pk") -> Q:
    """The responses that are not opened for a moderator unasked: those that others have open, and those of
    a kind that the moderator chose not to be shown.

    A condition on ``response``, the column with the response's id; subqueries, none of their own.
    """
    others = Claim.objects.filter(ends_at__gt=timezone.now()).exclude(holder_id=user_id)
    return Q(**{f"{response}__in": others.values("response_id")}) | Q(
        **{f"{response}__in": _unasked_items(user_id).values("response_id")}
    )


def kept_from(user_id: int, numbers: list[int]) -> tuple[set[int], set[int]]:
    """Of the responses ``numbers``: those that others have open, and those not to be shown unasked.

    Two queries.
    """
    if not numbers:
        return set(), set()
    now, among = connection.ops.adapt_datetimefield_value(timezone.now()), places(numbers)
    others = rows(OTHERS.format(among=among), [*numbers, now, user_id])
    unasked = rows(UNASKED.format(among=among), [*numbers, user_id])
    return {number for (number,) in others}, {number for (number,) in unasked}


def is_unasked(user_id: int, response: str) -> Exists:
    """Whether a row is of a kind that the moderator chose not to be shown unasked; ``response`` is the row's
    column with the response's id. A subquery, none of its own."""
    return Exists(_unasked_items(user_id).filter(response=OuterRef(response)))


def _unasked_items(user_id: int):
    chosen = Unasked.objects.filter(user_id=user_id)
    return Item.objects.exclude(distress="").filter(distress__in=chosen.values("distress"))
