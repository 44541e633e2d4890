"""The desk's search in SQLite's FTS5."""

from django.db import connection

from essays.queries.search.sqlite import expression
from essays.queries.search.terms import Filters, Query

#: FTS5 gives rows by their ids in either order, so the limit stops it however common a word is.
MATCHING = """
SELECT rowid FROM comments_deskentry_index
WHERE comments_deskentry_index MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s
"""
BEYOND = 2**63 - 1


def matching(query: Query, before: int, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(MATCHING, [expression(query, Filters()), min(before or BEYOND, BEYOND), limit])
        return [number for (number,) in cursor.fetchall()]
