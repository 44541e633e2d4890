"""The figures of the months that are counted, and where the logs stand."""

from comments.models import Figure, LogHead
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


def heads() -> dict[str, LogHead]:
    """The last seal and the number of rows of each log that has any, by its name. One query."""
    keep_no_page()
    return LogHead.objects.in_bulk()
