"""Two acts at the same moment, in an order that is chosen: hooks on their connections, in tests only.

Both read what they need to begin with. Then the second stands still where its first transaction (or its
single statement about a claim) begins, and the first goes on until it is about to commit, holding every lock
that it takes; now the second goes on as well, until it waits for the first, or is through; then the first
commits. An act of several transactions is through before the second goes on.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from types import SimpleNamespace

from django.db import connection

from comments.domain import throttling
from masslinesite import turns

#: Far more than any act takes: a test that hangs is to fail.
PATIENCE = 30
WRITES_OF_CLAIMS = ('DELETE FROM "comments_claim"', 'INSERT INTO "comments_claim"', 'UPDATE "comments_claim"')
WRITES_OF_CLAIMS += ("DELETE FROM comments_claim",)
#: Who stands still would keep everybody's turn; so SQLite alone keeps them apart here.
NO_QUEUE = SimpleNamespace(flock=lambda *lock: None, LOCK_EX=0, LOCK_NB=0, LOCK_UN=0)
#: What is locked in a transaction comes in this order (``comments.domain.waiting``).
ORDER = (
    "auth_group",
    "auth_user",
    "comments_response",
    "comments_tally",
    "comments_statuscount",
    "comments_itemcount",
    "comments_loghead",
)
LOCKING = re.compile(
    r'(?:UPDATE|INSERT INTO|DELETE FROM) "?(\w+)"?|FROM "?(\w+)"? .* FOR (?:NO KEY )?UPDATE', re.DOTALL
)
WAITS = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"


class Side:
    """One of the two. ``begins`` and ``commits`` are called in its thread."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = act
        self.has_begun, self.may_begin = Event(), Event()
        self.has_done, self.may_commit = Event(), Event()
        self.is_through = Event()
        self.backend = 0
        self.locked: list[str] = []

    def run(self) -> object:
        begin, commit = connection.set_autocommit, connection.commit

        def begin_later(autocommit: bool, **options: object) -> None:
            if not autocommit and not is_of_a_limit():
                self.stand_at(self.has_begun, self.may_begin)
                self.locked.clear()
            begin(autocommit, **options)

        def commit_later() -> None:
            if not is_of_a_limit():
                self.check_order()
                self.stand_at(self.has_done, self.may_commit)
            commit()

        def watch(execute, sql, params, many, context):
            if sql.startswith(WRITES_OF_CLAIMS):
                self.stand_at(self.has_begun, self.may_begin)
            self.note_lock(sql)
            return execute(sql, params, many, context)

        connection.set_autocommit, connection.commit = begin_later, commit_later
        try:
            with connection.execute_wrapper(watch):
                return self.act()
        finally:
            del connection.set_autocommit, connection.commit
            connection.close()
            for event in (self.has_begun, self.has_done, self.is_through):
                event.set()

    def stand_at(self, here: Event, may_go: Event) -> None:
        if connection.vendor == "postgresql":
            self.backend = connection.connection.info.backend_pid
        here.set()
        if not may_go.wait(PATIENCE):
            raise TimeoutError("nobody let it go on")

    def note_lock(self, sql: str) -> None:
        for names in LOCKING.findall(sql):
            (table,) = filter(None, names)
            if table in ORDER and table not in self.locked:
                self.locked.append(table)

    def check_order(self) -> None:
        """On SQLite nothing is locked by itself, and nothing waits in a circle."""
        if connection.vendor == "postgresql":
            assert self.locked == sorted(self.locked, key=ORDER.index), self.locked

    def go(self) -> None:
        self.may_begin.set()
        self.may_commit.set()

    def is_waiting(self) -> bool:
        """It is through, or waits for a lock. On SQLite it can't begin while another has begun."""
        if self.is_through.is_set() or connection.vendor == "sqlite":
            return True
        with connection.cursor() as cursor:
            cursor.execute(WAITS, [self.backend])
            (row,) = cursor.fetchall() or [(False,)]
        return bool(row[0])


def one_before_other(
    one: Callable[[], object], other: Callable[[], object], *, at_a_stretch: bool = False
) -> tuple[object, object]:
    """What both answer, where ``one`` comes first; ``at_a_stretch``: it has more than one transaction."""
    first, second = Side(one), Side(other)
    with without_queue(), ThreadPoolExecutor(2) as pool:
        told = pool.submit(second.run)
        wait(second.has_begun)
        done = pool.submit(first.run)
        first.may_begin.set()
        if at_a_stretch:
            first.go()
            wait(first.is_through)
        else:
            wait(first.has_done)
            second.go()
            until(second.is_waiting)
        first.go()
        second.go()
        return done.result(), told.result()


@contextmanager
def without_queue() -> Iterator[None]:
    kept, turns.fcntl = turns.fcntl, NO_QUEUE
    try:
        yield
    finally:
        turns.fcntl = kept


def both_together(one: Callable[[], object], other: Callable[[], object]) -> tuple[object, object]:
    """What both answer, started together, in whatever order they come."""
    start = Barrier(2)

    def run(act: Callable[[], object]) -> object:
        start.wait(PATIENCE)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(run, act) for act in (one, other)]
        return jobs[0].result(), jobs[1].result()


def is_of_a_limit() -> bool:
    """The transaction is that in which a rate limit drops windows of long ago: not what the act is about."""
    frame = sys._getframe()
    while frame is not None and frame.f_globals["__name__"] != throttling.__name__:
        frame = frame.f_back
    return frame is not None


def wait(event: Event) -> None:
    if not event.wait(PATIENCE):
        raise TimeoutError("it never came there")


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it neither waits nor ends")
        time.sleep(0.001)
