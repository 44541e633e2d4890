"""Writing the index: the only functions that add, change or remove what a search finds.

Call them in the transaction that changes the thing itself, so that it can be found from the moment it
is public and not a moment longer. The engines' own indexes follow by triggers or generated columns.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from essays.enums import EntryKind
from essays.models import SearchEntry
from essays.queries.search.terms import facets
from essays.queries.search.words import indexed_words
from masslinesite.statements import Statement, insert_all, insertion_of

BATCH = 500
UNIQUE = ("kind", "key")


@dataclass(frozen=True)
class Entry:
    """A findable thing; the fields are those of ``SearchEntry``, foreign keys as ids.

    ``other_works``: it belongs to them as much as to ``work``, and is found and counted in each. ``words``:
    the folded words of title and body and their stems, where they have been worked out before.
    """

    kind: EntryKind
    key: str
    debate: int
    url: str
    place: int
    work: int | None = None
    other_works: tuple[int, ...] = ()
    author: int | None = None
    by: str = ""
    title: str = ""
    body: str = ""
    language: str = "en"
    number: int | None = None
    label: str = ""
    year: int | None = None
    words: tuple[str, str] | None = None


def columns_of(entry: Entry) -> dict[str, Any]:
    """Every column of its row: those given, and the words, stems and facets that follow from them."""
    title, body = (text.replace("\x00", "") for text in (entry.title, entry.body))
    forms, stems = entry.words or indexed_words((title, body), entry.language)
    return {
        "kind": str(entry.kind),
        "key": entry.key,
        "debate_id": entry.debate,
        "work_id": entry.work,
        "author_id": entry.author,
        "by": entry.by,
        "title": title,
        "body": body,
        "url": entry.url,
        "language": entry.language,
        "place": entry.place,
        "number": entry.number,
        "label": entry.label,
        "year": entry.year,
        "forms": forms,
        "stems": stems,
        "facets": " ".join(
            facets(
                kind=entry.kind,
                debate=entry.debate,
                works=(entry.work, *entry.other_works),
                author=entry.author,
                year=entry.year,
            )
        ),
    }


def indexing_of(entry: Entry) -> Statement:
    """The statement by which ``index_entries`` adds one, for who has others to go with it. No query."""
    return insertion_of([SearchEntry(**columns_of(entry))], unique=UNIQUE)


def index_entries(entries: Iterable[Entry]) -> None:
    """Adds the entries, or brings those that are there up to date. 1 query for each 500."""
    rows = [SearchEntry(**columns_of(entry)) for entry in entries]
    for at in range(0, len(rows), BATCH):
        insert_all(rows[at : at + BATCH], unique=UNIQUE)


def remove_entries(kind: EntryKind, keys: Collection[str]) -> None:
    """They are not found any more. No error for one that is not there. 1 query."""
    SearchEntry.objects.filter(kind=kind, key__in=keys).delete()
