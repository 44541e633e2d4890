"""Pages of a thread, by keyset: what a page costs does not depend on how long the thread is."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby, islice
from operator import or_

from django.db.models import Q, QuerySet

from comments import paths
from comments.enums import Stance
from comments.models import Response
from comments.page_keys import responses_in, thread_of
from comments.queries.quotation_checks import SHOWN_CHECKS, load_checks
from comments.queries.scopes import Scope
from comments.queries.tallies import tally_of
from essays.page_keys import texts_of
from masslinesite.page_versions import depends_on

OLDEST, NEWEST = "oldest", "newest"
PAGE = 50
#: Responses looked at for threads with a stance, so that a rare one costs a long scope no more.
WINDOW = 500
#: Responses above one that its own page shows in full; the rest are links, however deep the thread.
NEAREST = 4
#: What a page shows of each response; the typed text stays in the database.
SHOWN_WITH = (
    "debate",
    "work",
    "block",
    "other_work",
    "other_block",
    "link",
    "formulation",
    "question",
    "position__voice",
    "current__stance_formulation",
    "current__redaction",
    "current__carries",
)
#: A response as it is looked at for a page: its number, its thread's first, its path.
Key = tuple[int, int, str]


@dataclass(frozen=True)
class StanceChoice:
    """The stance of the responses that open a thread; ``formulation`` goes with ``HOLDS``."""

    stance: Stance
    formulation_id: int | None = None


@dataclass(frozen=True)
class ThreadPage:
    """A page of responses in the order of reading. ``next_after`` is the next page's cursor.

    ``total`` and ``threads`` count the whole scope, published responses only. ``lost_place`` says
    that the cursor was not one of this scope's, so that this is the first page.
    """

    responses: list[Response]
    next_after: int | None
    total: int
    threads: int
    lost_place: bool = False


@dataclass(frozen=True)
class ResponsePage:
    """A response, what it answers, and a page of its replies.

    ``ancestors`` are the nearest responses above it, from the top down; ``earlier`` the numbers of
    those above them, which stand in the thread too.
    """

    response: Response
    earlier: list[int]
    ancestors: list[Response]
    replies: list[Response]
    next_after: int | None
    lost_place: bool = False


def thread_page(
    scope: Scope,
    *,
    order: str = OLDEST,
    stance: StanceChoice | None = None,
    after: str = "",
    limit: int = PAGE,
) -> ThreadPage:
    """``limit`` responses of a scope, threads oldest or newest first, each thread in its own order.

    ``after`` is the number of the last response of the page before. With a stance only the threads
    that open with it are shown, looked for among the next ``WINDOW`` responses: a page can be short
    and still have a next one. Queries: the page in two steps, its quotations and the tally, the first step
    once for each of the scope's streams (two for a work, a paragraph and a link); one more with a cursor,
    one for each stream where the newest order goes on into a next thread, and one with a stance.
    """
    place = _place(after, reduce(or_, scope.conditions))
    depends_on(*responses_in(scope))
    find = _newest if order == NEWEST else _oldest
    within = limit + 1 if stance is None else WINDOW
    looked_at = find(scope.streams(), place, within)
    roots = None if stance is None else _opening_with(stance, {root for _, root, _ in looked_at})
    chosen = [number for number, root, _ in looked_at if roots is None or root in roots]
    shown = chosen[:limit]
    if len(chosen) > limit:
        next_after = shown[-1]
    else:
        next_after = looked_at[-1][0] if stance is not None and len(looked_at) == WINDOW else None
    total, threads = tally_of(scope)
    return ThreadPage(
        responses=_in_order(shown),
        next_after=next_after,
        total=total,
        threads=threads,
        lost_place=bool(after) and place is None,
    )


def response_page(number: int, *, after: str = "", limit: int = PAGE) -> ResponsePage:
    """A response that is in a thread, with its surroundings. Raises Response.DoesNotExist otherwise.

    Three queries, one more for a reply and one more with a cursor.
    """
    rows = Response.objects.in_threads().select_related(*SHOWN_WITH).defer("current__text")
    response = rows.get(pk=number)
    depends_on(texts_of(response.debate_id), thread_of(response.root_id))
    low, high = paths.subtree(response.path)
    place = _place(after, Q(root=response.root_id))
    if place is not None and not low < place.path < high:
        place = None
    # The scope is named so that the walk starts from its index on both engines.
    replies = rows.filter(debate=response.debate_id, path__gt=place.path if place else low, path__lt=high)
    found = list(replies.order_by("path")[: limit + 1])
    above = paths.ancestors(response.path)
    ancestors = list(rows.filter(path__in=above[-NEAREST:]).order_by("path"))
    load_checks([response, *ancestors, *found[:limit]])
    return ResponsePage(
        response=response,
        earlier=[paths.numbers(path)[-1] for path in above[:-NEAREST]],
        ancestors=ancestors,
        replies=found[:limit],
        next_after=found[limit - 1].pk if len(found) > limit else None,
        lost_place=bool(after) and place is None,
    )


def _place(after: str, there: Q) -> Response | None:
    """The response that a cursor names, if it is or was published there."""
    if not (after.isascii() and after.isdigit() and len(after) <= 11):
        return None
    known = Response.objects.filter(there, published_at__isnull=False)
    return known.filter(pk=int(after)).only("path", "root_id").first()


def _oldest(streams: Sequence[QuerySet], place: Response | None, limit: int) -> list[Key]:
    if place is not None:
        streams = [rows.filter(path__gt=place.path) for rows in streams]
    return _merged([rows.order_by("path") for rows in streams], lambda key: key[2], limit)


def _newest(streams: Sequence[QuerySet], place: Response | None, limit: int) -> list[Key]:
    """First the rest of the thread where the last page ended, then the threads before it."""
    found: list[Key] = []
    ordered = [rows.order_by("-root_id", "path") for rows in streams]
    if place is not None:
        rest = [rows.filter(root=place.root_id, path__gt=place.path) for rows in ordered]
        found = _merged(rest, lambda key: key[2], limit)
        ordered = [rows.filter(root__lt=place.root_id) for rows in ordered]
    if len(found) < limit:
        found += _merged(ordered, lambda key: (-key[1], key[2]), limit - len(found))
    return found


def _merged(streams: Sequence[QuerySet], order: Callable[[Key], object], limit: int) -> list[Key]:
    """The first ``limit`` of all streams together, once each. One query a stream.

    What is among the first of all is among the first of its own stream, so ``limit`` of each are
    enough, whichever stand in two. Paths are compared by bytes here as in the database.
    """
    parts = [rows.values_list("pk", "root_id", "path")[:limit] for rows in streams]
    return [key for key, _ in islice(groupby(heapq.merge(*parts, key=order)), limit)]


def _opening_with(stance: StanceChoice, roots: set[int]) -> set[int]:
    """Those of ``roots`` whose words take ``stance``.

    Compared here: asked of the database, SQLite goes through every revision that has the stance.
    """
    taken = Response.objects.filter(pk__in=roots).values_list(
        "pk", "current__stance", "current__stance_formulation"
    )
    return {root for root, *found in taken if found == [stance.stance, stance.formulation_id]}


def _in_order(numbers: list[int]) -> list[Response]:
    """The responses of ``numbers`` with all that a page shows of them."""
    rows = Response.objects.select_related(*SHOWN_WITH).defer("current__text").prefetch_related(SHOWN_CHECKS)
    found = rows.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]
