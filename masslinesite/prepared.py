"""Questions to the database that Django's ORM writes once and that are asked many times.

Building a queryset and its SQL costs several times what a small indexed query does. ``Prepared`` keeps the
SQL that a queryset comes to, with *places* for the values that differ from one time to the next.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

P = ParamSpec("P")
#: Places: values that a queryset is given for those of ``ask``. No real ones look like them.
PATH, HIGH = "\x01path\x02", "\x01high\x02"
NUMBER, ROOT = -1_000_001, -1_000_002
#: Which renderings are good (``comments.queries.renderings``).
TEXTS, DRAWN_BY = -1_000_003, "\x01drawn by\x02"
PLACES = {
    PATH: "path",
    HIGH: "high",
    NUMBER: "number",
    ROOT: "root",
    TEXTS: "texts",
    DRAWN_BY: "drawn_by",
}


class Prepared:
    """What ``rows`` asks for; a ``values_list``, in which values of ``PLACES`` are places."""

    def __init__(self, rows: QuerySet) -> None:
        self.sql, params = rows.query.get_compiler(using=rows.db).as_sql()
        self.params = tuple(params)

    def ask(self, connection: BaseDatabaseWrapper, **values: object) -> list[tuple]:
        """The rows; ``values`` fill the places. One query. Raises KeyError for a place without a value."""
        params = [values[PLACES[each]] if each in PLACES else each for each in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.fetchall()


def prepared(build: Callable[P, QuerySet]) -> Callable[P, Prepared]:
    """``build`` made to give its queryset prepared, once for the same arguments, which must be hashable.

    The dialect is that of the site's one engine; a replica has the same.
    """

    @lru_cache(maxsize=1024)
    def cached(*args: P.args, **kwargs: P.kwargs) -> Prepared:
        return Prepared(build(*args, **kwargs))

    return cached
