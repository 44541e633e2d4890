"""Short views of responses, for pages that are not about them."""

from dataclasses import dataclass

from comments.markup.excerpts import excerpt
from comments.models import Response
from comments.queries.subjects import subject_of
from comments.queries.threads import SHOWN_WITH
from essays.models import Debate


@dataclass(frozen=True)
class Summary:
    """One published response in two lines. ``on`` is what its thread answers ("K 16"), with its page."""

    number: int
    name: str
    excerpt: str
    on: str
    on_url: str
    url: str


def latest_responses(debate: Debate, limit: int) -> list[Summary]:
    """The debate's ``limit`` latest published responses, newest first. One query."""
    return [_summary(row) for row in published_lately(debate, limit)]


def published_lately(debate: Debate, limit: int) -> list[Response]:
    """The same as whole records, with all that a page shows of them. One query."""
    rows = Response.objects.published().filter(debate=debate).order_by("-id")
    return list(rows.select_related(*SHOWN_WITH).defer("current__text")[:limit])


def _summary(response: Response) -> Summary:
    subject = subject_of(response)
    return Summary(
        number=response.pk,
        name=response.current.name,
        excerpt=excerpt(response.current.html),
        on=subject.label,
        on_url=subject.url,
        url=response.get_absolute_url(),
    )
