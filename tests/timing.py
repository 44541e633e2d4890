"""Limits of time that hold whatever else the machine does."""

import time
from collections.abc import Callable

#: Other work can slow any one try; what really takes too long does so at each.
TRIES = 5


def seconds_at_best(
    action: Callable[[], object], *, enough: float, clock: Callable[[], float] = time.process_time
) -> float:
    """The shortest of up to five runs of ``action``, in seconds; stops at the first one below ``enough``.

    Unless ``clock`` says otherwise they are those of the processor in this process: other work takes none.
    """
    best = float("inf")
    for _ in range(TRIES):
        started = clock()
        action()
        best = min(best, clock() - started)
        if best < enough:
            break
    return best
