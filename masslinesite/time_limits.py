"""How long PostgreSQL works and waits for one of us before it breaks off, which is an OperationalError: a
request is then answered by 503 with Retry-After, as for a database that is away.

A statement that runs for ever takes a connection and a thread of the server with it; a few of them and nobody
is answered. Who waits for a lock, a migration above all, makes everybody wait behind it. A process that was
stopped in a transaction keeps its locks until somebody ends it.

The limits go along when a connection is opened (libpq's ``options``): they cost no statement of their own,
and are the connection's from its first moment to its last. A pooler in transaction mode refuses them, for its
connections are nobody's in particular; there the site asks for nothing (``MASSLINE_STATEMENT_SECONDS=0``),
and the pooler sets the same limits on the connections that it opens (``connect_query``). ``SET`` would be
another client's too, ``SET LOCAL`` a statement and a transaction more for every read, and limits of the role
would hold for migrations as well.

SQLite waits for a lock for ``LOCK_SECONDS``, and has no limit for a statement.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.db import connection, connections

#: A command can be run again, and waits as long as SQLite's writers do.
LOCK_SECONDS = 20
#: Loading texts, tracing and migrating take their time.
FOR_COMMANDS = {"lock_timeout": LOCK_SECONDS * 1000}


def for_requests(seconds: int) -> dict[str, int]:
    """In milliseconds. Who waits for a lock is told before the statement's time is over. No request computes
    for as long within a transaction: what takes long is done before it begins."""
    return {
        "statement_timeout": seconds * 1000,
        "lock_timeout": seconds * 500,
        "idle_in_transaction_session_timeout": seconds * 1000,
    }


def add(options: dict[str, object], values: Mapping[str, float]) -> None:
    """To the ``OPTIONS`` of a PostgreSQL database, in its own units; of two for the same the later one
    holds."""
    added = [f"-c {name}={value}" for name, value in values.items()]
    options["options"] = " ".join(filter(None, [options.get("options", ""), *added]))


def limit_requests() -> None:
    """Connections that this process opens from now on are those of requests. Called once, where it begins
    to serve."""
    if settings.STATEMENT_SECONDS:
        for database in _on_postgresql(connections.settings):
            add(connections.settings[database]["OPTIONS"], for_requests(settings.STATEMENT_SECONDS))


def lift_statement_limit() -> None:
    """In a transaction: its further statements take as long as they take. For what is done once and can't be
    done by halves. One statement on PostgreSQL, which holds until the transaction ends, whoever pools."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def statement_limits(aliases: Iterable[str]) -> Iterator[str]:
    """Those of ``aliases`` on which a request's statement has no limit. A connection and a query for each."""
    limit_requests()
    for alias in _on_postgresql(aliases):
        fresh = connections.create_connection(alias)
        try:
            with fresh.cursor() as cursor:
                cursor.execute("SELECT current_setting('statement_timeout')")
                if cursor.fetchone()[0] == "0":
                    yield alias
        finally:
            fresh.close()


def _on_postgresql(aliases: Iterable[str]) -> list[str]:
    return [alias for alias in aliases if connections.settings[alias]["ENGINE"].endswith("postgresql")]
