"""Published responses in the index of the search; nothing else of theirs ever is."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from comments.domain.desk_index import DeskWords, words_at_the_desk
from comments.markup.excerpts import plain_text
from comments.models import Response
from essays.domain.searching.checking import compare_entries, mend_entries
from essays.domain.searching.entries import Entry, indexing_of, remove_entries
from essays.enums import EntryKind
from essays.models import SearchEntry
from masslinesite.statements import Statement

#: Of an entry's key; the response's number follows.
PREFIX = "response-"


def entry_of(response: Response, published_at: datetime, words: DeskWords | None = None) -> Entry:
    """What is found of a response: the name it bears and its rendered words.

    It is under each text whose passages its thread answers, as in the lists of responses: a position is an
    answer of the table, which editors give in a text's name, and no passage of it. ``current`` is loaded;
    no query. ``words``: its words and stems, where they are known.
    """
    answered = (response.work_id, response.other_work_id)
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
        words=words,
    )


def indexing_of_response(response: Response, published_at: datetime, *, is_reworded: bool) -> Statement:
    """What the transaction asks that publishes it, or shows it otherwise than before, as ``show_otherwise``
    tells the pages. ``current`` is as ``locking.lock`` gives it, unless its words are others than it had
    before that transaction. No query."""
    words = None if is_reworded else words_at_the_desk(response)
    return indexing_of(entry_of(response, published_at, words))


def remove_response(response: Response) -> None:
    """From the transaction after which it is not public any more; as above. 1 query."""
    remove_entries(EntryKind.RESPONSE, [_key(response)])


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
    return Response.objects.published().select_related("current").order_by("path")


def _locked() -> QuerySet[Response]:
    return _published().select_for_update(of=("self",), no_key=True)


def _entries(responses: Iterable[Response]) -> Iterator[Entry]:
    """A generator, not an expression of one: that would ask for the rows at once, outside the transaction."""
    for response in responses:
        yield entry_of(response, response.published_at)
