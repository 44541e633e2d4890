"""Which version of what it shows a page is: how pages kept in memory are known to be out of date.

A page is made from things that have *keys*: ``texts:1`` are the texts of a debate and all that editors
wrote of them, ``responses:work:3`` what was published in answer to a work. Whatever reads them for a page
says so (``depends_on``), whatever changes them says so in the same transaction (``touch``). One number
is given out at a time, with the row of ``SITE`` locked until the transaction ends, so that numbers become
visible in the order in which they were given.

A number is the time in microseconds, raised by one where that is not above the last: a database that was
restored from a backup never gives out again a number that a page made before has kept.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db import connection, transaction

from masslinesite import server_plans
from masslinesite.reading import reading_connection
from masslinesite.statements import Statement, locked, places, rows, rows_after

#: Raised by every change: for pages that show something of everything, as the search does.
SITE = "site"
#: On which every page depends: raised where what changed can't be told, as when counts are mended.
ALL = "all"
#: The site's row first: it is locked, and the number made from it, before any other row is written.
RAISE = """
WITH given AS (
    SELECT CASE WHEN version < %s THEN %s ELSE version + 1 END AS version
    FROM masslinesite_pageversion WHERE key = %s{locked}
)
INSERT INTO masslinesite_pageversion (key, version)
SELECT named.column1, given.version FROM given CROSS JOIN (VALUES {keys}) AS named WHERE true
ON CONFLICT (key) DO UPDATE SET version = excluded.version RETURNING version"""
#: The site's first number of all; where two give it at once, the second waits and raises it.
BEGIN = """
INSERT INTO masslinesite_pageversion AS kept (key, version) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET version =
CASE WHEN excluded.version > kept.version THEN excluded.version ELSE kept.version + 1 END
RETURNING version"""
#: The latest of them is looked for here: to plan a MAX() takes PostgreSQL half as long again as all else.
NUMBERS = "SELECT version FROM masslinesite_pageversion WHERE key IN ({places})"
EACH = "SELECT key, version FROM masslinesite_pageversion WHERE key IN ({places})"

UNKNOWN = "unknown"

_collected: ContextVar[set[str] | None] = ContextVar("page_keys", default=None)
#: Numbers that were read for the page being made: each key is asked for once.
_known: ContextVar[dict[str, int] | None] = ContextVar("known_versions", default=None)


def touch(keys: Iterable[str], *, before: Sequence[Statement] = ()) -> int:
    """What ``keys`` name is being changed: pages that show it are out of date when the transaction commits.

    Call it in that transaction, in its place in the order of locks (``comments.domain.waiting``): from here
    on everybody else who changes what is public waits for the commit. Returns the number given. Raises
    TransactionManagementError outside a transaction. One query, two the first time of all, and those of
    ``before``, which are asked first (``statements.rows_after``).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("touch() belongs in the transaction that changes.")
    names, now = [SITE, *sorted({*keys} - {SITE})], time.time_ns() // 1000
    raising = RAISE.format(locked=locked(no_key=True), keys=_times("(%s)", names))
    found = rows_after(before, raising, [now, now, SITE, *names])
    if not found:
        values = [value for name in names for value in (name, now)]
        found = rows(BEGIN.format(rows=_times("(%s, %s)", names)), values)
    return found[0][0]


def _times(one: str, names: list[str]) -> str:
    return ", ".join([one] * len(names))


def version_of(keys: Iterable[str]) -> int:
    """The number of the latest change to anything of ``keys``; 0 if none ever changed. One indexed query,
    while a page is made to where the page is read from.

    Without the ORM: this is all that a kept page asks of the database, and building a queryset costs
    several times what the query does.
    """
    names = tuple(keys)
    rows = server_plans.ask(reading_connection(), _asking(NUMBERS, len(names)), names)
    return max([version for (version,) in rows], default=0)


@lru_cache(maxsize=128)
def _asking(sql: str, keys: int) -> str:
    return sql.format(places=places(range(keys)))


def versions_by_key(keys: Iterable[str]) -> dict[str, int]:
    """Of each of ``keys`` that ever changed. One query for each thousand."""
    names, found = sorted(keys), {}
    for at in range(0, len(names), 1000):
        part = names[at : at + 1000]
        found |= server_plans.ask(reading_connection(), _asking(EACH, len(part)), part)
    return found


def known_version(keys: Iterable[str]) -> int:
    """As ``version_of``, but of keys that the page being made has asked for before, the number as it was
    then: what was made from its number is as old as the page. At most one query."""
    known = _known.get()
    if known is None:
        return version_of(keys)
    names = tuple(keys)
    missing = [key for key in names if key not in known]
    if missing:
        # The site's number of the same moment, for ``moment``.
        wanted = missing if SITE in known else [*missing, SITE]
        known |= dict.fromkeys(wanted, 0) | versions_by_key(wanted)
    return max(known[key] for key in names)


def moment() -> int:
    """The site's number before anything was read for the page being made; where none is, now. What is made
    from what was read since, and depends on nothing that has a higher number afterwards, is up to date. At
    most one query."""
    return known_version([SITE])


@contextmanager
def one_moment(known: dict[str, int] | None = None) -> Iterator[None]:
    """Inside, ``known_version`` asks for each key once, and for none of ``known``, read just before.
    Within another one it is part of that."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({} if known is None else known)
    try:
        yield
    finally:
        _known.reset(token)


def depends_on(*keys: str) -> None:
    """The page that is being made shows what ``keys`` name. Nothing happens where none is being made."""
    collected = _collected.get()
    if collected is not None:
        collected.update(keys)


def keep_no_page() -> None:
    """The page that is being made shows what has no key, so it is to be made for each reader anew."""
    depends_on(UNKNOWN)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """What is read inside for a page: the set fills as ``depends_on`` is called, and is empty in the end
    where the page is not to be kept, as it is where nothing said what it depends on."""
    keys: set[str] = set()
    token = _collected.set(keys)
    try:
        yield keys
    finally:
        _collected.reset(token)
    if UNKNOWN in keys:
        keys.clear()
    elif keys:
        keys.add(ALL)
