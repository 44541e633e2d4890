"""The search in SQLite's FTS5. Filters are words of the index too: an intersection of lists, not a scan."""

from collections.abc import Iterator, Sequence

from essays.queries.search.terms import (
    CANDIDATE,
    FIRST_YEAR,
    LAST_YEAR,
    AnyForm,
    Atom,
    Candidate,
    Filters,
    Query,
)
from masslinesite.reading import reading_connection

#: FTS5 gives rows by their ids, so the limit stops it early however common a word is.
MATCHING = f"""
SELECT {CANDIDATE} FROM essays_searchentry WHERE id IN (
    SELECT rowid FROM essays_searchentry_index WHERE essays_searchentry_index MATCH %s
    ORDER BY rowid LIMIT %s)
ORDER BY id
"""  # noqa: S608 - the columns are ours


def matching(query: Query, filters: Filters, limit: int) -> list[Candidate]:
    """The first ``limit`` entries that match, by id. 1 query."""
    with reading_connection().cursor() as cursor:
        cursor.execute(MATCHING, [expression(query, filters), limit])
        return [Candidate(*row) for row in cursor.fetchall()]


def expression(query: Query, filters: Filters) -> str:
    """FTS5's own syntax, with nothing of the reader's in it but letters and digits in quotation marks."""
    wanted = [_any_of(c.alternatives) for c in query.clauses if not c.excluded]
    wanted += [f"facets : ({' OR '.join(group)})" for group in _facets(filters)]
    excluded = [_any_of(c.alternatives) for c in query.clauses if c.excluded]
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(excluded)})" if excluded else found


def _any_of(atoms: Sequence[Atom]) -> str:
    return f"({' OR '.join(_atom(atom) for atom in atoms)})"


def _atom(atom: Atom) -> str:
    if isinstance(atom, AnyForm):
        return f"stems : ({' OR '.join(map(_quoted, atom.stems))})"
    star = " *" if atom.open_ended else ""
    return f"forms : {_quoted(' '.join(atom.words))}{star}"


def _quoted(words: str) -> str:
    return f'"{words}"'


def _facets(filters: Filters) -> Iterator[list[str]]:
    """Groups of words of which an entry has at least one each."""
    for letter, value in (("d", filters.debate), ("w", filters.work)):
        if value is not None:
            yield [_quoted(f"{letter}{value}")]
    if filters.authors:
        yield [_quoted(f"a{author}") for author in filters.authors]
    if filters.kinds:
        yield [_quoted(f"k{kind}") for kind in filters.kinds]
    if filters.since is not None or filters.until is not None:
        first, last = filters.since or FIRST_YEAR, filters.until or LAST_YEAR
        yield [_quoted(f"y{year}") for year in range(first, last + 1)] or [_quoted("y")]
