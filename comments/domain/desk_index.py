"""What the desk's search finds: every response's name and words, whatever its state, until they are erased.

It is an index apart from the public search's, in a table that nothing public reads. Call the functions in
the transaction that changes the words.
"""

from collections.abc import Iterator
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from comments.domain.waiting import tried_again
from comments.enums import Status
from comments.markup.excerpts import plain_text
from comments.models import DeskEntry, Response, Revision
from essays.queries.search.words import indexed_words, is_stemmed
from masslinesite.statements import insert_all, insert_rows

#: The words, folded, and their stems.
DeskWords = tuple[str, str]

BATCH = 500
SQLITE_CHECK = (
    "INSERT INTO comments_deskentry_index(comments_deskentry_index, rank) VALUES ('integrity-check', 1)"
)
SQLITE_REBUILD = "INSERT INTO comments_deskentry_index(comments_deskentry_index) VALUES ('rebuild')"


def index_for_desk(response: Response) -> None:
    """Its current words and, where its author has proposed others, those. ``current`` is loaded, and so is
    ``proposed`` if there is one. 1 query."""
    _store([_entry(response)])


def index_new_for_desk(response_id: int, words: DeskWords) -> None:
    """The same of a response just stored, whose ``desk_words`` were worked out before. 1 query."""
    insert_rows(DeskEntry, ("response_id", "forms", "stems"), [(response_id, *words)])


def desk_words(name: str, shown: str, language: str) -> DeskWords:
    """By which a revision is found, from its name, its text as shown and its language. No query."""
    return indexed_words((name, shown), language or "en")


def words_at_the_desk(response: Response) -> DeskWords | None:
    """What the public search finds it by, where that is what the desk's does: it takes all to be English, and
    knows no words that are only proposed. ``current`` is as ``locking.lock`` gives it. No query."""
    current = response.current
    if response.proposed_id is not None or not is_stemmed(current.language or "en") or not current.forms:
        return None
    return current.forms, current.stems


def forget_for_desk(response: Response) -> None:
    """Its words are not found any more; to be called by what erases them. 1 query."""
    DeskEntry.objects.filter(response=response).delete()


def find_wrong_desk_entries() -> Iterator[str]:
    """2 queries, 1 more on SQLite."""
    stored = {row.pk: (row.forms, row.stems) for row in DeskEntry.objects.all()}
    for response in _findable().order_by("pk").iterator():
        entry = _entry(response)
        found = stored.pop(response.pk, None)
        if found is None:
            yield f"{response}: the desk's search does not find it"
        elif found != (entry.forms, entry.stems):
            yield f"{response}: the desk's search finds it by other words than its own"
    for number in stored:
        yield f"R {number}: the desk's search finds what is erased"
    if connection.vendor == "sqlite" and not _engine_agrees():
        yield "the desk's full-text index does not agree with its rows; verify --mend makes it anew"


@tried_again
def index_desk_anew() -> None:
    """Every entry from its response, each locked meanwhile; on SQLite the full-text index from its rows."""
    with transaction.atomic():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(SQLITE_REBUILD)
        rows = _findable().order_by("path").select_for_update(of=("self",), no_key=True)
        entries = (_entry(response) for response in rows.iterator(BATCH))
        there = set()
        while batch := list(islice(entries, BATCH)):
            there.update(entry.response_id for entry in batch)
            _store(batch)
        gone = set(DeskEntry.objects.values_list("pk", flat=True)) - there
        DeskEntry.objects.filter(pk__in=gone).delete()


def _findable() -> QuerySet[Response]:
    rows = Response.objects.exclude(status=Status.ERASED).exclude(current=None)
    return rows.select_related("current", "proposed")


def _entry(response: Response) -> DeskEntry:
    forms, stems = zip(*map(_words, filter(None, (response.current, response.proposed))), strict=True)
    return DeskEntry(response_id=response.pk, forms=" ".join(forms), stems=" ".join(stems))


def _words(revision: Revision) -> DeskWords:
    return desk_words(revision.name, plain_text(revision.html), revision.language)


def _store(entries: list[DeskEntry]) -> None:
    insert_all(entries, unique=["response_id"])


def _engine_agrees() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SQLITE_CHECK)
    except DatabaseError:
        return False
    return True
