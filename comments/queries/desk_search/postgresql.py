"""The desk's search in PostgreSQL's tsvector, with GIN indexes."""

from django.db import connection

from essays.queries.search.postgresql import conditions
from essays.queries.search.terms import Query

BEYOND = 2**63 - 1


def matching(query: Query, before: int, limit: int) -> list[int]:
    """The limit without an order lets the planner use the index for a rare word. A word of which there are
    more comes again in order, which walks the table from its end and is soon full."""
    where, values = "response_id < %s", [min(before or BEYOND, BEYOND)]
    for condition, value in conditions(query.clauses):
        where, values = f"{where} AND {condition}", [*values, *value]
    found = _numbers(f"{where} LIMIT %s", [*values, limit])
    if len(found) == limit:
        found = _numbers(f"{where} ORDER BY response_id DESC LIMIT %s", [*values, limit])
    return sorted(found, reverse=True)


def _numbers(rest: str, values: list[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT response_id FROM comments_deskentry WHERE {rest}", values)  # noqa: S608
        return [number for (number,) in cursor.fetchall()]
