"""Pages of a thread, by keyset: what a page costs does not depend on how long the thread is."""

from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain, groupby
from operator import or_
from typing import NamedTuple

from django.db.models import QuerySet

from comments import paths
from comments.enums import Stance
from comments.models import Response
from comments.page_keys import responses_in, thread_of
from comments.queries.scopes import Scope
from comments.queries.tallies import tally_of
from essays.page_keys import texts_of
from masslinesite.page_versions import depends_on
from masslinesite.prepared import HIGH, NUMBER, PATH, ROOT, Prepared, prepared
from masslinesite.reading import reading_connection

OLDEST, NEWEST = "oldest", "newest"
PAGE = 50
#: The longest scope that is also shown on one page.
WHOLE = 1000
#: Responses looked at for threads with a stance, so that a rare one costs a long scope no more.
WINDOW = 500
#: Responses above one that its own page shows in full; the rest are links, however deep the thread.
NEAREST = 4


class Standing(NamedTuple):
    """Where a response stands. What it shows is drawn by itself (``comments.queries.renderings``)."""

    pk: int
    root_id: int
    path: str
    parent_id: int | None
    reply_count: int
    block_id: int | None
    other_block_id: int | None


#: Of what a response's thread answers, in the order of ``Response``.
ANSWERED = (
    *("debate_id", "work_id", "other_work_id"),
    *("link_id", "formulation_id", "question_id", "position_id"),
)


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

    responses: list[Standing]
    next_after: int | None
    total: int
    threads: int
    lost_place: bool = False


