"""Short views of responses, for pages that are not about them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from comments import paths
from comments.enums import Action
from comments.markup.excerpts import excerpt
from comments.models import Decision, Response
from comments.page_keys import responses_in
from comments.queries.scopes import Scope
from comments.queries.shown import SHOWN_WITH
from comments.queries.subject_kinds import Subject
from comments.queries.subjects import subject_of
from essays.models import Debate
from masslinesite.page_versions import depends_on

#: Decisions that put a response before readers.
PUBLISHING = (Action.APPROVE, Action.REVERSE)


@dataclass(frozen=True)
class Summary:
    """One response in two lines. ``on`` is what its thread answers ("K 16"), with its page. Name and excerpt
    of one that is not published any more are empty."""

    number: int
    name: str
    excerpt: str
    on: str
    on_url: str
    url: str


def latest_responses(debate: Debate, limit: int) -> list[Summary]:
    """The debate's ``limit`` responses published last, the last first. Two queries, one if there is none."""
    return [_summary(row) for row in published_lately(debate, limit)]


def published_lately(debate: Debate, limit: int) -> list[Response]:
    """The same as whole records, with all that a page shows of them. As many queries.

    In the order of the decisions that published them, which a response that waited long comes late in.
    They are walked from the last one back: the cost goes with the decisions since the oldest response
    shown, of whatever kind and debate, not with the number of responses.
    """
    depends_on(*responses_in(Scope.of(debate)))
    # In two steps: as one statement PostgreSQL would go through all responses for their order.
    numbers = list(_publishing(debate).values_list("response_id", flat=True)[:limit])
    found = Response.objects.select_related(*SHOWN_WITH).defer("current__text").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def subjects_by_number(numbers: Collection[int]) -> dict[int, Subject]:
    """What the thread of each published response answers, by its number. One query, none for none."""
    if not numbers:
        return {}
    rows = Response.objects.published().select_related(*SHOWN_WITH).defer("current__text", "current__html")
    return {number: subject_of(response) for number, response in rows.in_bulk(numbers).items()}


def response_in_thread(number: int) -> Summary | None:
    """The response that has a page of its own under ``number``. One query."""
    if not 0 < number < paths.NUMBERS:
        return None
    rows = Response.objects.in_threads().select_related(*SHOWN_WITH).defer("current__text")
    row = rows.filter(pk=number).first()
    return row and _summary(row)


def _publishing(debate: Debate) -> QuerySet[Decision]:
    """The approval, or the reversal on appeal, that each published response of the debate stands by, the
    last first.

    Both conditions are asked of each decision on the walk; as joins they could be where it starts.
    """
    shown = Response.objects.published().filter(debate=debate, pk=OuterRef("response_id"))
    later = Decision.objects.filter(
        response_id=OuterRef("response_id"), action__in=PUBLISHING, pk__gt=OuterRef("pk")
    )
    approvals = Decision.objects.filter(Exists(shown), ~Exists(later), action__in=PUBLISHING)
    return approvals.order_by("-id")


def _summary(response: Response) -> Summary:
    subject = subject_of(response)
    return Summary(
        number=response.pk,
        name=response.current.name if response.is_published else "",
        excerpt=excerpt(response.current.html) if response.is_published else "",
        on=subject.label,
        on_url=subject.url,
        url=response.url_in_place,
    )
