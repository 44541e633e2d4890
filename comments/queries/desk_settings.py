"""How a moderator set the desk."""

from datetime import datetime

from django.db.models import Exists, Q
from django.utils import timezone

from comments.enums import DeskAct, Distress
from comments.models import BreakReminder, Decision, DeskKey, Unasked

#: The keys of who has chosen no others.
USUAL_KEYS: dict[DeskAct, str] = {
    DeskAct.NEXT: "j",
    DeskAct.PREVIOUS: "k",
    DeskAct.APPROVE: "a",
    DeskAct.HOLD: "h",
    DeskAct.SECURE: "s",
    DeskAct.RETURN: "b",
    DeskAct.RELEASE: "l",
    DeskAct.REJECT: "r",
    DeskAct.UNDO: "u",
    DeskAct.EXTEND: "e",
    DeskAct.HELP: "?",
}
#: Four decisions a minute for an hour: who made more without a pause needs no further counting.
MOST_DECISIONS = 240


def keys_of(user_id: int) -> dict[DeskAct, str]:
    """The key of each act, in the order of ``DeskAct``. One query."""
    own = dict(DeskKey.objects.filter(user_id=user_id).values_list("act", "key"))
    return {act: own.get(act.value, usual) for act, usual in USUAL_KEYS.items()}


def unasked_of(user_id: int) -> list[Distress]:
    """What a moderator is not shown unasked. One query."""
    rows = Unasked.objects.filter(user_id=user_id).values_list("distress", flat=True)
    return [kind for kind in Distress if kind in set(rows)]


def reminds_of_breaks(user_id: int) -> bool:
    """One query."""
    return not BreakReminder.objects.filter(user_id=user_id, is_off=True).exists()


def times_to_count(user_id: int) -> list[datetime]:
    """When the moderator decided of late, newest first; none where no reminder is wanted today. One query."""
    unwanted = Q(is_off=True) | Q(put_off_on=timezone.now().date())
    silenced = BreakReminder.objects.filter(unwanted, user_id=user_id)
    own = Decision.objects.filter(~Exists(silenced), actor_id=user_id).select_related(None).order_by("-id")
    return list(own.values_list("at", flat=True)[:MOST_DECISIONS])
