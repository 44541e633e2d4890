"""Responses as they were drawn beforehand, and those that have to be drawn."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
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


def pattern_of(column: str) -> str:
    """What asks for a rendering's pattern, for ``in_utf8``. SQLite holds it in UTF-8 and gives it as that,
    which saves turning it into text and back; PostgreSQL would write each byte in two digits."""
    return f"CAST({column} AS BLOB)" if connection.vendor == "sqlite" else column


def in_utf8(pattern: str | bytes | None) -> bytes | None:
    """As the present engine gave it; None where there is none."""
    return pattern.encode() if isinstance(pattern, str) else pattern


#: Without the ORM: its rows of a page cost more than all else that the page does.
DRAWN = """
SELECT response_id, {pattern} FROM comments_rendering
WHERE response_id IN ({places}) AND texts = %s AND drawn_by = %s"""


def drawn_before(numbers: Sequence[int], good: Good) -> dict[int, bytes]:
    """The patterns of those of ``numbers`` that have a good rendering. One query, none for no numbers."""
    if not numbers:
        return {}
    sql = DRAWN.format(pattern=pattern_of("html"), places=places(numbers))
    found = rows_of(reading_connection(), sql, [*numbers, *good])
    return {number: in_utf8(pattern) for number, pattern in found}


def rows_to_draw() -> QuerySet[Response]:
    """With all that a page shows of a response. Two queries when asked, the second for quotations."""
    rows = Response.objects.select_related(*SHOWN_WITH).defer("current__text")
    return rows.prefetch_related(SHOWN_CHECKS)


def responses_to_draw(numbers: Iterable[int]) -> list[Response]:
    """Two queries."""
    return list(rows_to_draw().in_bulk(list(numbers)).values())
