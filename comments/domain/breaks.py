"""When a moderator is reminded of a break: pure, from the times of their own decisions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

#: After this long reading what others wrote is worth a pause, and this long is one.
WORKS_FOR = timedelta(minutes=60)
PAUSE = timedelta(minutes=10)


def is_break_due(times: Sequence[datetime], *, now: datetime, most: int) -> bool:
    """Whether the decisions at ``times``, newest first, go on until now for ``WORKS_FOR`` with no ``PAUSE``.

    ``times`` may be cut to the latest ``most``: so many without a pause are due for one however long they
    took.
    """
    if not times or now - times[0] >= PAUSE:
        return False
    began = times[0]
    for later, earlier in pairwise(times):
        if later - earlier >= PAUSE:
            break
        began = earlier
    else:
        if len(times) >= most:
            return True
    return now - began >= WORKS_FOR
