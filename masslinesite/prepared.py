"""Questions to the database that Django's ORM writes once and that are asked many times.

Building a queryset and its SQL costs several times what a small indexed query does. ``Prepared`` keeps the
SQL that a queryset comes to, with *places* for the values that differ from one time to the next;
``PreparedRecords`` gives its records besides.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Generic, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from masslinesite import server_plans
from masslinesite.asking import rows_of
from masslinesite.reading import reading_connection

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
#: Places: values that a queryset is given for those of ``ask``. No real ones look like them.
PATH, HIGH, NAME = "\x01path\x02", "\x01high\x02", "\x01name\x02"
NUMBER, ROOT, USER, OTHER = -1_000_001, -1_000_002, -1_000_003, -1_000_004
#: Which renderings are good (``comments.queries.renderings``).
TEXTS, DRAWN_BY = -1_000_005, "\x01drawn by\x02"
NOW = datetime(1, 2, 3, tzinfo=UTC)
#: An address can name a greater number, which no column holds and SQLite's driver refuses.
GREATEST = 2**63 - 1
PLACES = {
    PATH: "path",
    HIGH: "high",
    NAME: "name",
    NUMBER: "number",
    ROOT: "root",
    USER: "user",
    OTHER: "other",
    TEXTS: "texts",
    DRAWN_BY: "drawn_by",
    NOW: "now",
    # As SQLite stores it.
    "0001-02-03 00:00:00": "now",
}


class Prepared:
    """What ``rows`` asks for; a ``values_list``, in which values of ``PLACES`` are places."""

    def __init__(self, rows: QuerySet) -> None:
        self._read(rows.query.get_compiler(using=rows.db))

    def _read(self, compiler: SQLCompiler) -> None:
        self.sql, params = compiler.as_sql()
        self.params = tuple(params)

    def ask(self, connection: BaseDatabaseWrapper, **values: object) -> list[tuple]:
        """The rows; ``values`` fill the places. One query. Raises KeyError for a place without a value."""
        return rows_of(connection, self.sql, self._filled(values))

    def read(self, **values: object) -> list[tuple]:
        """The same for a reading page, from where that is read from, by a plan that PostgreSQL keeps for all
        values (``server_plans``)."""
        return server_plans.ask(reading_connection(), self.sql, self._filled(values))

    def _filled(self, values: dict[str, object]) -> list[object]:
        if "now" in values:
            values["now"] = default_connection.ops.adapt_datetimefield_value(values["now"])
        return [values[PLACES[each]] if each in PLACES else each for each in self.params]


class PreparedRecords(Prepared, Generic[M]):
    """What ``rows`` asks for as records, with their ``select_related`` and annotations; not with what is
    prefetched. As ``django.db.models.query.ModelIterable`` makes them."""

    def _read(self, compiler: SQLCompiler) -> None:
        super()._read(compiler)
        made, select = compiler.klass_info, compiler.select
        at = made["select_fields"]
        self._model, self._own = made["model"], slice(at[0], at[-1] + 1)
        self._names = [each.target.attname for each, *_ in select[self._own]]
        self._related = get_related_populators(made, select, DEFAULT_DB_ALIAS)
        self._annotated = list((compiler.annotation_col_map or {}).items())
        converters = compiler.get_converters([each for each, *_ in select])
        self._converters = [(at, convert, of) for at, (each, of) in converters.items() for convert in each]

    def records(self, **values: object) -> list[M]:
        """Those of the database, never of its replica. One query. Raises KeyError as ``ask`` does."""
        found = []
        for row in server_plans.ask(default_connection, self.sql, self._filled(values)):
            stored = list(row)
            for at, convert, of in self._converters:
                stored[at] = convert(stored[at], of, default_connection)
            record = self._model.from_db(DEFAULT_DB_ALIAS, self._names, stored[self._own])
            for related in self._related:
                related.populate(stored, record)
            for name, at in self._annotated:
                setattr(record, name, stored[at])
            found.append(record)
        return found

    def first(self, **values: object) -> M | None:
        """The first of them, or None, as there is none with a number beyond ``GREATEST``. One query."""
        if values.get("number", 0) > GREATEST:
            return None
        found = self.records(**values)
        return found[0] if found else None


def prepared(build: Callable[P, QuerySet]) -> Callable[P, Prepared]:
    """``build`` made to give its queryset prepared, once for the same arguments, which must be hashable.

    The dialect is that of the site's one engine; a replica has the same.
    """

    @lru_cache(maxsize=1024)
    def cached(*args: P.args, **kwargs: P.kwargs) -> Prepared:
        return Prepared(build(*args, **kwargs))

    return cached


def prepared_records(build: Callable[P, QuerySet[M]]) -> Callable[P, PreparedRecords[M]]:
    """The same, with records."""

    @lru_cache(maxsize=256)
    def cached(*args: P.args, **kwargs: P.kwargs) -> PreparedRecords[M]:
        return PreparedRecords(build(*args, **kwargs))

    return cached
