"""Keeping responses as they stand in threads, drawn beforehand.

Whatever changes what readers see of a response deletes its rendering in the same transaction
(``show_otherwise``). The next page that shows it draws it, and once that page is sent keeps what it drew
(``keep_drawn``): under the response's lock and from what it is then, so that nothing older can be kept.
"""

from collections.abc import Callable, Iterable, Sequence

import structlog
from django.db import Error, connection, transaction

from comments.domain.waiting import tried_again
from comments.models import Rendering, Response
from comments.page_keys import keys_of_response
from comments.queries.renderings import rows_to_draw
from essays.page_keys import texts_of
from masslinesite.page_versions import touch, version_of
from masslinesite.statements import Statement, change
from masslinesite.turns import impatient, in_turn

log = structlog.get_logger("comments.renderings")
#: Drawn in one transaction, for which others who write wait on SQLite.
BATCH = 50
FORGET = "DELETE FROM comments_rendering WHERE response_id = %s"


def show_otherwise(response: Response, *, before: Sequence[Statement] = ()) -> None:
    """Readers see a response come, change or go, from the transaction in which they do: the pages that show
    it are out of date with that, and so is its rendering. 2 queries, after which others who publish
    wait, and those of ``before`` (``statements.rows_after``)."""
    touch(keys_of_response(response), before=[*before, (FORGET, [response.pk])])


def forget_rendering(response: Response) -> None:
    """One query."""
    change(FORGET, [response.pk])


def keep_drawn(numbers: Iterable[int], draw: Callable[[Response], str], drawn_by: str) -> None:
    """Draws those of ``numbers`` that nobody is changing, and keeps them, ``BATCH`` in a transaction.

    Not done where the database is busy or can only be read: a rendering that is missing is drawn again.
    """
    wanted = list(numbers)
    for at in range(0, len(wanted), BATCH):
        try:
            _keep(wanted[at : at + BATCH], draw, drawn_by)
        except Error as error:
            log.warning("renderings_not_kept", cause=type(error).__name__)
            return


@tried_again
def _keep(numbers: list[int], draw: Callable[[Response], str], drawn_by: str) -> None:
    """In the order in which everybody locks responses; those that are locked are left out, all of them where
    somebody else writes on SQLite just then: nobody waits for what is no more than a saving."""
    skips = connection.features.has_select_for_update_skip_locked
    with in_turn(seconds=0) as has_turn, impatient(), transaction.atomic():
        if not has_turn:
            return
        locked = Response.objects.in_threads().filter(pk__in=numbers).order_by("path")
        held = list(locked.select_for_update(no_key=True, skip_locked=skips).values_list("pk", "debate"))
        texts = {debate: version_of([texts_of(debate)]) for debate in {debate for _, debate in held}}
        rows = rows_to_draw().in_bulk([number for number, _ in held])
        Rendering.objects.bulk_create(
            [
                Rendering(response=row, html=draw(row), texts=texts[row.debate_id], drawn_by=drawn_by)
                for row in rows.values()
            ],
            update_conflicts=True,
            unique_fields=["response"],
            update_fields=["html", "texts", "drawn_by"],
        )
