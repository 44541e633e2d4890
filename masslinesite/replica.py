"""Reading pages made from a copy of the database that follows it (``MASSLINE_REPLICA_URL``).

A page is made from the replica only while that stands at the very number at which the database itself stands
(``page_versions.SITE``, which every change of what is public raises): what somebody has just published is
there, and what was taken down is gone, with the next request. A number on the replica that is higher is no
proof: a standby can show what the primary has not acknowledged yet, and a wrong database shows anything.

The whole page is read in one transaction that begins with that number: what comes later is not in it, and a
pooler or balancer in front of several standbys cannot give half of the page from one and half from another.

All else reads and writes the database itself: forms, the desk, accounts, commands, and the versions by which
kept pages are known to be out of date. Cost: on the database one indexed query a page, on the replica four
statements besides the page's own.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import structlog
from django.db import Error, connections, transaction

from masslinesite.page_versions import SITE, version_of
from masslinesite.reading import REPLICA, reading_connection, reading_the_replica

log = structlog.get_logger("masslinesite.replica")
T = TypeVar("T")
#: Seconds for which a replica that failed is left alone. One that restarts is away for about as long; a try
#: that is not answered takes a reader up to two seconds, and then it is one reader of a process in five.
REST_SECONDS = 5
#: The first statement of the transaction. In words of its own, not as a setting of the connection: that would
#: be one of the session, which a pooler hands on to somebody else.
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Rest:
    """When a replica that failed is asked again, and by whom: by one, while the others still go without."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = threading.Lock()

    def is_over(self) -> bool:
        with self._lock:
            if self._until and time.monotonic() < self._until:
                return False
            if self._until:
                self._until = time.monotonic() + REST_SECONDS
            return True

    def begin(self) -> None:
        with self._lock:
            self._until = time.monotonic() + REST_SECONDS

    def end(self) -> None:
        with self._lock:
            self._until = 0.0


rest = Rest()


def from_replica(make: Callable[[], T]) -> T:
    """What ``make`` returns, read from the replica where there is one that stands where the database does,
    and else from the database. ``make`` may be called twice, so it has no effects.

    Raises what ``make`` does, but no error of the replica's: the page is made from the database then.
    """
    if REPLICA not in connections.settings or not rest.is_over():
        return make()
    newest = version_of([SITE])
    try:
        with _snapshot() as version:
            rest.end()
            # 0: nothing was ever changed, which a replica without any rows says too.
            if version == newest != 0:
                return make()
    except Error as error:
        # Not its text, which can hold what was asked for.
        log.warning("replica_failed", error=type(error).__name__)
        connections[REPLICA].close()
        rest.begin()
    return make()


@contextmanager
def _snapshot() -> Iterator[int]:
    """Reads the replica as it is now, until the end; gives the site's number there."""
    with transaction.atomic(using=REPLICA), reading_the_replica():
        connection = reading_connection()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(SNAPSHOT)
        yield version_of([SITE])
