"""Writers of SQLite one after the other, each within milliseconds of when it is its turn.

SQLite lets one write at a time. Who finds it busy sleeps and looks again, ever more seldom: where several
post at once the disk stands idle meanwhile, and one that is out of luck waits for a second. A lock of the
system on a file beside the database says whose turn it is instead, over all processes of the machine, and
is looked at again twice a millisecond. It is nothing but politeness: whoever writes without it is kept
apart by SQLite as ever, one whose turn does not come goes on without it, and a process that dies leaves it.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_of_thread = threading.local()
#: Then somebody is stuck, or a loader writes for long; SQLite's own waiting begins.
SECONDS = 5
#: Between two looks, in seconds.
PAUSE = 0.0005


@contextmanager
def in_turn(seconds: float = SECONDS) -> Iterator[bool]:
    """To be entered before the transaction begins, and left when it has ended; says whether the turn came
    within ``seconds``. On PostgreSQL, and within a transaction, where the turn is had already, there is no
    waiting."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield True
        return
    handle = _handle(f"{connection.settings_dict['NAME']}-turn")
    has_turn = _take(handle, time.monotonic() + seconds)
    try:
        yield has_turn
    finally:
        if has_turn:
            fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def impatient() -> Iterator[None]:
    """Whoever finds SQLite locked within is told at once: OperationalError. Two statements there."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        (milliseconds,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")


def _take(handle: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        else:
            return True


def _handle(path: str) -> int:
    """The lock's file, opened once by each thread of each process: a lock belongs to who has opened it."""
    owner = (os.getpid(), path)
    if getattr(_of_thread, "owner", None) != owner:
        _of_thread.handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        _of_thread.owner = owner
    return _of_thread.handle
