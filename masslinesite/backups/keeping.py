"""Which of the older backups stay, by their names alone."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

#: Whatever is called otherwise is somebody else's, and is never removed.
NAME = re.compile(r"massline-(\d{8}T\d{6})Z\.zip")
TIME = "%Y%m%dT%H%M%S"


def name_at(moment: datetime) -> str:
    return f"massline-{moment.astimezone(UTC).strftime(TIME)}Z.zip"


def to_remove(names: Iterable[str], *, keep: int, keep_daily: int, today: datetime) -> list[str]:
    """All but the ``keep`` latest, and but the latest of each of the last ``keep_daily`` days, today among
    them. Days are those of UTC, as in the names."""
    ours = sorted((name for name in names if _moment(name)), reverse=True)
    first = today.astimezone(UTC).date() - timedelta(days=keep_daily - 1)
    of_day = {_moment(name).date(): name for name in reversed(ours)}
    stay = {*ours[:keep], *(name for day, name in of_day.items() if day >= first)}
    return sorted(set(ours) - stay)


def _moment(name: str) -> datetime | None:
    found = NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], TIME).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
