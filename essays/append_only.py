"""The table of editors' decisions on links, whose rows are added and never changed.

A decision outlives its link and its editor: the keys are emptied when these go, the rest stays.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from masslinesite import append_only

DECISIONS = append_only.AppendOnly(
    "essays_linkdecision",
    keeps=(
        *("id", "link_slug", "old_status", "new_status", "reason"),
        *("left_exact", "right_exact", "by_name", "at"),
    ),
    forgets=("link_id", "by_id"),
)


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    append_only.install_triggers(connection, [DECISIONS])


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    append_only.remove_triggers(connection, [DECISIONS])


def find_missing_triggers(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """As sentences; at most two queries."""
    return append_only.find_missing_triggers(connection, [DECISIONS])
