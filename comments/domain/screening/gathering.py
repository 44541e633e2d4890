"""What is known of a response to be screened: looked up when a phase asks for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db import connection

from comments.domain.checking.storing import Survey
from comments.domain.screening.answers import Alike, Learnt, Quoted, Sent, Standing, Telling
from comments.domain.screening.likeness import keys_of, resemblance, shingles_of
from comments.domain.screening.names import is_among
from comments.domain.screening.settings import SETTINGS, Rules
from comments.domain.screening.trained import words_to_learn
from comments.domain.screening.unindexed import NOTHING, Unindexed, Who
from comments.enums import NEEDS_REASON, Action, Distress, ItemKind, RedactionState, Role, Status, Verdict
from comments.models import (
    Decision,
    DeskNote,
    Item,
    LearntWord,
    Redaction,
    Response,
    Revision,
    TrustRestored,
)
from comments.pseudonyms import skeleton
from comments.queries.claims import living_claim
from essays.models import Author, Authority
from essays.queries.search import stands_in_texts
from masslinesite.statements import first, places, rows

HOUR = timedelta(hours=1)
#: Rows of the index that are looked at, and texts that are compared word by word, however many are alike: one
#: is enough to say so.
MOST_KEYS, MOST_COMPARED = 80, 3
MOST_IN_AN_HOUR = SETTINGS["pace_most"].most
#: Names that are looked for in the texts of the debate; of more, somebody looks.
MOST_NAMES = 5

#: By what a writer's other responses are told, with what they are looked for by. That a name isn't empty is
#: said as the index of names says it: SQLite does not see that it follows.
WHOSE: dict[str, str] = {
    "account": "response_id IN (SELECT id FROM comments_response WHERE author_id = %s)",
    "name": "debate_id = %s AND name = %s AND NOT (name = '')",
}
IN_AN_HOUR = """
SELECT DISTINCT response_id FROM comments_screening
WHERE {whose} AND response_id <> %s AND sent_at > %s AND sent_at <= %s LIMIT %s"""
#: As a subquery, so that the name's or the account's rows are walked, never all that is published.
HAS_PUBLISHED = """
SELECT 1 FROM comments_screening
WHERE {whose} AND debate_id = %s AND response_id <> %s AND EXISTS (
    SELECT 1 FROM comments_response published
    WHERE published.id = comments_screening.response_id AND published.status = %s)
LIMIT 1"""
#: Without an order the database stops at the limit, however many texts are alike.
SHARING = "SELECT screening_id FROM comments_likenesskey WHERE key IN ({keys}) LIMIT %s"
SHARING_BEFORE = """
SELECT likeness.screening_id FROM comments_likenesskey likeness
INNER JOIN comments_screening screening ON screening.revision_id = likeness.screening_id
WHERE likeness.key IN ({keys}) AND screening.response_id < %s LIMIT %s"""
NEWEST_LEARNING = "SELECT id, published, rejected FROM comments_learning ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class Source:
    """Where words to be screened come from. ``response_id`` is 0 for a response that is not stored yet, and
    ``account`` is None where nobody was signed in. ``is_edit``: they replace published ones."""

    debate_id: int
    sent_at: datetime
    response_id: int = 0
    account: int | None = None
    is_edit: bool = False


class Gathered:
    """A ``Context`` from the database. Each fact costs at most two queries, ``standing`` up to five, and
    ``mentioned`` one for each name up to ``MOST_NAMES``."""

    def __init__(
        self, sent: Sent, source: Source, survey: Survey | None, rules: Rules, unindexed: Unindexed = NOTHING
    ) -> None:
        self.sent, self.source, self.survey, self.rules = sent, source, survey, rules
        self.name, self.unindexed = name_key(sent.name), unindexed

    @cached_property
    def keys(self) -> list[int]:
        return keys_of(self.sent.text)

    @cached_property
    def in_last_hour(self) -> int:
        """Counted up to one more than could be allowed at most: other limits are tried on what is kept."""
        source, stored = self.source, connection.ops.adapt_datetimefield_value
        hour = (stored(source.sent_at - HOUR), stored(source.sent_at))
        found = [0]
        for whose, values in self._whose():
            asked = [*values, source.response_id, *hour, MOST_IN_AN_HOUR + 1]
            found.append(len(rows(IN_AN_HOUR.format(whose=whose), asked)))
        more = self.unindexed.sent_between(
            source.sent_at - HOUR, source.sent_at, self._who, source.response_id
        )
        return min(
            MOST_IN_AN_HOUR + 1, max(one + other for one, other in zip(found, [0, *more], strict=True))
        )

    @cached_property
    def published_before(self) -> int:
        """The response that is edited counts: it is published, so its writer is no newcomer."""
        source = self.source
        if self.unindexed.have_published(source.debate_id, self._who):
            return 1
        asked = [source.debate_id, 0 if source.is_edit else source.response_id, Status.PUBLISHED.value]
        return int(
            any(
                first(HAS_PUBLISHED.format(whose=whose), [*values, *asked])
                for whose, values in self._whose()
            )
        )

    @property
    def _who(self) -> list[Who]:
        """What tells the writer's other responses: the account, or the name in the debate."""
        account: list[Who] = [("account", self.source.account)] if self.source.account else []
        return account + ([("name", (self.source.debate_id, self.name))] if self.name else [])

    def _whose(self) -> list[tuple[str, list[object]]]:
        """The same as conditions with their values."""
        return [(WHOSE[by], [*value] if by == "name" else [value]) for by, value in self._who]

    @cached_property
    def alike(self) -> Alike | None:
        """The earlier response that has most of the wording, of those that share most keys."""
        before = [self.source.response_id] if self.source.response_id else []
        sharing = (SHARING_BEFORE if before else SHARING).format(keys=places(self.keys))
        shared = Counter(screening for (screening,) in rows(sharing, [*self.keys, *before, MOST_KEYS]))
        shared.update(self.unindexed.sharing(self.keys, self.source.response_id)[:MOST_KEYS])
        candidates = [revision for revision, _ in shared.most_common(MOST_COMPARED)]
        if not candidates:
            return None
        own = shingles_of(self.sent.text)
        texts = Revision.objects.filter(pk__in=candidates).exclude(text="").values_list("response", "text")
        found = [Alike(number, resemblance(own, shingles_of(text))) for number, text in texts]
        return max(found, key=lambda each: (each.percent, -each.number), default=None)

    @cached_property
    def quoted(self) -> Quoted | None:
        if self.survey is None:
            return None
        openings = {verdict: [] for verdict in Verdict}
        for each in self.survey.checked:
            openings[each.verdict].append(each.opening)
        return Quoted(tuple(openings[Verdict.ALTERED]), tuple(openings[Verdict.NOT_FOUND]))

    @cached_property
    def learnt(self) -> Learnt:
        newest = first(NEWEST_LEARNING)
        if newest is None:
            return Learnt()
        learning, published, rejected = newest
        if min(published, rejected) < self.rules["learnt_enough"]:
            return Learnt(published, rejected)
        known = LearntWord.objects.filter(learning=learning, word__in=words_to_learn(self.sent.text))
        words = known.order_by("word").values_list("word", "published", "rejected")
        return Learnt(published, rejected, tuple(Telling(*row) for row in words))

    def mentioned(self, names: Sequence[str]) -> frozenset[str]:
        return mentioned_in(self.source.debate_id, names)

    @cached_property
    def standing(self) -> Standing:
        source = self.source
        needed = self.rules.trusting.get(source.debate_id, 0)
        if not needed or not source.account:
            return Standing(needed, has_account=bool(source.account))
        sent = Response.objects.filter(author=source.account)
        published = sent.published().filter(debate=source.debate_id)
        if not source.is_edit:
            published = published.exclude(pk=source.response_id)
        decided = was_objected_to if source.is_edit else was_decided_on
        return Standing(
            needed=needed,
            published=len(published.order_by().values("pk")[:needed]),
            removed=removal_of(source.account),
            has_account=True,
            was_decided_on=source.response_id > 0 and decided(source.response_id),
            is_looked_at=source.is_edit and is_looked_at(source.response_id),
        )


