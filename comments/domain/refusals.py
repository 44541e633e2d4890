"""What is raised where nothing was written, and what the person is told."""

from comments.enums import Status
from comments.models import Decision, Revision


class Refused(Exception):
    """Nothing was written. ``message`` says why in plain words for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Stale(Refused):
    """The response is not any more as the person saw it.

    ``status`` is what it is now, ``decision`` the latest decision on it (none: empty), and
    ``revision`` its latest words, to be shown beside those that were seen.
    """

    def __init__(self, *, status: Status, decision: Decision | None, revision: Revision) -> None:
        super().__init__("This response has changed since you opened it, so nothing was done.")
        self.status = status
        self.decision = decision
        self.revision = revision


class Claimed(Refused):
    """Somebody else has the response open."""
