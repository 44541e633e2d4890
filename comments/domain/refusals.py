"""What is raised where nothing was written, and what the person is told."""

from comments.enums import Status
from comments.models import Decision, Response, Revision


class Refused(Exception):
    """Nothing was written. ``message`` says why in plain words for the person.

    ``is_overtaken``: what they asked for could be done when they saw it; somebody else was first.
    """

    is_overtaken = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Stale(Refused):
    """The response is not any more as the person saw it.

    ``status`` is what it is now, ``decision`` the latest decision on it (none: empty), and
    ``revision`` its latest words, to be shown beside those that were seen.
    """

    is_overtaken = True

    def __init__(self, *, status: Status, decision: Decision | None, revision: Revision) -> None:
        super().__init__("This response has changed since you opened it, so nothing was done.")
        self.status = status
        self.decision = decision
        self.revision = revision


class Claimed(Refused):
    """Somebody else has the response open."""

    is_overtaken = True


class Settled(Refused):
    """What they would have settled has been settled by somebody else."""

    is_overtaken = True


def stale(response: Response, words: Revision | None = None) -> Stale:
    """What is to be raised where ``response`` is not as it was seen; ``words``: its latest, where they are
    not the current ones. One query."""
    last = Decision.objects.filter(response=response).order_by("-id").first()
    return Stale(status=Status(response.status), decision=last, revision=words or response.current)
