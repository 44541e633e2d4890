"""What a moderator chose to see of the queue, and its address. Reads nothing."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import TextChoices

from comments.enums import Status
from essays.queries.search.terms import Query

NUMBER = re.compile(r"\s*R?\s*([0-9]{1,11})\s*", re.IGNORECASE)
HOLDS = "holds-"


class Show(TextChoices):
    """What is open is read from the oldest on; of responses by number, the latest is wanted first."""

    WAITING = "waiting", "What is open"
    DECIDED = "decided", "Decided responses"
    ALL = "all", "All responses"


STATUSES: dict[Show, tuple[Status, ...]] = {
    Show.DECIDED: (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED, Status.ERASED),
    Show.ALL: tuple(Status),
}


class Age(TextChoices):
    DAY = "day", "Over a day"
    THREE_DAYS = "three-days", "Over three days"
    WEEK = "week", "Over a week"


LEAST: dict[Age, timedelta] = {
    Age.DAY: timedelta(days=1),
    Age.THREE_DAYS: timedelta(days=3),
    Age.WEEK: timedelta(days=7),
}


class ClaimedBy(TextChoices):
    ME = "me", "Me"
    OTHERS = "others", "Others"
    NOBODY = "nobody", "Nobody"


class Marked(TextChoices):
    SECOND = "second", "Second reader wanted"
    COVERED = "covered", "Covered"


@dataclass(frozen=True)
class Choice:
    """Empty: all. ``debate`` and ``work`` are slugs, ``stance`` an option's value, the rest values.

    A search goes through all states, so ``show`` is ALL with it. What only open items have (``kind``,
    ``held_by``, ``age``, ``claimed``, ``marked``) counts for ``Show.WAITING``, and for a search, which then
    finds what is open alone. ``user_id`` is who looks, ``query`` what the search reads as.
    """

    show: Show = Show.WAITING
    debate: str = ""
    work: str = ""
    kind: str = ""
    held_by: str = ""
    state: str = ""
    age: str = ""
    language: str = ""
    claimed: str = ""
    marked: str = ""
    stance: str = ""
    search: str = ""
    user_id: int = 0
    query: Query = field(default_factory=Query)

    def address(self, **more: object) -> str:
        """The query string that shows this choice again, with ``more`` that isn't empty."""
        return "?" + urlencode(self.parts | {name: part for name, part in more.items() if part})

    @property
    def parts(self) -> dict[str, str]:
        """What the address names, by name."""
        parts = {"show": self.show.value} | {name: getattr(self, name) for name in NARROWING}
        return {name: part for name, part in parts.items() if part}

    @property
    def is_of_items(self) -> bool:
        return self.show == Show.WAITING

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in NARROWING)

    @property
    def is_search_narrowed(self) -> bool:
        return bool(self.search) and any(getattr(self, name) for name in NARROWING if name != "search")

    @property
    def number(self) -> int:
        """The response that the search asks for by number; 0: none."""
        found = NUMBER.fullmatch(self.search)
        return int(found[1]) if found else 0


#: The fields of a choice that its address names after ``show``.
NARROWING = (
    *(
        "debate",
        "work",
        "kind",
        "held_by",
        "state",
        "age",
        "language",
        "claimed",
        "marked",
        "stance",
        "search",
    ),
)
