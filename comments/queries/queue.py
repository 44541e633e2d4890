"""The moderators' queue: which rows it lists, in which order, and what comes after each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from comments.enums import ItemKind
from comments.queries.claims import kept_from
from comments.queries.queue_choice import NUMBER, Choice
from comments.queries.queue_listing import Entry, item_of, listing
from comments.queries.queue_rows import Row, rows_of
from essays.models import Debate
from essays.page_keys import TEXTS
from masslinesite.page_versions import depends_on
from masslinesite.statements import first, stored_time

PAGE = 25
LAST_ITEM = "SELECT id FROM comments_item WHERE response_id = %s ORDER BY id DESC LIMIT 1"
#: After a decision, as a rule, of all that is open: what ``next_entry`` finds in several steps of a narrowed
#: list. It looks at so many rows, and passes by what others have open and what isn't shown unasked.
NEXT_OPEN = """
SELECT item.opened_at, item.id, item.response_id FROM (
    SELECT opened_at, id, response_id FROM comments_item WHERE closed_at IS NULL {beyond}
    ORDER BY opened_at, id LIMIT %s
) item
WHERE item.response_id <> %s AND NOT EXISTS (
    SELECT 1 FROM comments_claim claim
    WHERE claim.response_id = item.response_id AND claim.ends_at > %s AND claim.holder_id <> %s
) AND NOT EXISTS (
    SELECT 1 FROM comments_item covered
    INNER JOIN comments_unasked unasked ON unasked.distress = covered.distress AND unasked.user_id = %s
    WHERE covered.response_id = item.response_id AND NOT (covered.distress = '')
)
ORDER BY item.opened_at, item.id LIMIT 1"""
BEYOND_ITEM = "AND (opened_at, id) > (SELECT opened_at, id FROM comments_item WHERE id = %s)"
BEYOND_LAST = """AND (opened_at, id) > (
    SELECT opened_at, id FROM comments_item WHERE response_id = %s ORDER BY id DESC LIMIT 1
)"""
#: A response can be open for each of the reasons there are, so the next one is among so many and one more.
MOST_OF_ONE = len(ItemKind) + 1


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

    2 queries, one more for what ``labels_of`` does not know; one more with a place among items, and for each
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

    2 queries, one more for what ``labels_of`` does not know, with a place among items, and for each of what
    ``listing`` says.
    """
    wanted = [int(found[1]) for part in numbers.split(".")[:PAGE] if (found := NUMBER.fullmatch(part))]
    rows = _rows(choice, wanted)
    more = bool(rows) and bool(listing(choice, after=rows[-1].number).first(1).entries)
    return QueuePage(rows, rows[-1].number if more else None)


def next_entry(choice: Choice, response: int, user_id: int, item: int = 0) -> Entry | None:
    """The row of another response after that of ``response``, or the first one when there is none after it;
    None: there is no other. Those that are not opened for this moderator unasked are passed by, as far as
    a page of rows. One query or two where the list is of all that is open; else up to six, and those of two
    listings."""
    if choice.is_of_items and not choice.is_narrowed:
        beyond = (BEYOND_ITEM, item) if item else (BEYOND_LAST, response)
        return _next_open(response, user_id, *beyond) or _next_open(response, user_id)
    place = (item or _last_item(response)) if choice.is_of_items else response
    later = listing(choice, after=place).first(PAGE + MOST_OF_ONE).entries if place else []
    found = _first_unasked(later, response, user_id)
    return found or _first_unasked(listing(choice).first(PAGE + MOST_OF_ONE).entries, response, user_id)


def _next_open(response: int, user_id: int, beyond: str = "", *place: int) -> Entry | None:
    others = [PAGE + MOST_OF_ONE, response, stored_time(timezone.now()), user_id, user_id]
    found = first(NEXT_OPEN.format(beyond=beyond), [*place, *others])
    return Entry(found[:2], *found[1:]) if found else None


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


def _last_item(response: int) -> int:
    found = first(LAST_ITEM, [response])
    return found[0] if found else 0


def _rows(choice: Choice, numbers: Sequence[int]) -> list[Row]:
    """The rows of these numbers, in this order. The queries of ``rows_of``."""
    return rows_of(numbers, user_id=choice.user_id, of_items=choice.is_of_items)
