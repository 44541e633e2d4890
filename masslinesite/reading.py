"""Where a reading page is read from while it is made: the database or its replica (``masslinesite.replica``).

All that a page is made from, the numbers of what it shows included, comes from the same place: something that
was read from the replica and kept under a number of the database's could be older than that says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

REPLICA = "replica"

_from_replica: ContextVar[bool] = ContextVar("page_from_replica", default=False)


class PageWrites(RuntimeError):
    """A view that writes has to be declared ``public_pages.made_from_primary``."""


class Router:
    """Sends the ORM where the page that is being made is read from, and to the database for all else."""

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        # Named, or Django would take the one that a record beside it came from, and pieces keep records.
        return REPLICA if _from_replica.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: object) -> str | None:
        if _from_replica.get():
            raise PageWrites(model._meta.label)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, obj1: Model, obj2: Model, **hints: object) -> bool:
        """They are the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        """A replica gets its tables from what it follows."""
        return False if db == REPLICA else None


def reading_connection() -> BaseDatabaseWrapper:
    """For queries without the ORM that reading pages make."""
    return connections[REPLICA if _from_replica.get() else DEFAULT_DB_ALIAS]


@contextmanager
def reading_the_replica() -> Iterator[None]:
    token = _from_replica.set(True)
    try:
        yield
    finally:
        _from_replica.reset(token)
