"""The moderators' queue: which rows it lists, in which order, and what comes after each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from comments.enums import ItemKind, Status
from comments.models import Claim, Decision, Item, Response
from comments.queries.claims import is_unasked, kept_from
from comments.queries.queue_choice import NUMBER, Choice
from comments.queries.queue_listing import Entry, item_of, listing
from comments.queries.shown import SHOWN_WITH
from comments.queries.subjects import subject_of
from comments.rules import OVERDUE
from essays.models import Debate
from essays.page_keys import TEXTS
from masslinesite.page_versions import depends_on
from masslinesite.statements import first

PAGE = 25
LAST_ITEM = "SELECT id FROM comments_item WHERE response_id = %s ORDER BY id DESC LIMIT 1"
#: What stands so has an open item of its own only if a rule decided, and nobody has read it yet.
READ_AFTER = frozenset({Status.PUBLISHED, Status.REJECTED})
#: A response can be open for each of the reasons there are, so the next one is among so many and one more.
MOST_OF_ONE = len(ItemKind) + 1

#: What a row shows of its response, and what of it is left in the database.
SHOWN_IN_ROW = (*SHOWN_WITH, "claim__holder")
LONG_TEXTS = ("current__text", "current__html", "block__text", "other_block__text")


@dataclass(frozen=True)
class Row:
    """A line of the queue: an open item, or a response where responses are listed (``item`` is None then).

    ``on`` is what the response answers ("K 16", "R 6"), ``decision`` the latest on it, ``claim`` who has it
    open at this moment; ``is_one_of_several``: other rows of the page are about the same response;
    ``is_unasked``: it is of a kind that who looks chose not to be shown unasked.
    """

    response: Response
    on: str
    decision: Decision | None
    claim: Claim | None
    item: Item | None = None
    is_one_of_several: bool = False
    is_unasked: bool = False
    has_unread: bool = False

    @property
    def number(self) -> int:
        """What names the row to a later request."""
        return self.item.pk if self.item else self.response.pk

    @property
    def is_open(self) -> bool:
        if self.item is not None:
            return self.item.closed_at is None
        return self.response.status in (Status.PENDING, Status.HELD, Status.SECURED, Status.RETURNED)

    @property
    def is_unread(self) -> bool:
        """A rule has published or rejected it, and nobody has read it yet."""
        return self.response.status in READ_AFTER and self.has_unread

    @property
    def since(self) -> datetime:
        return self.item.opened_at if self.item else self.response.submitted_at

    @property
    def is_overdue(self) -> bool:
        """A response sent back waits for its author, so nobody is late with it."""
        open_item = self.item is not None and self.item.closed_at is None
        return (
            open_item
            and self.response.status != Status.RETURNED
            and timezone.now() - self.item.opened_at > OVERDUE
        )


@dataclass(frozen=True)
class QueuePage:
    """``next_after`` is the next page's cursor; ``numbers`` name the page's rows to a later request."""

    rows: list[Row]
    next_after: int | None

    @property
    def numbers(self) -> str:
        return ".".join(str(row.number) for row in self.rows)

    def row_of(self, response: int, item: int = 0) -> int:
        """The number of the row of ``response``, that of its ``item`` where it is among them; 0: none."""
        own = [row.number for row in self.rows if row.response.pk == response]
        return item if item in own else next(iter(own), 0)


def queue_page(choice: Choice, *, after: int = 0, holding: int = 0, item: int = 0) -> QueuePage:
    """``PAGE`` rows after the row of number ``after``, or beginning with response ``holding`` (with its
    ``item``) where that isn't among them.

    2 queries, one more if any of them was decided on before; one more with a place among items, and for each
    of what ``listing`` says; two or three more when the page has to begin elsewhere.
    """
    found = listing(choice, after=after).first(PAGE)
    if holding and holding not in {entry.response for entry in found.entries}:
        start = (item or item_of(choice, holding)) if choice.is_of_items else holding
        there = listing(choice, after=start, beginning=True).first(PAGE) if start else found
        if there.entries and there.entries[0].response == holding:
            found = there
    return QueuePage(_rows(choice, [entry.number for entry in found.entries]), found.next_after)


def same_rows(choice: Choice, numbers: str) -> QueuePage:
    """The rows of an earlier page, in their order, as they are now: none goes, none comes.

    2 queries, one more if any of them was decided on before, with a place among items, and for each of what
    ``listing`` says.
    """
    wanted = [int(found[1]) for part in numbers.split(".")[:PAGE] if (found := NUMBER.fullmatch(part))]
    rows = _rows(choice, wanted)
    more = bool(rows) and bool(listing(choice, after=rows[-1].number).first(1).entries)
    return QueuePage(rows, rows[-1].number if more else None)


def next_entry(choice: Choice, response: int, user_id: int, item: int = 0) -> Entry | None:
    """The row of another response after that of ``response``, or the first one when there is none after it;
    None: there is no other. Those that are not opened for this moderator unasked are passed by, as far as
    a page of rows. Up to six queries and those of two listings."""
    place = (item or _last_item(response)) if choice.is_of_items else response
    later = listing(choice, after=place).first(PAGE + MOST_OF_ONE).entries if place else []
    found = _first_unasked(later, response, user_id)
    return found or _first_unasked(listing(choice).first(PAGE + MOST_OF_ONE).entries, response, user_id)


def _first_unasked(entries: list[Entry], response: int, user_id: int) -> Entry | None:
    """Of another response than ``response``, which this moderator is shown unasked. Two queries."""
    others, unasked = kept_from(user_id, [entry.response for entry in entries])
    left_out = others | unasked | {response}
    return next((entry for entry in entries if entry.response not in left_out), None)


def only_debate() -> Debate | str:
    """The site's debate, for the frame of a page that belongs to none; empty if it has several. One query."""
    depends_on(TEXTS)
    debates = Debate.objects.all()[:2]
    return debates[0] if len(debates) == 1 else ""


