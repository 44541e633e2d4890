"""What a run that writes nothing would have written first: what is compared with. Pure."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

#: What a writer's responses are found by: “account” and its id, or “name” with a debate and the name.
Who = tuple[str, Hashable]


class Row(NamedTuple):
    """A response that is in no index yet; ``whose`` names its writer in all ways that are known."""

    response: int
    revision: int
    debate: int
    whose: tuple[Who, ...]
    sent_at: datetime
    is_published: bool
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Unindexed:
    """Empty for all but a trial. Each question costs as much as there is of the same writer or wording."""

    by_key: dict[int, list[Row]]
    by_writer: dict[Who, list[Row]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Unindexed":
        by_key: dict[int, list[Row]] = defaultdict(list)
        by_writer: dict[Who, list[Row]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.sent_at):
            for key in row.keys:
                by_key[key].append(row)
            for who in row.whose:
                by_writer[who].append(row)
        return cls(dict(by_key), dict(by_writer))

    def sharing(self, keys: Iterable[int], response: int) -> list[int]:
        """The revisions of responses earlier than ``response`` that share a key, once for each; 0: of all."""
        rows = (row for key in keys for row in self.by_key.get(key, ()))
        return [row.revision for row in rows if not response or row.response < response]

    def sent_between(self, start: datetime, end: datetime, who: Sequence[Who], response: int) -> list[int]:
        """For each way in which the writer is known, how many others came after ``start``, up to ``end``."""
        found = []
        for each in who:
            rows = self.by_writer.get(each, [])
            times = [row.sent_at for row in rows]
            among = rows[bisect_right(times, start) : bisect_right(times, end)]
            found.append(len({row.response for row in among} - {response}))
        return found

    def have_published(self, debate: int, who: Iterable[Who]) -> bool:
        rows = (row for each in who for row in self.by_writer.get(each, ()))
        return any(row.is_published and row.debate == debate for row in rows)


NOTHING = Unindexed({}, {})
