"""Proof that a search finds what is there, in the words it has, and nothing else; and its mending."""

from collections.abc import Iterable, Iterator

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from essays.domain.searching.entries import Entry, columns_of, index_entries
from essays.domain.searching.texts import TEXT_KINDS, index_debate, text_entries
from essays.models import Debate, SearchEntry

SQLITE_CHECK = (
    "INSERT INTO essays_searchentry_index(essays_searchentry_index, rank) VALUES ('integrity-check', 1)"
)
SQLITE_REBUILD = "INSERT INTO essays_searchentry_index(essays_searchentry_index) VALUES ('rebuild')"


def compare_entries(stored: QuerySet[SearchEntry], wanted: Iterable[Entry]) -> Iterator[str]:
    """A sentence for each entry that is missing, out of date, or of nothing that is public. 1 query."""
    rows = {(row.kind, row.key): row for row in stored}
    for entry in wanted:
        row = rows.pop((str(entry.kind), entry.key), None)
        if row is None:
            yield f"{entry.kind} {entry.key}: it is not in the index of the search"
        elif any(getattr(row, name) != value for name, value in columns_of(entry).items()):
            yield f"{entry.kind} {entry.key}: the index of the search says something else"
    for row in rows.values():
        yield f"{row}: it is in the index of the search and nowhere else"


def mend_entries(stored: QuerySet[SearchEntry], wanted: Iterable[Entry]) -> None:
    """Brings the entries to ``wanted``, in one transaction; ``wanted`` is read in it, after what is stored.

    So whatever becomes public meanwhile stays; what ``wanted`` gives must be locked by it.
    """
    with transaction.atomic():
        there = {(row.kind, row.key): row.pk for row in stored.only("kind", "key")}
        entries = list(wanted)
        for entry in entries:
            there.pop((str(entry.kind), entry.key), None)
        SearchEntry.objects.filter(pk__in=there.values()).delete()
        index_entries(entries)


def check_text_entries() -> Iterator[str]:
    """Texts and apparatus. 1 query, and 5 a debate."""
    for debate in Debate.objects.order_by("slug"):
        stored = SearchEntry.objects.filter(debate=debate, kind__in=TEXT_KINDS)
        yield from compare_entries(stored, text_entries(debate))


def check_engine() -> Iterator[str]:
    """The engine's own index is that of the rows. PostgreSQL generates it of each row itself. 1 query."""
    if connection.vendor == "sqlite":
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(SQLITE_CHECK)
        except DatabaseError:
            yield "the full-text index does not agree with its rows; verify --mend makes it anew"


def rebuild_index() -> None:
    """Every entry of the texts from their records, and on SQLite the full-text index from its rows."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(SQLITE_REBUILD)
    for debate in Debate.objects.order_by("slug"):
        with transaction.atomic():
            index_debate(debate)
