"""Questions that PostgreSQL plans for each connection, not each time that they are asked.

To plan a question takes PostgreSQL longer than to answer one that an index answers: half of what a kept page
asks, four fifths of what a page of a thread does. What reading pages ask differs in its values alone, so a
wording that comes again on a connection is prepared there (``PREPARE``), under a name made from its words,
and is only executed from then on. PostgreSQL plans it for its values five times, and keeps a plan for all
values if it expects that to take no longer; it makes that anew when a table is changed or its statistics are.

A connection must be ours alone for that. One of a pooler in transaction mode is the next transaction's and
somebody else's: ``MASSLINE_STATEMENT_SECONDS=0`` says that there is one, and so does a server process that
has another number than the one that the connection was told when it was opened.
"""

import hashlib
from collections.abc import Sequence
from contextlib import closing

from django.conf import settings
from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

from masslinesite.asking import rows_of

#: Wordings that a connection prepares, of 10 kB of the server's memory each, the largest of 100.
MOST = 64
#: Of one question: whoever asks for more asks for each number of them by another wording.
MOST_VALUES = 40
#: PostgreSQL knows no statement of that name; its columns are of other types now.
FORGOTTEN, CHANGED = "26000", "0A000"


class Plans:
    """What is prepared on a connection, which is the driver's: a new one has nothing yet."""

    def __init__(self, driven: object) -> None:
        self.driven = driven
        self.is_ours = bool(settings.STATEMENT_SECONDS) and self._is_direct()
        #: By their own words, those that execute them.
        self._words: dict[str, str] = {}
        #: Wordings that were asked once: of those that come seldom most end with that.
        self._seen: set[str] = set()

    def _is_direct(self) -> bool:
        with closing(self.driven.cursor()) as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cursor.fetchone()[0] == self.driven.get_backend_pid()

    def words_for(self, sql: str) -> str:
        """What asks ``sql`` here. One statement where that is prepared now."""
        words = self._words.get(sql, sql)
        if words is sql and self.is_ours and len(self._words) < MOST:
            if sql in self._seen:
                words = self._words[sql] = self._prepared(sql)
            else:
                self._seen.add(sql)
        return words

    def _prepared(self, sql: str) -> str:
        first, *others = sql.split("%s")
        placed = first + "".join(f"${place}{part}" for place, part in enumerate(others, 1))
        name = f"asked_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
        with closing(self.driven.cursor()) as cursor:
            cursor.execute(f"PREPARE {name} AS {placed.replace('%%', '%')}")
        return f"EXECUTE {name} ({', '.join(['%s'] * len(others))})" if others else f"EXECUTE {name}"

    def leave(self) -> None:
        """From here on everything is asked in its own words."""
        self.is_ours, self._words = False, {}


def ask(connection: BaseDatabaseWrapper, sql: str, values: Sequence[object]) -> list[tuple]:
    """The rows. One query; on PostgreSQL one statement more when a connection is asked anything for the first
    time, and when it is asked this for the second.

    In its own words while queries are logged, so that whoever reads the log learns what was asked. Raises
    what the database does; what was prepared and is forgotten is asked again, but in a transaction, which is
    lost then.
    """
    if connection.vendor != "postgresql" or connection.queries_logged or len(values) > MOST_VALUES:
        return rows_of(connection, sql, values)
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        plans = _plans_of(connection)
        words = plans.words_for(sql)
    try:
        return rows_of(connection, words, values)
    except Error as error:
        if words is sql or getattr(error.__cause__, "pgcode", "") not in (FORGOTTEN, CHANGED):
            raise
        plans.leave()
        if connection.in_atomic_block:
            raise
    return rows_of(connection, sql, values)


def _plans_of(connection: BaseDatabaseWrapper) -> Plans:
    plans = getattr(connection, "server_plans", None)
    if plans is None or plans.driven is not connection.connection:
        plans = connection.server_plans = Plans(connection.connection)
    return plans
