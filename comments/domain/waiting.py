"""Who waits for whom: the one order of locks, and a second try where a circle was broken all the same.

On SQLite writers come one after the other (BEGIN IMMEDIATE), the commonest of them in a queue
(``masslinesite.turns``), which is entered before the transaction begins and so is in nobody's way. On
PostgreSQL every transaction that writes takes its locks in this order, and leaves out what it doesn't need:

1. the roles (``accounts.hold_roles``), then the row of one account;
2. responses by path, so upper ones first; one that changes nothing public locks its response alone, and
   nothing above it later. Only what is under that lock may be read to decide; whatever hangs on the response
   (revisions, items, flags, appeals, redactions, notes, who is to be told) is written under it, without locks
   of its own;
3. the link or the debate that a new response hangs on;
4. tallies, by scope;
5. the numbers of pages' versions (``masslinesite.page_versions.touch``), the site's first;
6. the counts of states, by name (``statements.in_order`` locks them so within one statement, as it does
   tallies), then those of items, in the order of ``ItemKind``;
7. the head of a log, which is held until the end: decisions, then acts.

Foreign keys are looked at when a transaction ends, after all of these; so whoever locks a row that others
refer to does it with ``no_key``, which does not hinder that. Of such rows only accounts are ever deleted, and
a response that would refer to one locks it first.

Claims (``comments.domain.claims``) and rate limits are single statements outside any transaction.

Two rows that are made for the first time at the same moment, such as a tally, can still wait in a circle, and
an index of the database's own can; then PostgreSQL breaks one transaction off, of which nothing is left.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog
from django.db import NotSupportedError, OperationalError, connection

from masslinesite import server_plans

log = structlog.get_logger("comments.waiting")
P = ParamSpec("P")
R = TypeVar("R")

#: SQLSTATE of a transaction that was broken off for the sake of another: deadlock, serialisation failure; and
#: of one that asked for a plan of before a table was changed, or that is gone.
BROKEN_OFF = frozenset({"40P01", "40001"}) | server_plans.LOST


def tried_again(function: Callable[P, R]) -> Callable[P, R]:
    """Calls ``function`` a second time where the database broke its transaction off, and once only: after
    that, as for every other error of the database, the page says so and keeps what was typed.

    For functions that write in one transaction, or in several that find what the earlier ones did. Within a
    transaction of the caller's it does nothing, since all of that is gone: the caller tries again.
    """

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return function(*args, **kwargs)
        try:
            return function(*args, **kwargs)
        except (OperationalError, NotSupportedError) as error:
            if getattr(error.__cause__, "pgcode", None) not in BROKEN_OFF:
                raise
            log.warning("tried_again", what=function.__qualname__)
        return function(*args, **kwargs)

    wrapper.is_tried_again = True
    return wrapper
