"""Statements without the ORM, for the few places that are asked hundreds of times a second.

To build and to compile a queryset costs ten times what a small query does; ``bench/README.md`` has the
measurements. Rows are still made and described by their models, which say how a value is stored; what is
written here is written as ``Model.save`` would write it, but for signals, of which the project has none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from types import NoneType
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from django.db.models.expressions import Col

from masslinesite import server_plans
from masslinesite.server_plans import Statement
from masslinesite.turns import in_turn

SELECT = "SELECT {columns} FROM {table}"
UPDATE = "UPDATE {table} SET {columns} WHERE {where}"
ORDERED = "{key} IN (SELECT {key} FROM {table} WHERE {condition} ORDER BY {key}{locked})"
INSERT = "INSERT INTO {table} ({columns}) VALUES"
#: Nobody else can take one before this transaction ends: on SQLite it is the only one that writes.
LATEST_IDS = "SELECT name, seq FROM sqlite_sequence WHERE name IN ({tables})"
M = TypeVar("M", bound=Model)
Prepare = Callable[[object, object], object]
Columns = tuple[tuple[str, Prepare], ...]
#: What every field of ours stores as it stands, without being asked.
AS_THEY_ARE = frozenset({str, int, NoneType})


def rows(sql: str, values: Sequence[object] = ()) -> list[tuple]:
    """What a statement gives back, as the driver has it. One query."""
    return server_plans.ask(connections[DEFAULT_DB_ALIAS], sql, values)


def first(sql: str, values: Sequence[object] = ()) -> tuple | None:
    """The first row, or None. One query."""
    found = rows(sql, values)
    return found[0] if found else None


def change(sql: str, values: Sequence[object] = ()) -> int:
    """Runs a statement that changes rows; how many. One query."""
    return server_plans.count(connections[DEFAULT_DB_ALIAS], sql, values)


def rows_after(before: Sequence[Statement], sql: str, values: Sequence[object] = ()) -> list[tuple]:
    """What a statement gives back that is asked after others, of which nobody wants to know anything. A query
    each; but PostgreSQL's server, for whose answer to each one waits, is sent all in one message, unless
    somebody listens to what is asked."""
    if connection.vendor == "postgresql" and not connection.queries_logged:
        return server_plans.ask_together(connections[DEFAULT_DB_ALIAS], [*before, (sql, values)])
    for each, given in before:
        change(each, given)
    return rows(sql, values)


@contextmanager
def forgettable() -> Iterator[Callable[[str, Sequence[object]], list[tuple]]]:
    """Asks statements each of which is committed at once, but of which a power cut may take back the latest:
    nothing waits for the disk. What is committed otherwise is as durable as ever, and nothing is torn.

    For counts that mean nothing once the process is gone. Within a transaction it is all part of that.
    """
    if connection.in_atomic_block:
        yield rows
    elif connection.vendor == "postgresql":
        yield lambda sql, values=(): rows_after([("SET LOCAL synchronous_commit = off", ())], sql, values)
    else:
        with in_turn():
            change("PRAGMA synchronous = NORMAL")
            try:
                yield rows
            finally:
                change("PRAGMA synchronous = FULL")


def places(values: Sequence[object]) -> str:
    """The place-holders of a list of values."""
    return ", ".join(["%s"] * len(values))


def stored_time(at: datetime) -> object:
    """A time as a value of a statement."""
    return connection.ops.adapt_datetimefield_value(at)


def stored_date(day: date) -> object:
    """A date as a value of a statement."""
    return connection.ops.adapt_datefield_value(day)


def time_of(stored: datetime | str) -> datetime:
    """A time that a statement gave back; SQLite's are in UTC without saying so, and text where they are
    worked out."""
    at = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def load(model: type[M], rest: str, values: Sequence[object] = ()) -> list[M]:
    """Rows of a model; ``rest`` is what follows the table's name in the statement. One query."""
    head, names, converters = _selection(model, connection.vendor)
    database, found = connections[DEFAULT_DB_ALIAS], []
    for row in rows(f"{head} {rest}", values):
        stored = list(row)
        for at, convert, column in converters:
            stored[at] = convert(stored[at], column, database)
        found.append(model.from_db(DEFAULT_DB_ALIAS, names, stored))
    return found


def locked(*, no_key: bool = False) -> str:
    """What ends a SELECT whose rows are locked until the transaction ends; empty on SQLite, where a
    transaction that writes is alone."""
    if not connection.features.has_select_for_update:
        return ""
    return f" {connection.ops.for_update_sql(no_key=no_key)}"


def in_order(table: str, key: str, keys: Sequence[object]) -> str:
    """What an UPDATE says of its rows, those of ``keys``: where rows are locked, they are in the order of
    their keys before the first of them is changed, so that of several who change them nobody waits in a
    circle. The values are ``keys``."""
    condition = f"{key} IN ({places(keys)})"
    if len(keys) == 1 or not connection.features.has_select_for_update:
        return condition
    return ORDERED.format(key=key, table=table, condition=condition, locked=locked(no_key=True))


