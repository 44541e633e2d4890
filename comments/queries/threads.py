"""Pages of a thread, by keyset: what a page costs does not depend on how long the thread is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import or_
from typing import NamedTuple, Self

from django.db import connection
from django.db.models import BinaryField, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from comments import paths
from comments.enums import Stance
from comments.models import Rendering, Response
from comments.page_keys import responses_in, thread_of
from comments.queries.renderings import Good, in_utf8, pattern_of
from comments.queries.scopes import Scope
from comments.queries.tallies import tally_of
from essays.page_keys import texts_of
from masslinesite.asking import rows_of
from masslinesite.page_versions import depends_on
from masslinesite.prepared import DRAWN_BY, HIGH, NUMBER, PATH, ROOT, TEXTS, Prepared, prepared
from masslinesite.reading import reading_connection
from masslinesite.statements import places

OLDEST, NEWEST = "oldest", "newest"
PAGE = 50
#: The longest scope that is also shown on one page.
WHOLE = 1000
#: Responses looked at for threads with a stance, so that a rare one costs a long scope no more.
WINDOW = 500
#: Responses above one that its own page shows in full; the rest are links, however deep the thread.
NEAREST = 4


class Standing(NamedTuple):
    """Where a response stands, and the pattern of what it shows (``comments.views.drawing``) where that was
    asked for and is drawn, as the engine gives it."""

    pk: int
    path: str
    parent_id: int | None
    reply_count: int
    block_id: int | None
    other_block_id: int | None
    pattern: str | bytes | None = None

    @property
    def root_id(self) -> int:
        return paths.number(self.path[: paths.LABEL])


class Standings:
    """The responses of a page, in order: ``rows`` with the fields of ``Standing``, or all but the last, and
    maybe with what they were ordered by, which nobody asks for.

    They are read by their columns: records of a thousand rows cost a tenth of all that is done for them.
    """

    def __init__(self, rows: Sequence[tuple]) -> None:
        self._rows = rows

    @cached_property
    def columns(self) -> Standing:
        """In place of each field the values of all."""
        columns = zip(*self._rows, strict=True) if self._rows else [()] * len(Standing._fields)
        return Standing(*islice(columns, len(Standing._fields)))

    @property
    def patterns(self) -> Sequence[bytes | None]:
        found = self.columns.pattern
        return found if connection.vendor == "sqlite" else [*map(in_utf8, found)]

    def __len__(self) -> int:
        return len(self._rows)

    def where(self, found: Sequence[object]) -> Self:
        """Those for which there is something in ``found``, which has as many."""
        rows = [row for row, each in zip(self._rows, found, strict=True) if each is not None]
        return type(self)(rows)


PLACE = Standing._fields[:-1]
NOT_DRAWN = Good(0, "")
STANDING = """
SELECT response.id, path, parent_id, reply_count, block_id, other_block_id, {pattern}
FROM comments_response response LEFT JOIN comments_rendering rendering
ON rendering.response_id = response.id AND rendering.texts = %s AND rendering.drawn_by = %s
WHERE response.id IN ({places})"""
OPENING = """
SELECT response.id, words.stance, words.stance_formulation_id FROM comments_response response
JOIN comments_revision words ON words.id = response.current_id WHERE response.id IN ({places})"""
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

    responses: Standings
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
    replies: Standings
    next_after: int | None
    lost_place: bool = False


def thread_page(
    scope: Scope,
    *,
    order: str = OLDEST,
    stance: StanceChoice | None = None,
    after: str = "",
    limit: int = PAGE,
    good: Good | None = None,
) -> ThreadPage:
    """``limit`` responses of a scope, threads oldest or newest first, each thread in its own order.

    ``after`` is the number of the last response of the page before. With a stance only the threads that
    open with it are shown, looked for among the next ``WINDOW`` responses: a page can be short and still
    have a next one. Queries: the responses and the tally; one more with a cursor, one where the newest order
    goes on into a next thread, and two with a stance. With ``good`` the responses bring their patterns, where
    there is such a rendering.
    """
    place = _place(after, _cursor(scope, scope.also))
    depends_on(*responses_in(scope))
    if stance is None:
        fields = PLACE if good is None else Standing._fields
        rows = _Reading(scope, order, place, fields, good).rows(limit + 1)
        next_after = rows[limit - 1][0] if len(rows) > limit else None
        responses = Standings(rows[:limit])
    else:
        # A path says whose thread it is in.
        looked_at = [row[0] for row in _Reading(scope, order, place, ("path",)).rows(WINDOW)]
        threads_of = [path[: paths.LABEL] for path in looked_at]
        opening = _opening_with(stance, {*threads_of})
        chosen = [path for path, thread in zip(looked_at, threads_of, strict=True) if thread in opening]
        if len(chosen) > limit:
            next_after = paths.number(chosen[limit - 1])
        else:
            next_after = paths.number(looked_at[-1]) if len(looked_at) == WINDOW else None
        responses = _numbered([*map(paths.number, chosen[:limit])], good)
    total, threads = tally_of(scope)
    return ThreadPage(
        responses=responses,
        next_after=next_after,
        total=total,
        threads=threads,
        lost_place=bool(after) and place is None,
    )


def response_page(number: int, *, after: str = "", limit: int = PAGE) -> ResponsePage:
    """A response that is in a thread, with its surroundings. Raises Response.DoesNotExist otherwise.

    Two queries, one more with a cursor.
    """
    found = _in_thread().read(number=number) if number < paths.NUMBERS else None
    if not found:
        raise Response.DoesNotExist(number)
    response, answered = Standing(*found[0][: len(PLACE)]), found[0][len(PLACE) :]
    debate = answered[0]
    depends_on(texts_of(debate), thread_of(response.root_id))
    low, high = paths.subtree(response.path)
    place = _place(after, _published(), root=response.root_id)
    begin = place.path if place and low < place.path < high else ""
    rows = _replies(limit + 1).read(number=debate, path=begin or low, high=high)
    above = paths.numbers(response.path)[:-1]
    return ResponsePage(
        response=response,
        answered=answered,
        earlier=above[:-NEAREST],
        ancestors=above[-NEAREST:],
        replies=Standings(rows[:limit]),
        next_after=rows[limit - 1][0] if len(rows) > limit else None,
        lost_place=bool(after) and not begin,
    )


@prepared
def _in_thread() -> QuerySet:
    return Response.objects.in_threads().filter(pk=NUMBER).values_list(*PLACE, *ANSWERED)


@prepared
def _published() -> QuerySet:
    """The cursor of a page of replies, if it is or was published in the thread."""
    rows = Response.objects.filter(pk=NUMBER, root=ROOT, published_at__isnull=False)
    return rows.order_by().values_list(*PLACE)


@prepared
def _replies(limit: int) -> QuerySet:
    """The scope is named so that the walk starts from its index on both engines."""
    rows = Response.objects.in_threads().filter(debate=NUMBER, path__gt=PATH, path__lt=HIGH)
    return rows.order_by("path").values_list(*PLACE)[:limit]


def _place(after: str, known: Prepared, **where: int) -> Standing | None:
    """The response that a cursor names, if ``known`` has it."""
    if not (after.isascii() and after.isdigit() and len(after) <= 11):
        return None
    found = known.read(number=int(after), **where)
    return Standing(*found[0]) if found else None


@prepared
def _cursor(scope: Scope, also: Scope | None) -> QuerySet:
    """The cursor of a page of threads, if it is or was published in the scope."""
    known = Response.objects.filter(reduce(or_, scope.conditions), pk=NUMBER, published_at__isnull=False)
    return known.order_by().values_list(*PLACE)


#: Where a walk begins: at the scope's first, behind a place, behind it in its thread, in the threads before
#: it.
FIRST, BEHIND, IN_THREAD, BEFORE = "first", "behind", "in thread", "before"


@prepared
def _walk(
    scope: Scope, also: Scope | None, order: str, begin: str, limit: int, fields: tuple[str, ...]
) -> QuerySet:
    """``limit`` of a scope. ``also`` is the scope's own, which is no part of its equality."""
    parts = [_from(part, begin).order_by() for part in scope.streams()]
    if "pattern" in fields:
        parts = [_with_pattern(part) for part in parts]
    ordering = ("path",)
    if order == NEWEST:
        # A union can be ordered by its columns alone.
        ordering, fields = ("-root_id", "path"), (*fields, "root_id")
    if len(parts) > 1 and connection.features.supports_slicing_ordering_in_compound:
        # PostgreSQL reads the parts of a union whole unless each is limited; SQLite merges them as it goes.
        parts = [part.order_by(*ordering)[:limit] for part in parts]
    first, *others = [part.values_list(*fields) for part in parts]
    rows = first.union(*others, all=True) if others else first
    return rows.order_by(*ordering)[:limit]


