"""The desk's search: responses of every state by their words; one function, whatever engine is behind it."""

from django.db import connection

from comments.queries.desk_search import postgresql, sqlite
from essays.queries.search.terms import Query

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def numbers_with(query: Query, *, before: int, limit: int) -> list[int]:
    """The highest ``limit`` numbers below ``before`` of responses that match, from the highest down; before
    0: from the last on.

    A query that asks for nothing has none and costs none; else 1 query, on PostgreSQL 2 for a word that more
    than ``limit`` responses have.
    """
    return ENGINES[connection.vendor].matching(query, before, limit) if query else []
