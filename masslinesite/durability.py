"""Before something that was only read is acknowledged: that it is as safe as what has just been written.

A commit is acknowledged when another machine has it on its disk, too (PostgreSQL's synchronous replication).
If the one that is written to stops while a commit waits for that, it shows what was committed as soon as it
runs again, though nobody else has it yet; and so it does in the moment in which it ceases to lead. Who asks
then whether something had arrived must not be told so by reading alone.
"""

from django.db import connection

#: A record in the log that changes nothing; a commit waits for all before it. The transaction's number is
#: asked for first, which a server that does not lead refuses in words that are known (``database_errors``).
WAIT = "SELECT pg_current_xact_id(), pg_logical_emit_message(true, 'massline', '')"


def secure_what_was_read() -> None:
    """Returns when all that could be read so far is where a commit has to be before it is acknowledged.

    One statement on PostgreSQL. None on SQLite, which shows nothing before it is on the disk. Within a
    transaction it is that one's commit that waits. Raises InternalError where the server does not lead.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(WAIT)
