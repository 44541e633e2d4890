"""Statements that PostgreSQL plans for each connection, not each time that they are asked.

To plan one takes PostgreSQL longer than to answer it where an index does: half of what a kept page asks,
four fifths of what a page of a thread does, a third of all that its server does for a decision. What is asked
often differs in its values alone, so a wording that comes again on a connection is prepared there
(``PREPARE``), under a name made from its words, and is only executed from then on. PostgreSQL keeps a plan
for all values, as it is told to (``masslinesite.env.PLANNER``), and makes it anew when a table is changed or
its statistics are.

A wording says of some values by themselves alone what they are, as ``SELECT %s`` does: such a one cannot be
prepared, or its values would be taken for text, and it is asked as it stands.

A connection must be ours alone for that. One of a pooler in transaction mode is the next transaction's and
somebody else's: ``MASSLINE_STATEMENT_SECONDS=0`` says that there is one, and so does a server process that
has another number than the one that the connection was told when it was opened.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TypeVar

from django.conf import settings
from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import ProgrammingError
from psycopg2.extensions import cursor as Cursor

from masslinesite.asking import count_of, rows_of

T = TypeVar("T")
Statement = tuple[str, Sequence[object]]
#: Wordings that a connection prepares, of 10 kB of the server's memory each, the largest of 100.
MOST = 96
#: Of one statement: whoever has more has each number of them in another wording.
MOST_VALUES = 60
#: Wordings that were asked once and are remembered, in case they come again.
MOST_SEEN = 1000
#: PostgreSQL knows no statement of that name; its columns are of other types now.
LOST = frozenset({"26000", "0A000"})
TYPES = "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = %s"


class Plans:
    """What is prepared on a connection, which is the driver's: a new one has nothing yet."""

    def __init__(self, driven: object) -> None:
        self.driven = driven
        self.is_ours = bool(settings.STATEMENT_SECONDS) and self._is_direct()
        #: By their own words, those that ask them here: for one that cannot be prepared its own.
        self._words: dict[str, str] = {}
        #: Wordings that were asked once: of those that come seldom most end with that.
        self._seen: set[str] = set()

    def _is_direct(self) -> bool:
        with closing(self.driven.cursor()) as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cursor.fetchone()[0] == self.driven.get_backend_pid()

    def words_for(self, sql: str, values: Sequence[object]) -> str:
        """What asks ``sql`` here. Two to four statements where that is prepared now."""
        if (words := self._words.get(sql)) is not None:
            return words
        if not self.is_ours or len(values) > MOST_VALUES or len(self._words) >= MOST:
            return sql
        if sql in self._seen:
            return self._prepared(sql, values)
        if len(self._seen) >= MOST_SEEN:
            self._seen.clear()
        self._seen.add(sql)
        return sql

    def _prepared(self, sql: str, values: Sequence[object]) -> str:
        name = f"asked_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
        first, *others = sql.split("%s")
        placed = first + "".join(f"${place}{part}" for place, part in enumerate(others, 1))
        with closing(self.driven.cursor()) as cursor:
            try:
                self._prepare(cursor, f"PREPARE {name} AS {placed.replace('%%', '%')}")
                cursor.execute(TYPES, [name])
                is_good = _are_of(values, cursor.fetchone()[0])
                if not is_good:
                    cursor.execute(f"DEALLOCATE {name}")
            except ProgrammingError:
                is_good = False
        executed = f"EXECUTE {name} ({', '.join(['%s'] * len(others))})" if others else f"EXECUTE {name}"
        words = self._words[sql] = executed if is_good else sql
        return words

    def _prepare(self, cursor: Cursor, sql: str) -> None:
        """What fails within a transaction is not to end that."""
        if self.driven.autocommit:
            cursor.execute(sql)
            return
        cursor.execute("SAVEPOINT preparing")
        try:
            cursor.execute(sql)
        except ProgrammingError:
            cursor.execute("ROLLBACK TO SAVEPOINT preparing; RELEASE SAVEPOINT preparing")
            raise
        cursor.execute("RELEASE SAVEPOINT preparing")

    def leave(self) -> None:
        """From here on everything is asked in its own words."""
        self.is_ours, self._words = False, {}


def _are_of(values: Sequence[object], types: Sequence[str]) -> bool:
    """Whether none of ``values`` that is no text would be taken for one, as all are of which a wording does
    not say what they are."""
    return not any(
        kind == "text" and value is not None and not isinstance(value, str)
        for kind, value in zip(types, values, strict=True)
    )


def ask(connection: BaseDatabaseWrapper, sql: str, values: Sequence[object]) -> list[tuple]:
    """The rows. One query; on PostgreSQL one statement more when a connection is asked anything for the first
    time, and some when it is asked this for the second.

    In its own words while queries are logged, so that whoever reads the log learns what was asked. Raises
    what the database does; what was prepared and is forgotten is asked again, but in a transaction, which is
    lost then.
    """
    if connection.vendor != "postgresql":
        return rows_of(connection, sql, values)
    return _ask(connection, [(sql, values)], rows_of)


def count(connection: BaseDatabaseWrapper, sql: str, values: Sequence[object]) -> int:
    """How many rows a statement has changed; else as ``ask``."""
    if connection.vendor != "postgresql":
        return count_of(connection, sql, values)
    return _ask(connection, [(sql, values)], count_of)


def ask_together(connection: BaseDatabaseWrapper, asked: Sequence[Statement]) -> list[tuple]:
    """The rows of the last of several, which PostgreSQL is sent in one message; else as ``ask``. No other
    engine takes that."""
    return _ask(connection, asked, rows_of)


def _ask(
    connection: BaseDatabaseWrapper,
    asked: Sequence[Statement],
    run: Callable[[BaseDatabaseWrapper, str, Sequence[object]], T],
) -> T:
    own = "; ".join([sql for sql, _ in asked])
    values = [value for _, given in asked for value in given]
    if connection.queries_logged or connection.needs_rollback:
        return run(connection, own, values)
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        plans = _plans_of(connection)
        words = "; ".join([plans.words_for(*statement) for statement in asked])
    try:
        return run(connection, words, values)
    except Error as error:
        if words == own or getattr(error.__cause__, "pgcode", "") not in LOST:
            raise
        plans.leave()
        if connection.in_atomic_block:
            raise
    return run(connection, own, values)


def _plans_of(connection: BaseDatabaseWrapper) -> Plans:
    plans = getattr(connection, "server_plans", None)
    if plans is None or plans.driven is not connection.connection:
        plans = connection.server_plans = Plans(connection.connection)
    return plans