def label_of(response: Response) -> str:
    """What a response answers, in two words. No query where its relations are loaded."""
    if response.parent_id:
        return f"R\N{NO-BREAK SPACE}{response.parent_id}"
    return subject_of(response).label


def _last_item(response: int) -> int:
    found = first(LAST_ITEM, [response])
    return found[0] if found else 0


def _rows(choice: Choice, numbers: Sequence[int]) -> list[Row]:
    """The rows of these numbers, in this order. One query, one more if any was decided on before."""
    there = (_listed_items if choice.is_of_items else _listed_responses)(choice.user_id).in_bulk(numbers)
    found = [there[number] for number in numbers if number in there]
    decisions = Decision.objects.in_bulk([each.latest for each in found if each.latest])
    several = Counter(_response_of(each).pk for each in found)
    return [
        Row(
            response=response,
            on=label_of(response),
            decision=decisions.get(each.latest),
            claim=_living(response),
            item=each if choice.is_of_items else None,
            is_one_of_several=several[response.pk] > 1,
            is_unasked=each.unasked,
            has_unread=each.unread,
        )
        for each in found
        for response in (_response_of(each),)
    ]


def _listed_items(user_id: int) -> QuerySet[Item]:
    shown = (f"response__{name}" for name in SHOWN_IN_ROW)
    rows = Item.objects.select_related(*shown).defer(*(f"response__{name}" for name in LONG_TEXTS))
    return _with_signs(rows, user_id, "response_id")


def _listed_responses(user_id: int) -> QuerySet[Response]:
    rows = Response.objects.select_related(*SHOWN_IN_ROW).defer(*LONG_TEXTS)
    return _with_signs(rows, user_id, "pk")


def _with_signs(rows: QuerySet, user_id: int, response: str) -> QuerySet:
    """With the latest decision's number on each, if there is one, whether it is not shown unasked, and
    whether its words wait to be read."""
    decisions = Decision.objects.filter(response=OuterRef(response)).order_by("-id").values("id")
    unread = Item.objects.open().filter(response=OuterRef(response), kind=ItemKind.NEW)
    return rows.annotate(
        latest=Subquery(decisions[:1]), unasked=is_unasked(user_id, response), unread=Exists(unread)
    )


def _response_of(row: Item | Response) -> Response:
    return row.response if isinstance(row, Item) else row


def _living(response: Response) -> Claim | None:
    claim = getattr(response, "claim", None)
    return claim if claim is not None and claim.ends_at > timezone.now() else None
