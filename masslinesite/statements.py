"""Statements without the ORM, for the few places that are asked hundreds of times a second.

To build and to compile a queryset costs ten times what a small query does; ``bench/README.md`` has the
measurements. Rows are still made and described by their models, which say how a value is stored; what is
written here is written as ``Model.save`` would write it, but for signals, of which the project has none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import NoneType

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model

Prepare = Callable[[object, object], object]
#: What every field of ours stores as it stands, without being asked.
AS_THEY_ARE = frozenset({str, int, NoneType})


def rows(sql: str, values: Sequence[object] = ()) -> list[tuple]:
    """What a statement gives back, as the driver has it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def first(sql: str, values: Sequence[object] = ()) -> tuple | None:
    """The first row, or None. One query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def change(sql: str, values: Sequence[object] = ()) -> int:
    """Runs a statement that changes rows; how many. One query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@contextmanager
def forgettable() -> Iterator[Callable[[str, Sequence[object]], list[tuple]]]:
    """Asks statements each of which is committed at once, but of which a power cut may take back the latest:
    nothing waits for the disk. What is committed otherwise is as durable as ever, and nothing is torn.

    For counts that mean nothing once the process is gone. Within a transaction it is all part of that.
    """
    if connection.in_atomic_block:
        yield rows
    elif connection.vendor == "postgresql":
        yield lambda sql, values=(): rows(f"SET LOCAL synchronous_commit = off; {sql}", values)
    else:
        change("PRAGMA synchronous = NORMAL")
        try:
            yield rows
        finally:
            change("PRAGMA synchronous = FULL")


def places(values: Sequence[object]) -> str:
    """The place-holders of a list of values."""
    return ", ".join(["%s"] * len(values))


def insert(row: Model) -> None:
    """Stores a new row and gives it its id, if the database makes that. One query."""
    head, columns, key = _insertion(type(row), connection.vendor)
    values = _values(row, columns)
    returned = f" RETURNING {key}" if key else ""
    found = first(f"{head} ({places(values)}){returned}", values) if key else None
    if found:
        row.pk = found[0]
    else:
        change(f"{head} ({places(values)})", values)
    row._state.adding, row._state.db = False, connection.alias


def insert_all(made: Iterable[Model]) -> None:
    """Stores new rows of one model, whose ids nobody needs. One query; none without rows."""
    made = list(made)
    if not made:
        return
    head, columns, _ = _insertion(type(made[0]), connection.vendor)
    each = f"({', '.join(['%s'] * len(columns))})"
    values = [value for row in made for value in _values(row, columns)]
    change(f"{head} {', '.join([each] * len(made))}", values)


def _values(row: Model, columns: Sequence[tuple[str, Prepare]]) -> list[object]:
    stored, database = row.__dict__, connections[DEFAULT_DB_ALIAS]
    values = []
    for name, prepare in columns:
        value = stored[name]
        values.append(value if type(value) in AS_THEY_ARE else prepare(value, database))
    return values


@lru_cache(maxsize=64)
def _insertion(model: type[Model], vendor: str) -> tuple[str, tuple[tuple[str, Prepare], ...], str]:
    """The statement up to its values, how each column's value is found and stored, and the column of an id
    that the database makes; empty if it makes none. ``vendor``: places are quoted as the engine does."""
    quote = connection.ops.quote_name
    made = model._meta.auto_field
    stored = [field for field in model._meta.concrete_fields if field is not made and not field.generated]
    columns = ", ".join(quote(field.column) for field in stored)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES"
    prepared = tuple((field.attname, field.get_db_prep_save) for field in stored)
    return head, prepared, quote(made.column) if made else ""
