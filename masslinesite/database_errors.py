"""Which errors say that the database cannot be had at this moment, so that whoever asked may come again."""

from django.db import InterfaceError, InternalError, OperationalError

#: SQLSTATE of what psycopg2 takes for faults of ours: a server that has just ceased to be the one that is
#: written to, and a transaction that was ended because its process had been stopped.
PASSING = frozenset({"25006", "25P03"})


def is_away(error: BaseException | None) -> bool:
    """Whether ``error`` is the database's, and one that passes."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "pgcode", None) in PASSING
    return isinstance(error, OperationalError | InterfaceError)
