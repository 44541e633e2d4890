"""The moderators' queue: which responses it lists, in which order, and what comes after each."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, TextChoices

from comments.enums import Status
from comments.models import Decision, Response
from comments.queries.claims import passed_over
from comments.queries.stances import OTHERS
from comments.queries.subjects import subject_of
from comments.queries.threads import SHOWN_WITH
from essays.models import Debate, Formulation, Work

PAGE = 25
NUMBER = re.compile(r"\s*R?\s*([0-9]{1,11})\s*", re.IGNORECASE)


class Show(TextChoices):
    WAITING = "waiting", "Waiting"
    HELD = "held", "Held"
    DECIDED = "decided", "Decided"
    ALL = "all", "All"


STATUSES: dict[Show, tuple[Status, ...]] = {
    Show.WAITING: (Status.PENDING,),
    Show.HELD: (Status.HELD, Status.SECURED, Status.RETURNED),
    Show.DECIDED: (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED, Status.ERASED),
    Show.ALL: tuple(Status),
}
#: What waits is read from the oldest on; of what is done, the latest is wanted first.
OLDEST_FIRST = frozenset({Show.WAITING, Show.HELD})


@dataclass(frozen=True)
class Choice:
    """What a moderator chose to see. ``stance`` is an option's value, ``work`` a slug; empty: all.

    A search goes through all states, so ``show`` is ALL with it.
    """

    show: Show = Show.WAITING
    work: str = ""
    stance: str = ""
    search: str = ""

    def address(self, **more: object) -> str:
        """The query string that shows this choice again, with ``more`` that isn't empty."""
        parts = {
            "show": self.show.value,
            "work": self.work,
            "stance": self.stance,
            "search": self.search,
        } | more
        return "?" + urlencode({name: part for name, part in parts.items() if part})

    def rows(self) -> QuerySet[Response]:
        rows = Response.objects.filter(status__in=STATUSES[self.show])
        if self.work:
            rows = rows.filter(Q(work__slug=self.work) | Q(other_work__slug=self.work))
        if self.stance.startswith("holds-"):
            rows = rows.filter(current__stance_formulation__slug=self.stance.removeprefix("holds-"))
        elif self.stance:
            rows = rows.filter(current__stance=self.stance)
        if self.search:
            rows = rows.filter(self._found())
        return rows.order_by("id" if self.show in OLDEST_FIRST else "-id")

    def after(self, number: int) -> QuerySet[Response]:
        rows = self.rows()
        return rows.filter(pk__gt=number) if self.show in OLDEST_FIRST else rows.filter(pk__lt=number)

    def _found(self) -> Q:
        found = Q(current__text__icontains=self.search) | Q(current__name__icontains=self.search)
        if number := NUMBER.fullmatch(self.search):
            found |= Q(pk=int(number[1]))
        return found


@dataclass(frozen=True)
class Row:
    """A line of the queue. ``on`` is what the response answers ("K 16", "R 6"), ``decision`` the latest."""

    response: Response
    on: str
    decision: Decision | None

    @property
    def is_open(self) -> bool:
        return self.response.status in (Status.PENDING, Status.HELD)


@dataclass(frozen=True)
class QueuePage:
    """``next_after`` is the next page's cursor; ``numbers`` name the page's responses to a later request."""

    rows: list[Row]
    next_after: int | None

    @property
    def numbers(self) -> str:
        return ".".join(str(row.response.pk) for row in self.rows)


@dataclass(frozen=True)
class Counts:
    waiting: int
    held: int
    decided: int
    oldest: datetime | None

    @property
    def total(self) -> int:
        return self.waiting + self.held + self.decided


def queue_page(choice: Choice, *, after: int = 0, holding: int = 0) -> QueuePage:
    """``PAGE`` responses after number ``after``, or beginning with ``holding`` where that isn't among them.

    Two queries; one more when the page has to begin elsewhere.
    """
    found = list(_listed(choice.after(after) if after else choice.rows())[: PAGE + 1])
    if holding and holding not in {response.pk for response in found[:PAGE]}:
        before = holding - 1 if choice.show in OLDEST_FIRST else holding + 1
        there = list(_listed(choice.after(before))[: PAGE + 1])
        if there and there[0].pk == holding:
            found = there
    more = len(found) > PAGE
    return QueuePage(_rows(found[:PAGE]), found[PAGE - 1].pk if more else None)


def same_rows(choice: Choice, numbers: str) -> QueuePage:
    """The responses of an earlier page, in their order, as they are now: none goes, none comes.

    Three queries.
    """
    wanted = [int(found[1]) for part in numbers.split(".")[:PAGE] if (found := NUMBER.fullmatch(part))]
    found = _listed(Response.objects.filter(pk__in=wanted)).in_bulk()
    rows = _rows([found[number] for number in wanted if number in found])
    more = bool(rows) and choice.after(rows[-1].response.pk).exists()
    return QueuePage(rows, rows[-1].response.pk if more else None)


def next_number(choice: Choice, number: int, user_id: int) -> int:
    """The response after ``number``, or the first one when there is none after it; 0: no other. Those that
    are not opened for this moderator unasked are passed by.

    At most two queries.
    """
    passed = passed_over(user_id)
    later = choice.after(number).exclude(passed).values_list("pk", flat=True).first()
    return later or choice.rows().exclude(passed).exclude(pk=number).values_list("pk", flat=True).first() or 0


def counts() -> Counts:
    """How many responses are in which state, and since when the oldest waits. Two queries."""
    by_status = dict(Response.objects.order_by().values_list("status").annotate(Count("pk")))
    waiting = Response.objects.filter(status=Status.PENDING).order_by("id")
    return Counts(
        waiting=by_status.get(Status.PENDING, 0),
        held=sum(by_status.get(status, 0) for status in STATUSES[Show.HELD]),
        decided=sum(by_status.get(status, 0) for status in STATUSES[Show.DECIDED]),
        oldest=waiting.values_list("submitted_at", flat=True).first(),
    )


def works_to_choose() -> list[tuple[str, str]]:
    """Slug and label of every work. One query."""
    works = Work.objects.order_by("debate__slug", "order")
    return [
        (slug, f"{siglum}: {title}")
        for slug, siglum, title in works.values_list("slug", "siglum", "short_title")
    ]


def stances_to_choose() -> list[tuple[str, str]]:
    """Value and label of every stance, as in the options of a debate's response form. One query."""
    contested = Formulation.objects.filter(contested=True).order_by("debate__slug", "order")
    holds = {f"holds-{slug}": f"Holds with “{gist}”" for slug, gist in contested.values_list("slug", "gist")}
    return [*holds.items(), *((option.value, option.label) for option in OTHERS)]


def only_debate() -> Debate | str:
    """The site's debate, for the frame of a page that belongs to none; empty if it has several. One query."""
    debates = Debate.objects.all()[:2]
    return debates[0] if len(debates) == 1 else ""


def label_of(response: Response) -> str:
    """What a response answers, in two words. No query where its relations are loaded."""
    if response.parent_id:
        return f"R\N{NO-BREAK SPACE}{response.parent_id}"
    return subject_of(response).label


def _listed(rows: QuerySet[Response]) -> QuerySet[Response]:
    texts = ("current__text", "current__html", "block__text", "other_block__text")
    return rows.select_related(*SHOWN_WITH).defer(*texts)


def _rows(responses: list[Response]) -> list[Row]:
    decisions = Decision.objects.filter(response_id__in=[response.pk for response in responses]).order_by(
        "id"
    )
    latest = {decision.response_id: decision for decision in decisions}
    return [Row(response, label_of(response), latest.get(response.pk)) for response in responses]