def update(model: type[Model], changed: Mapping[str, object], where: str, values: Sequence[object]) -> int:
    """Changes columns of the rows that ``where`` names, given by their fields; how many rows. One query."""
    quote, database = connection.ops.quote_name, connections[DEFAULT_DB_ALIAS]
    fields = [(model._meta.get_field(name), value) for name, value in changed.items()]
    columns = ", ".join(f"{quote(field.column)} = %s" for field, _ in fields)
    stored = [
        field.get_db_prep_save(value.pk if isinstance(value, Model) else value, database)
        for field, value in fields
    ]
    return change(
        UPDATE.format(table=quote(model._meta.db_table), columns=columns, where=where), [*stored, *values]
    )


def new_ids(*models: type[Model]) -> tuple[int, ...]:
    """An id for a new row of each model, for rows that name each other. To be called in the transaction that
    stores them. One query."""
    if connection.vendor == "postgresql":
        named = [value for model in models for value in (model._meta.db_table, model._meta.pk.column)]
        sequences = ", ".join(["nextval(pg_get_serial_sequence(%s, %s))"] * len(models))
        return first(f"SELECT {sequences}", named)
    tables = [model._meta.db_table for model in models]
    latest = dict(rows(LATEST_IDS.format(tables=places(tables)), tables))
    return tuple(latest.get(table, 0) + 1 for table in tables)


def insert(row: Model, *, before: Sequence[Statement] = ()) -> None:
    """Stores a new row, and gives it its id if the database makes that and it has none. One query, and those
    of ``before`` (``rows_after``)."""
    head, columns, key = _insertion(type(row), connection.vendor, with_id=row.pk is not None)
    values = _values(row, columns)
    if key:
        ((row.pk,),) = rows_after(before, f"{head} ({places(values)}) RETURNING {key}", values)
    else:
        for statement in (*before, (f"{head} ({places(values)})", values)):
            change(*statement)
    row._state.adding, row._state.db = False, connection.alias


def insert_all(made: Iterable[Model], *, unique: Sequence[str] = ()) -> None:
    """Stores new rows of one model, whose ids nobody needs. One query; none without rows.

    With ``unique``, columns that no two rows share, a row that is there already becomes as the new one.
    """
    made = list(made)
    if made:
        change(*insertion_of(made, unique=unique))


def insertion_of(made: Sequence[Model], *, unique: Sequence[str] = ()) -> Statement:
    """The statement of ``insert_all``, of one row at least. No query."""
    head, columns, _ = _insertion(type(made[0]), connection.vendor)
    each = f"({places(columns)})"
    values = [value for row in made for value in _values(row, columns)]
    conflict = _on_conflict(type(made[0]), tuple(unique), connection.vendor) if unique else ""
    return f"{head} {', '.join([each] * len(made))}{conflict}", values


def insert_rows(model: type[Model], columns: Sequence[str], made: Sequence[tuple[object, ...]]) -> None:
    """The same of values as they are stored, where a post makes some twenty rows; what has a default in the
    model alone is to be named. One query; none without rows."""
    if not made:
        return
    quote = connection.ops.quote_name
    head = INSERT.format(table=quote(model._meta.db_table), columns=", ".join(map(quote, columns)))
    each = f"({places(columns)})"
    change(f"{head} {', '.join([each] * len(made))}", [value for row in made for value in row])


def _values(row: Model, columns: Sequence[tuple[str, Prepare]]) -> list[object]:
    stored, database = row.__dict__, connections[DEFAULT_DB_ALIAS]
    values = []
    for name, prepare in columns:
        value = stored[name]
        values.append(value if type(value) in AS_THEY_ARE else prepare(value, database))
    return values


@lru_cache(maxsize=64)
def _on_conflict(model: type[Model], unique: tuple[str, ...], vendor: str) -> str:
    quote = connection.ops.quote_name
    others = [
        quote(field.column)
        for field in model._meta.concrete_fields
        if field.column not in unique and not field.generated and field is not model._meta.auto_field
    ]
    changed = ", ".join(f"{column} = excluded.{column}" for column in others)
    return f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {changed}"


@lru_cache(maxsize=64)
def _selection(model: type[Model], vendor: str) -> tuple[str, list[str], list[tuple]]:
    """The statement up to its conditions, the columns by their attributes, and the place, converter and
    column of each value that the driver does not give as the model has it."""
    quote, fields = connection.ops.quote_name, model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    head = SELECT.format(columns=columns, table=quote(model._meta.db_table))
    converters = [
        (at, convert, column)
        for at, column in enumerate(Col(model._meta.db_table, field) for field in fields)
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    ]
    return head, [field.attname for field in fields], converters


@lru_cache(maxsize=64)
def _insertion(model: type[Model], vendor: str, *, with_id: bool = False) -> tuple[str, Columns, str]:
    """The statement up to its values, how each column's value is found and stored, and the column of an id
    that the database makes; empty if it makes none. ``vendor``: places are quoted as the engine does."""
    quote = connection.ops.quote_name
    made = None if with_id else model._meta.auto_field
    stored = [field for field in model._meta.concrete_fields if field is not made and not field.generated]
    columns = ", ".join(quote(field.column) for field in stored)
    head = INSERT.format(table=quote(model._meta.db_table), columns=columns)
    prepared = tuple((field.attname, field.get_db_prep_save) for field in stored)
    return head, prepared, quote(made.column) if made else ""
