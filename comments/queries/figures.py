"""The figures of the months that are counted, and where the logs stood at midnight."""

from datetime import UTC

from django.utils import timezone

from comments.models import Act, Decision, Figure
from essays.models import Debate
from masslinesite.page_versions import keep_no_page


def figures_of(debate: Debate | None) -> list[Figure]:
    """Those of one debate, or of all, the latest month first, with their months. One query; its rows go with
    the number of months, not of decisions."""
    rows = Figure.objects.filter(debate=debate).select_related("month")
    return list(rows.order_by("-month__month", "id"))


def all_figures() -> list[Figure]:
    """Of all debates and of each, with their months and debates, the earliest month first. One query."""
    keep_no_page()
    rows = Figure.objects.select_related("month", "debate")
    return list(rows.order_by("month__month", "id"))


def heads() -> dict[str, str]:
    """The last seal of each log that has any from before today (UTC), by its name. Two queries.

    What came today is left out, and so is the number of rows: from two answers somebody could tell that a
    moderator has just decided on a response that is not shown.
    """
    keep_no_page()
    midnight = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    found = {}
    for name, log in (("decisions", Decision), ("acts", Act)):
        earlier = log.objects.filter(at__lt=midnight).order_by("-id")
        if seal := earlier.values_list("seal", flat=True).first():
            found[name] = seal
    return found
