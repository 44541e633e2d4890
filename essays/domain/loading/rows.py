"""Bringing the rows of one model to what the files say, with no write where nothing changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, ProtectedError

#: Added to the order of rows on the move: unique orders can't pass through each other's places. Within
#: 16 bits, because most orders are small integers, and above any number of rows that the format allows.
PARKED = 16_000

Key = tuple[Any, ...]


class StillNeeded(Exception):
    """Rows vanished from the files, but readers' records hang on them."""


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
        scope: Mapping[str, Any],
        key: Sequence[str],
        wanted: Iterable[Mapping[str, Any]],
        unique: Sequence[str] = (),
    ) -> dict[Key, Model]:
        """The rows by key, after creating and changing what ``wanted`` asks for.

        ``scope`` filters the rows that the files own; ``key`` names the columns that identify one among
        them; ``unique`` the columns, orders or numbers, that no two may share and that are not in the key.
        Rows that are not wanted are parked and deleted by ``finish``. 1 query when nothing changes.
        """
        existing = {
            tuple(getattr(row, name) for name in key): row for row in model._default_manager.filter(**scope)
        }
        wanted_by_key = {tuple(values[name] for name in key): values for values in wanted}
        pairs = [(existing[k], values) for k, values in wanted_by_key.items() if k in existing]
        new = [model(**values) for k, values in wanted_by_key.items() if k not in existing]
        gone = [row for k, row in existing.items() if k not in wanted_by_key]
        self.write(model, pairs=pairs, new=new, gone=gone, unique=unique)
        kept = {k: row for k, row in existing.items() if k in wanted_by_key}
        return kept | {tuple(getattr(row, name) for name in key): row for row in new}

    def write(
        self,
        model: type[Model],
        *,
        pairs: Sequence[tuple[Model, Mapping[str, Any]]],
        new: Sequence[Model],
        gone: Sequence[Model],
        unique: Sequence[str] = (),
    ) -> None:
        """Changes each row of ``pairs`` to its values, creates ``new``, sets ``gone`` aside."""
        changed: set[str] = set()
        rows, movers = [], list(gone)
        for row, values in pairs:
            different = [name for name, value in values.items() if getattr(row, name) != value]
            if different:
                rows.append(row)
                changed.update(different)
            if any(name in unique for name in different):
                movers.append(row)
        if unique and movers:
            parked = {name: F(name) + PARKED for name in unique}
            model._default_manager.filter(pk__in=[row.pk for row in movers]).update(**parked)
        for row, values in pairs:
            for name, value in values.items():
                setattr(row, name, value)
        if rows:
            model._default_manager.bulk_update(rows, sorted(changed), batch_size=200)
        model._default_manager.bulk_create(new, batch_size=500)
        self.vanished.extend(gone)
        self.created += len(new)
        self.changed += len(rows)

    def finish(self) -> None:
        """Deletes what vanished, dependents first. Raises ``StillNeeded``."""
        needed = []
        for row in reversed(self.vanished):
            try:
                count, _ = row.delete()
                self.deleted += bool(count)
            except ProtectedError as error:
                name = row._meta.verbose_name
                users = {item._meta.verbose_name_plural for item in error.protected_objects}
                needed.append(
                    f"{name} “{row}” is no longer in the files, but {len(error.protected_objects)} "
                    f"{' and '.join(sorted(map(str, users)))} hang on it; put it back, or move them first"
                )
        if needed:
            raise StillNeeded("\n".join(sorted(needed)))