def mentioned_in(debate: int, names: Sequence[str]) -> frozenset[str]:
    """Those of ``names`` whom the apparatus or a text of a debate names. Two queries, and one for each name
    that the apparatus has not, up to ``MOST_NAMES``; on PostgreSQL up to two."""
    authors = Author.objects.filter(debate=debate).exclude(name="").values_list("name", flat=True)
    rows = Authority.objects.filter(debate=debate).values_list("name", "names__name")
    known = {*authors, *(name for row in rows.order_by() for name in row if name)}
    there = frozenset(name for name in names if is_among(name, known))
    others = [name for name in names if name not in there][:MOST_NAMES]
    return there | {name for name in others if stands_in_texts(name, debate)}


def name_key(name: str) -> str:
    """A name as it looks at a glance; one of signs alone stays as it is."""
    return (skeleton(name) or name)[:60]


def removal_of(account: int) -> int:
    """The number of a response by whose removal an account lost trust that was not given back; 0: none.

    A removal that was reversed takes nothing away. Two queries, or one.
    """
    removed = Response.objects.filter(author=account, status=Status.REMOVED).order_by("-pk").values("pk")
    restored = TrustRestored.objects.filter(account=account).order_by("-pk").values_list("at", flat=True)
    removals = Decision.objects.filter(response__in=removed, action=Action.REMOVE)
    if since := restored.first():
        removals = removals.filter(at__gt=since)
    return removals.order_by("-pk").values_list("response", flat=True).first() or 0


def was_decided_on(response_id: int) -> bool:
    """Somebody other than its author has decided on a response."""
    return Decision.objects.filter(response=response_id).exclude(role=Role.AUTHOR).exists()


def was_objected_to(response_id: int) -> bool:
    """Somebody has held, sent back, removed or redacted a response, or refused an edit of it: words that were
    taken out of it must not come back unread. A redaction is one whoever did it, since its author's is an
    acceptance."""
    return Decision.objects.filter(response=response_id, action__in=sorted(NEEDS_REASON)).exists()


def is_in_hand(response_id: int, cover: Distress) -> bool:
    """A moderator has had to do with a response: has decided on it, has it open, has written of it, has
    proposed to withhold words, or has covered it for something else than ``cover``, which the lists cover it
    for. Five queries at most."""
    covered = Item.objects.filter(response=response_id).exclude(distress__in=[Distress.NONE, cover])
    return (
        was_decided_on(response_id)
        or living_claim(response_id) is not None
        or DeskNote.objects.filter(response=response_id).exists()
        or Redaction.objects.filter(response=response_id).exists()
        or covered.exists()
    )


def is_looked_at(response_id: int) -> bool:
    """Flags, words to withhold or a demand for erasure wait for a moderator, or a proposal for its author."""
    waiting = Item.objects.open().filter(response=response_id).exclude(kind__in=[ItemKind.NEW, ItemKind.EDIT])
    proposed = Redaction.objects.filter(response=response_id, state=RedactionState.PROPOSED)
    return waiting.exists() or proposed.exists()
