"""Published responses in the index of the search; nothing else of theirs ever is."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from comments.markup.excerpts import plain_text
from comments.models import Response
from essays.domain.searching.checking import compare_entries, mend_entries
from essays.domain.searching.entries import Entry, index_entries, remove_entries
from essays.enums import EntryKind
from essays.models import SearchEntry

#: Of an entry's key; the response's number follows.
PREFIX = "response-"

Progress = Callable[[str], None]


def entry_of(response: Response, published_at: datetime) -> Entry:
    """What is found of a response: the name it bears and its rendered words.

    It is under each text that its thread answers: both of two, and the one that holds a position.
    ``current`` is loaded; no query where ``position`` with its voice is too.
    """
    answered = [response.work_id, response.other_work_id]
    if response.position_id is not None:
        answered.append(response.position.voice.work_id)
    works = tuple(dict.fromkeys(work for work in answered if work is not None))
    return Entry(
        kind=EntryKind.RESPONSE,
        key=_key(response),
        debate=response.debate_id,
        work=works[0] if works else None,
        other_works=works[1:],
        by=response.current.name,
        title=response.current.name,
        body=plain_text(response.current.html),
        url=response.get_absolute_url(),
        place=response.pk,
        number=response.pk,
        year=published_at.year,
    )


def index_response(response: Response, published_at: datetime) -> None:
    """From the transaction that publishes it. 1 query, up to 3 where it answers a position."""
    index_entries([entry_of(response, published_at)])


def remove_response(response: Response) -> None:
    """From the transaction after which it is not public any more. 1 query."""
    remove_entries(EntryKind.RESPONSE, [_key(response)])


def follow_positions(*, progress: Progress = lambda line: None) -> None:
    """Brings responses to positions to the text that holds each now, where a load has given a voice another.

    1 query where none has moved, else 2 more and those of the entries, in a transaction.
    """
    moved = list(
        _published().filter(~Exists(_under_its_text()), position__isnull=False).values_list("pk", flat=True)
    )
    if not moved:
        return
    with transaction.atomic():
        # Whoever is removing one of them comes first or waits: what is not published stays out.
        rows = list(_locked().filter(pk__in=moved))
        index_entries(_entries(rows))
    progress(
        f"search: {len(rows)} response{'' if len(rows) == 1 else 's'} under the text that holds the position"
    )


def find_wrong_entries() -> Iterator[str]:
    """2 queries."""
    yield from compare_entries(_stored(), _entries(_published().iterator()))


def recount_entries() -> None:
    """The index of the responses as they are, each locked meanwhile, so that none is removed."""
    mend_entries(_stored(), _entries(_locked()))


def _key(response: Response) -> str:
    return f"{PREFIX}{response.pk}"


def _stored() -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(kind=EntryKind.RESPONSE)


def _published() -> QuerySet[Response]:
    return Response.objects.published().select_related("current", "position__voice").order_by("path")


def _locked() -> QuerySet[Response]:
    return _published().select_for_update(of=("self",), no_key=True)


def _under_its_text() -> QuerySet[SearchEntry]:
    """The entry of a response to a position, if it is under the text of the position's voice."""
    key = Concat(Value(PREFIX), Cast(OuterRef("pk"), CharField()))
    return _stored().filter(key=key, work=OuterRef("position__voice__work"))


def _entries(responses: Iterable[Response]) -> Iterator[Entry]:
    return (entry_of(response, response.published_at) for response in responses)
