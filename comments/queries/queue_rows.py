"""What a row of the queue shows: read without the ORM, since a page has 25 of them and each hangs on many
records."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from comments.enums import ItemKind, Role, Status
from comments.queries.labels import Answers, labels_of
from comments.rules import OPEN, OVERDUE
from masslinesite.statements import places, rows, stored_time, time_of

#: What stands so has an open item of its own only if a rule decided, and nobody has read it yet.
READ_AFTER = frozenset({Status.PUBLISHED, Status.REJECTED})

OF_ITEM = """
item.id, item.kind, item.wants_second, item.held_by, item.language, item.opened_at, item.closed_at"""
OF_NONE = "NULL, NULL, NULL, NULL, NULL, NULL, NULL"
ITEMS = "comments_item item INNER JOIN comments_response response ON response.id = item.response_id"
#: A row each, with the living claim on it and the latest decision, whether it is not shown to this moderator
#: unasked, and whether its words wait to be read.
ROWS = """
SELECT {of_item}, response.id, response.status, words.name, response.author_id, words.number,
    response.submitted_at, response.parent_id, response.work_id, response.block_id, response.other_block_id,
    response.link_id, response.formulation_id, response.question_id, response.position_id,
    claim.holder_id, holder.username,
    latest.action, latest.reason, latest.role, latest.rule, latest.actor_name, latest.at,
    EXISTS (
        SELECT 1 FROM comments_item covered
        WHERE covered.response_id = response.id AND NOT (covered.distress = '') AND covered.distress IN (
            SELECT distress FROM comments_unasked WHERE user_id = %s)),
    EXISTS (
        SELECT 1 FROM comments_item unread
        WHERE unread.response_id = response.id AND unread.kind = %s AND unread.closed_at IS NULL)
FROM {table}
LEFT OUTER JOIN comments_revision words ON words.id = response.current_id
LEFT OUTER JOIN comments_claim claim ON claim.response_id = response.id AND claim.ends_at > %s
LEFT OUTER JOIN auth_user holder ON holder.id = claim.holder_id
LEFT OUTER JOIN comments_decision latest ON latest.id = (
    SELECT id FROM comments_decision WHERE response_id = response.id ORDER BY id DESC LIMIT 1)
WHERE {number} IN ({numbers})"""


class Waiting(NamedTuple):
    """The item that a row is about."""

    pk: int
    kind: str
    wants_second: bool
    held_by: str
    language: str
    opened_at: datetime
    closed_at: datetime | None


class Listed(NamedTuple):
    """A response in a row; ``revision`` is the number of its current words."""

    pk: int
    status: str
    name: str
    author_id: int | None
    revision: int
    submitted_at: datetime


class Held(NamedTuple):
    """Who has it open at this moment."""

    holder_id: int
    holder: str


class Latest(NamedTuple):
    """The latest decision on it."""

    action: str
    reason: str
    role: str
    rule: str
    actor_name: str
    at: datetime

    @property
    def by(self) -> str:
        """Who acted, for the desk's eyes."""
        return self.actor_name or Role(self.role).label


@dataclass(frozen=True)
class Row:
    """A line of the queue: an open item, or a response where responses are listed (``item`` is None then).

    ``on`` is what the response answers ("K 16", "R 6"); ``is_one_of_several``: other rows of the page are
    about the same response; ``is_unasked``: it is of a kind that who looks chose not to be shown unasked.
    """

    response: Listed
    decision: Latest | None
    claim: Held | None
    item: Waiting | None
    on: str = ""
    is_one_of_several: bool = False
    is_unasked: bool = False
    has_unread: bool = False

    @property
    def number(self) -> int:
        """What names the row to a later request."""
        return self.item.pk if self.item else self.response.pk

    @property
    def is_open(self) -> bool:
        return self.item.closed_at is None if self.item else self.response.status in OPEN

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


def rows_of(numbers: Sequence[int], *, user_id: int, of_items: bool) -> list[Row]:
    """The rows of these items, or of these responses, in this order; none of what isn't there. One query,
    and those of ``labels_of``; none for no numbers."""
    if not numbers:
        return []
    found = {row.number: (row, answers) for row, answers in _found(numbers, user_id, of_items)}
    there = [found[number] for number in numbers if number in found]
    several = Counter(row.response.pk for row, _ in there)
    labels = labels_of([(row.response.pk, answers) for row, answers in there])
    return [
        replace(row, on=labels[row.response.pk], is_one_of_several=several[row.response.pk] > 1)
        for row, _ in there
    ]


def _found(numbers: Sequence[int], user_id: int, of_items: bool) -> Iterator[tuple[Row, Answers]]:
    sql = ROWS.format(
        of_item=OF_ITEM if of_items else OF_NONE,
        table=ITEMS if of_items else "comments_response response",
        number="item.id" if of_items else "response.id",
        numbers=places(numbers),
    )
    values = [user_id, ItemKind.NEW.value, stored_time(timezone.now()), *numbers]
    for each in rows(sql, values):
        item, response, answers = each[:7], each[7:13], each[13:21]
        claim, decision, (unasked, unread) = each[21:23], each[23:29], each[29:]
        row = Row(
            response=Listed(*response[:5], time_of(response[5])),
            decision=Latest(*decision[:5], time_of(decision[5])) if decision[0] else None,
            claim=Held(*claim) if claim[0] else None,
            item=_waiting(item) if of_items else None,
            is_unasked=bool(unasked),
            has_unread=bool(unread),
        )
        yield row, Answers(*answers)


def _waiting(stored: tuple) -> Waiting:
    *of_item, opened_at, closed_at = stored
    return Waiting(*of_item, time_of(opened_at), time_of(closed_at) if closed_at else None)
