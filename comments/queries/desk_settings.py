"""How a moderator set the desk."""

from datetime import datetime, timedelta

from django.utils import timezone

from comments.enums import DeskAct, Distress
from comments.models import BreakReminder, Unasked
from masslinesite.statements import first, rows, stored_date, time_of

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
KEYS = "SELECT act, key FROM comments_deskkey WHERE user_id = %s"
LATEST = "SELECT at FROM comments_decision WHERE actor_id = %s ORDER BY id DESC LIMIT 1"
TIMES = """
SELECT at FROM comments_decision WHERE actor_id = %s AND NOT EXISTS (
    SELECT 1 FROM comments_breakreminder silenced
    WHERE silenced.user_id = %s AND (silenced.is_off OR silenced.put_off_on = %s))
ORDER BY id DESC LIMIT %s"""


def keys_of(user_id: int) -> dict[DeskAct, str]:
    """The key of each act, in the order of ``DeskAct``. One query."""
    own = dict(rows(KEYS, [user_id]))
    return {act: own.get(act.value, usual) for act, usual in USUAL_KEYS.items()}


def unasked_of(user_id: int) -> list[Distress]:
    """What a moderator is not shown unasked. One query."""
    chosen = set(Unasked.objects.filter(user_id=user_id).values_list("distress", flat=True))
    return [kind for kind in Distress if kind in chosen]


def reminds_of_breaks(user_id: int) -> bool:
    """One query."""
    return not BreakReminder.objects.filter(user_id=user_id, is_off=True).exists()


def times_to_count(user_id: int, *, pause: timedelta) -> list[datetime]:
    """When the moderator decided of late, newest first; none where no reminder is wanted today, or the latest
    was made so long ago as ``pause``. One query, and one more where it wasn't."""
    now = timezone.now()
    latest = first(LATEST, [user_id])
    if latest is None or now - time_of(latest[0]) >= pause:
        return []
    silenced = [user_id, stored_date(now.date())]
    return [time_of(at) for (at,) in rows(TIMES, [user_id, *silenced, MOST_DECISIONS])]
