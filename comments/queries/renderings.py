"""Responses as they were drawn beforehand, and those that have to be drawn."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from comments.models import Response
from comments.queries.quotation_checks import SHOWN_CHECKS
from comments.queries.shown import SHOWN_WITH
from masslinesite.asking import rows_of
from masslinesite.reading import reading_connection
from masslinesite.statements import places


class Good(NamedTuple):
    """What a rendering must have been made from to be shown: as ``comments.models.Rendering`` has it."""

    texts: int
    drawn_by: str


#: Without the ORM: its rows of a page cost more than all else that the page does.
DRAWN = """
SELECT response_id, html FROM comments_rendering
WHERE response_id IN ({places}) AND texts = %s AND drawn_by = %s"""


def drawn_before(numbers: Sequence[int], good: Good) -> dict[int, str]:
    """The renderings of those of ``numbers`` that have a good one. One query, none for no numbers."""
    if not numbers:
        return {}
    sql = DRAWN.format(places=places(numbers))
    return dict(rows_of(reading_connection(), sql, [*numbers, *good]))


def rows_to_draw() -> QuerySet[Response]:
    """With all that a page shows of a response. Two queries when asked, the second for quotations."""
    rows = Response.objects.select_related(*SHOWN_WITH).defer("current__text")
    return rows.prefetch_related(SHOWN_CHECKS)


def responses_to_draw(numbers: Iterable[int]) -> list[Response]:
    """Two queries."""
    return list(rows_to_draw().in_bulk(list(numbers)).values())
