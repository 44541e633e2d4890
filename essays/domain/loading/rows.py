"""Bringing the rows of one model to what the files say, with no write where nothing changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, Model, ProtectedError

from essays.domain.corpus.fields import MOST_ITEMS
from essays.models import Block, Position

#: Added to the order of rows on the move, because unique orders can't pass through each other's places.
#: Above every order the format allows; the sum stays within 16 bits, as most orders are small integers.
PARKED = MOST_ITEMS + 6_000

Key = tuple[Any, ...]
Values = Mapping[str, Any]
NOTHING: Values = {}


def out_of_the_way(*columns: str) -> Values:
    """Values that move rows out of the way in number columns that no two may share."""
    return {column: F(column) + PARKED for column in columns}


class StillNeeded(Exception):
    """Rows vanished from the files, but others' records hang on them; ``reasons`` says which."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass
class Rows:
    """What a load did, and the rows to delete at its end."""

    created: int = 0
    changed: int = 0
    deleted: int = 0
    vanished: list[Model] = field(default_factory=list)

    def sync(
        self,
        model: type[Model],
        *,
        scope: Values,
        key: Sequence[str],
        wanted: Iterable[Values],
        parked: Values = NOTHING,
    ) -> dict[Key, Model]:
        """The rows by key, after creating and changing what ``wanted`` asks for.

        ``scope`` filters the rows that the files own; ``key`` names the columns that identify one among
        them; ``parked`` is as in ``write``. Rows that are not wanted are deleted by ``finish``. 1 query
        when nothing changes.
        """
        existing = {
            tuple(getattr(row, name) for name in key): row for row in model._default_manager.filter(**scope)
        }
        by_key = {tuple(values[name] for name in key): values for values in wanted}
        pairs = [(existing[place], values) for place, values in by_key.items() if place in existing]
        new = [model(**values) for place, values in by_key.items() if place not in existing]
        gone = [row for place, row in existing.items() if place not in by_key]
        self.write(model, pairs=pairs, new=new, gone=gone, parked=parked)
        rows = [row for row, _ in pairs] + new
        return {tuple(getattr(row, name) for name in key): row for row in rows}

    def write(
        self,
        model: type[Model],
        *,
        pairs: Sequence[tuple[Model, Values]],
        new: Sequence[Model] = (),
        gone: Sequence[Model] = (),
        parked: Values = NOTHING,
    ) -> None:
        """Changes each row of ``pairs`` to its values, creates ``new``, sets ``gone`` aside.

        ``parked`` are values that let the rows on the move stand clear of each other's unique places
        until each has its own.
        """
        changed: set[str] = set()
        rows = []
        for row, values in pairs:
            different = [name for name, value in values.items() if getattr(row, name) != value]
            if different:
                rows.append(row)
                changed.update(different)
        if parked and (rows or gone):
            movers = [row.pk for row in (*rows, *gone)]
            model._default_manager.filter(pk__in=movers).update(**parked)
            changed.update(parked)
        for row, values in pairs:
            for name, value in values.items():
                setattr(row, name, value)
        if rows:
            model._default_manager.bulk_update(rows, sorted(changed), batch_size=200)
        if new:
            model._default_manager.bulk_create(new, batch_size=500)
        self.vanished.extend(gone)
        self.created += len(new)
        self.changed += len(rows)

    def finish(self) -> None:
        """Deletes what vanished, dependents before what they hang on. Raises ``StillNeeded``."""
        reasons = []
        for model, rows in groupby(reversed(self.vanished), key=type):
            rows = list(rows)
            try:
                model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
                self.deleted += len(rows)
            except ProtectedError:
                reasons += _still_needed(model, [row.pk for row in rows])
        if reasons:
            raise StillNeeded(reasons)


def _still_needed(model: type[Model], keys: list[int]) -> Iterator[str]:
    """A sentence for each of the rows that something protected hangs on, or on what goes with it."""
    for row in model._default_manager.filter(pk__in=keys):
        try:
            # In the transaction that is about to be taken back.
            row.delete()
        except ProtectedError as error:
            users = error.protected_objects
            meta = next(iter(users))._meta
            hang = (
                f"1 {meta.verbose_name} hangs"
                if len(users) == 1
                else f"{len(users)} {meta.verbose_name_plural} hang"
            )
            yield (
                f"{model._meta.verbose_name} {_name(row)} is no longer in the files, "
                f"but {hang} on it; put it back"
            )


def _name(row: Model) -> str:
    if isinstance(row, Block):
        return f"{row.work.siglum} {(row.number or row.order) % PARKED}"
    if isinstance(row, Position):
        return f"{row.voice.siglum} on “{row.question.slug}”"
    return f"“{getattr(row, 'slug', row)}”"