@dataclass(frozen=True)
class ResponsePage:
    """A response, what it answers, and a page of its replies.

    ``answered`` names what its thread answers, as ``ANSWERED``. ``ancestors`` are the numbers of the nearest
    responses above it, from the top down; ``earlier`` of those above them, which stand in the thread too.
    """

    response: Standing
    answered: tuple[int | None, ...]
    earlier: list[int]
    ancestors: list[int]
    replies: list[Standing]
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

    ``after`` is the number of the last response of the page before. With a stance only the threads that
    open with it are shown, looked for among the next ``WINDOW`` responses: a page can be short and still
    have a next one. Queries: the tally, one for each of the scope's streams (two for a work, a paragraph
    and a link); one more with a cursor, one for each stream where the newest order goes on into a next
    thread, and one with a stance.
    """
    place = _place(after, _cursor(scope, scope.also))
    depends_on(*responses_in(scope))
    find = _newest if order == NEWEST else _oldest
    within = limit + 1 if stance is None else WINDOW
    looked_at = find(scope, place, within)
    roots = None if stance is None else _opening_with(stance, {each.root_id for each in looked_at})
    chosen = looked_at if roots is None else [each for each in looked_at if each.root_id in roots]
    shown = chosen[:limit]
    if len(chosen) > limit:
        next_after = shown[-1].pk
    else:
        next_after = looked_at[-1].pk if stance is not None and len(looked_at) == WINDOW else None
    total, threads = tally_of(scope)
    return ThreadPage(
        responses=shown,
        next_after=next_after,
        total=total,
        threads=threads,
        lost_place=bool(after) and place is None,
    )


def response_page(number: int, *, after: str = "", limit: int = PAGE) -> ResponsePage:
    """A response that is in a thread, with its surroundings. Raises Response.DoesNotExist otherwise.

    Two queries, one more with a cursor.
    """
    connection = reading_connection()
    found = _in_thread().ask(connection, number=number) if number < paths.NUMBERS else None
    if not found:
        raise Response.DoesNotExist(number)
    response, answered = Standing(*found[0][: len(Standing._fields)]), found[0][len(Standing._fields) :]
    debate = answered[0]
    depends_on(texts_of(debate), thread_of(response.root_id))
    low, high = paths.subtree(response.path)
    place = _place(after, _published(), root=response.root_id)
    begin = place.path if place and low < place.path < high else ""
    rows = _replies(limit + 1).ask(connection, number=debate, path=begin or low, high=high)
    replies = [Standing._make(row) for row in rows]
    above = paths.numbers(response.path)[:-1]
    return ResponsePage(
        response=response,
        answered=answered,
        earlier=above[:-NEAREST],
        ancestors=above[-NEAREST:],
        replies=replies[:limit],
        next_after=replies[limit - 1].pk if len(replies) > limit else None,
        lost_place=bool(after) and not begin,
    )


@prepared
def _in_thread() -> QuerySet:
    return Response.objects.in_threads().filter(pk=NUMBER).values_list(*Standing._fields, *ANSWERED)


@prepared
def _published() -> QuerySet:
    """The cursor of a page of replies, if it is or was published in the thread."""
    rows = Response.objects.filter(pk=NUMBER, root=ROOT, published_at__isnull=False)
    return rows.order_by().values_list(*Standing._fields)


@prepared
def _replies(limit: int) -> QuerySet:
    """The scope is named so that the walk starts from its index on both engines."""
    rows = Response.objects.in_threads().filter(debate=NUMBER, path__gt=PATH, path__lt=HIGH)
    return rows.order_by("path").values_list(*Standing._fields)[:limit]


def _place(after: str, known: Prepared, **where: int) -> Standing | None:
    """The response that a cursor names, if ``known`` has it."""
    if not (after.isascii() and after.isdigit() and len(after) <= 11):
        return None
    found = known.ask(reading_connection(), number=int(after), **where)
    return Standing._make(found[0]) if found else None


@prepared
def _cursor(scope: Scope, also: Scope | None) -> QuerySet:
    """The cursor of a page of threads, if it is or was published in the scope."""
    known = Response.objects.filter(reduce(or_, scope.conditions), pk=NUMBER, published_at__isnull=False)
    return known.order_by().values_list(*Standing._fields)


#: Where a walk begins: at the scope's first, behind a place, behind it in its thread, in the threads before
#: it.
FIRST, BEHIND, IN_THREAD, BEFORE = "first", "behind", "in thread", "before"


@lru_cache(maxsize=1024)
def _streams(scope: Scope, also: Scope | None) -> int:
    return len(scope.conditions)


@prepared
def _walk(scope: Scope, also: Scope | None, stream: int, order: str, begin: str, limit: int) -> QuerySet:
    """``limit`` of one of a scope's streams. ``also`` is the scope's own, which is no part of its
    equality."""
    rows = scope.streams()[stream]
    if begin == BEHIND:
        rows = rows.filter(path__gt=PATH)
    elif begin == IN_THREAD:
        rows = rows.filter(root=ROOT, path__gt=PATH)
    elif begin == BEFORE:
        rows = rows.filter(root__lt=ROOT)
    rows = rows.order_by("path") if order == OLDEST else rows.order_by("-root_id", "path")
    return rows.values_list(*Standing._fields)[:limit]


def _oldest(scope: Scope, place: Standing | None, limit: int) -> list[Standing]:
    return _merged(scope, place, OLDEST, BEHIND if place else FIRST, limit)


def _newest(scope: Scope, place: Standing | None, limit: int) -> list[Standing]:
    """First the rest of the thread where the last page ended, then the threads before it."""
    if place is None:
        return _merged(scope, None, NEWEST, FIRST, limit)
    found = _merged(scope, place, NEWEST, IN_THREAD, limit)
    if len(found) < limit:
        found += _merged(scope, place, NEWEST, BEFORE, limit - len(found))
    return found


def _by_path(row: tuple) -> str:
    return row[2]


def _newest_root_first(row: tuple) -> tuple[int, str]:
    return -row[1], row[2]


def _merged(scope: Scope, place: Standing | None, order: str, begin: str, limit: int) -> list[Standing]:
    """The first ``limit`` of all streams together, once each. One query a stream.

    What is among the first of all is among the first of its own stream, so ``limit`` of each are
    enough, whichever stand in two. Paths are compared by bytes here as in the database.
    """
    connection = reading_connection()
    values = {"path": place.path, "root": place.root_id} if place else {}
    parts = [
        _walk(scope, scope.also, stream, order, begin, limit).ask(connection, **values)
        for stream in range(_streams(scope, scope.also))
    ]
    rows = parts[0]
    if len(parts) > 1:
        # What is sorted in parts is quickly sorted; the same row twice stands side by side.
        rows = sorted(chain.from_iterable(parts), key=_by_path if order == OLDEST else _newest_root_first)
        rows = [row for row, _ in groupby(rows)]
    return [Standing._make(row) for row in rows[:limit]]


def _opening_with(stance: StanceChoice, roots: set[int]) -> set[int]:
    """Those of ``roots`` whose words take ``stance``.

    Compared here: asked of the database, SQLite goes through every revision that has the stance.
    """
    taken = Response.objects.filter(pk__in=roots).values_list(
        "pk", "current__stance", "current__stance_formulation"
    )
    return {root for root, *found in taken if found == [stance.stance, stance.formulation_id]}
