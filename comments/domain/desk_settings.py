"""A moderator's own settings of the desk."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from comments.domain.breaks import PAUSE, is_break_due
from comments.domain.waiting import tried_again
from comments.enums import DeskAct, Distress
from comments.models import BreakReminder, DeskAccount, DeskKey, Unasked
from comments.queries.desk_settings import MOST_DECISIONS, USUAL_KEYS, times_to_count

#: What can be typed without a modifier on most keyboards, and no browser takes for itself: Firefox opens its
#: search with “/” and “'”.
KEYS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.,;-?")


class KeysRefused(Exception):
    """Nothing was changed; ``problems`` says of each act in question why."""

    def __init__(self, problems: dict[DeskAct, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def check_keys(keys: Mapping[DeskAct, str]) -> None:
    """Raises KeysRefused where an act has no key, one that can't be used, or one that another act has."""
    given = Counter(keys.values())
    problems = {}
    for act in DeskAct:
        key = keys.get(act, "")
        if key not in KEYS:
            problems[act] = "A small letter, a digit, or one of . , ; - ?"
        elif given[key] > 1:
            others = [other.label for other in DeskAct if keys.get(other) == key and other != act]
            problems[act] = f"“{key}” is also the key of: {', '.join(others)}."
    if problems:
        raise KeysRefused(problems)


@tried_again
@transaction.atomic
def set_keys(*, user_id: int, keys: Mapping[DeskAct, str]) -> None:
    """From now on these are the moderator's keys; only those that aren't the usual ones are kept.

    Raises KeysRefused. The account's row is locked, so that two tabs can't mix theirs. Three queries.
    """
    check_keys(keys)
    _lock(user_id)
    DeskKey.objects.filter(user_id=user_id).delete()
    own = [DeskKey(user_id=user_id, act=act, key=key) for act, key in keys.items() if key != USUAL_KEYS[act]]
    DeskKey.objects.bulk_create(own)


@tried_again
@transaction.atomic
def set_unasked(*, user_id: int, kinds: Iterable[Distress]) -> None:
    """What the moderator isn't shown unasked from now on. Three queries."""
    _lock(user_id)
    Unasked.objects.filter(user_id=user_id).delete()
    Unasked.objects.bulk_create([Unasked(user_id=user_id, distress=kind) for kind in kinds])


def set_break_reminder(*, user_id: int, on: bool) -> None:
    BreakReminder.objects.update_or_create(user_id=user_id, defaults={"is_off": not on})


def put_off_breaks(*, user_id: int) -> None:
    """No reminder any more today."""
    BreakReminder.objects.update_or_create(user_id=user_id, defaults={"put_off_on": timezone.now().date()})


def remind_of_break(*, user_id: int) -> bool:
    """Whether the moderator is to be reminded of a break now. One query."""
    times = times_to_count(user_id, pause=PAUSE)
    return is_break_due(times, now=timezone.now(), most=MOST_DECISIONS)


def _lock(user_id: int) -> None:
    DeskAccount.objects.get_or_create(user_id=user_id)
    DeskAccount.objects.select_for_update().get(user_id=user_id)
