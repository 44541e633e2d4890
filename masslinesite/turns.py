"""Writers of SQLite one after the other, each woken when it is its turn.

SQLite lets one write at a time. Who finds it busy sleeps and looks again, ever more seldom: where several
post at once the disk stands idle meanwhile, and one that is out of luck waits for a second. A lock of the
system on a file beside the database keeps a queue instead, over all processes of the machine. It is nothing
but politeness: whoever writes without it is kept apart by SQLite as ever, and a process that dies leaves it.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_of_thread = threading.local()


@contextmanager
def in_turn() -> Iterator[None]:
    """To be entered before the transaction begins, and left when it has ended. On PostgreSQL, and within a
    transaction, where the turn is had already, it does nothing."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    handle = _handle(f"{connection.settings_dict['NAME']}-turn")
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _handle(path: str) -> int:
    """The lock's file, opened once by each thread of each process: a lock belongs to who has opened it."""
    owner = (os.getpid(), path)
    if getattr(_of_thread, "owner", None) != owner:
        _of_thread.handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        _of_thread.owner = owner
    return _of_thread.handle