def _with_pattern(rows: QuerySet) -> QuerySet:
    """PostgreSQL looks up each one's pattern: joined, it may read all that is drawn first, and once more for
    each response where it expects few. SQLite joins them one by one."""
    if connection.vendor == "postgresql":
        good = Rendering.objects.filter(response=OuterRef("pk"), texts=TEXTS, drawn_by=DRAWN_BY)
        return rows.annotate(pattern=Subquery(good.values("html")))
    good = FilteredRelation("rendering", condition=Q(rendering__texts=TEXTS, rendering__drawn_by=DRAWN_BY))
    return rows.alias(good=good).annotate(pattern=Cast("good__html", BinaryField()))


def _from(rows: QuerySet, begin: str) -> QuerySet:
    if begin == BEHIND:
        return rows.filter(path__gt=PATH)
    if begin == IN_THREAD:
        return rows.filter(root=ROOT, path__gt=PATH)
    return rows.filter(root__lt=ROOT) if begin == BEFORE else rows


@dataclass(frozen=True)
class _Reading:
    """What a page of threads is read from: ``fields`` of a scope's responses from ``place`` on."""

    scope: Scope
    order: str
    place: Standing | None
    fields: tuple[str, ...]
    good: Good | None = None

    def rows(self, limit: int) -> list[tuple]:
        """One query. Newest threads first: of the rest of the thread where the last page ended, and where
        that is not enough, one more of the threads before it."""
        if self.place is None:
            return self._from(FIRST, limit)
        if self.order == OLDEST:
            return self._from(BEHIND, limit)
        found = self._from(IN_THREAD, limit)
        if len(found) < limit:
            found += self._from(BEFORE, limit - len(found))
        return found

    def _from(self, begin: str, limit: int) -> list[tuple]:
        values = {"path": self.place.path, "root": self.place.root_id} if self.place else {}
        if self.good is not None:
            values |= self.good._asdict()
        walk = _walk(self.scope, self.scope.also, self.order, begin, limit, self.fields)
        # How a whole scope is read best depends on how long it is.
        return walk.ask(reading_connection(), **values) if limit > WINDOW else walk.read(**values)


def _numbered(numbers: Sequence[int], good: Good | None) -> Standings:
    """Those of ``numbers``, in that order. One query, none for none."""
    if not numbers:
        return Standings(())
    sql = STANDING.format(pattern=pattern_of("rendering.html"), places=places(numbers))
    found = {row[0]: row for row in rows_of(reading_connection(), sql, [*(good or NOT_DRAWN), *numbers])}
    return Standings([found[number] for number in numbers if number in found])


def _opening_with(stance: StanceChoice, labels: set[str]) -> set[str]:
    """Those of ``labels``, of first responses, whose words take ``stance``. One query, none for no labels.

    Compared here: asked of the database, SQLite goes through every revision that has the stance.
    """
    if not labels:
        return set()
    by_number = {paths.number(label): label for label in labels}
    # As many places as fill a page, so that there are few wordings of it.
    numbers = [*by_number, *[*by_number][:1] * (-len(by_number) % PAGE)]
    taken = rows_of(reading_connection(), OPENING.format(places=places(numbers)), numbers)
    return {by_number[root] for root, *found in taken if found == [stance.stance, stance.formulation_id]}
