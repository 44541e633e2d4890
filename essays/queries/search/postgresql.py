"""The search in PostgreSQL's tsvector, with GIN indexes."""

from collections.abc import Iterator, Sequence

from essays.enums import EntryKind
from essays.queries.search.terms import CANDIDATE, AnyForm, Atom, Candidate, Clause, Filters, Query
from masslinesite.reading import reading_connection

#: Only a response can be of more works than the column names; its facets have them all.
OF_WORK = "(work_id = %s OR (kind = %s AND %s = ANY(string_to_array(facets, ' '))))"


def matching(query: Query, filters: Filters, limit: int) -> list[Candidate]:
    """The first ``limit`` entries that match, by id where there are more. 1 query, or 2.

    The limit without an order lets the planner use the index for a rare word. A word of which there are
    more comes again in order, which walks the table from its start and is soon full.
    """
    where, values = _where(query, filters)
    found = _candidates(f"{where} LIMIT %s", [*values, limit])
    if len(found) == limit:
        found = _candidates(f"{where} ORDER BY id LIMIT %s", [*values, limit])
    return sorted(found, key=lambda candidate: candidate.id)


def _candidates(rest: str, values: list[object]) -> list[Candidate]:
    with reading_connection().cursor() as cursor:
        cursor.execute(f"SELECT {CANDIDATE} FROM essays_searchentry WHERE {rest}", values)  # noqa: S608
        return [Candidate(*row) for row in cursor.fetchall()]


def _where(query: Query, filters: Filters) -> tuple[str, list[object]]:
    parts, values = [], []
    for condition, value in (*conditions(query.clauses), *_filters(filters)):
        parts.append(condition)
        values += value
    return " AND ".join(parts), values


def conditions(clauses: Sequence[Clause]) -> Iterator[tuple[str, list[object]]]:
    """Each clause as a condition on ``forms_index`` and ``stems_index``, with its parameters.

    What one column decides is one ``@@``, the rest an OR of two."""
    for clause in clauses:
        stems = [_either(a.stems) for a in clause.alternatives if isinstance(a, AnyForm)]
        forms = [_tsquery(a) for a in clause.alternatives if not isinstance(a, AnyForm)]
        sides = [
            (f"{column} @@ %s::tsquery", " | ".join(parts))
            for column, parts in (("stems_index", stems), ("forms_index", forms))
            if parts
        ]
        condition = " OR ".join(side for side, _ in sides)
        yield f"{'NOT ' if clause.excluded else ''}({condition})", [value for _, value in sides]


def _filters(filters: Filters) -> Iterator[tuple[str, list[object]]]:
    for condition, value in (
        ("debate_id = %s", filters.debate),
        ("year >= %s", filters.since),
        ("year <= %s", filters.until),
    ):
        if value is not None:
            yield condition, [value]
    if filters.work is not None:
        yield OF_WORK, [filters.work, str(EntryKind.RESPONSE), f"w{filters.work}"]
    if filters.authors:
        yield "author_id = ANY(%s)", [list(filters.authors)]
    if filters.kinds:
        yield "kind = ANY(%s)", [[str(kind) for kind in filters.kinds]]


def _either(words: Sequence[str]) -> str:
    return f"({' | '.join(map(_quoted, words))})"


def _tsquery(atom: Atom) -> str:
    followed = " <-> ".join(map(_quoted, atom.words))
    return f"({followed}{':*' if atom.open_ended else ''})"


def _quoted(word: str) -> str:
    """A lexeme as it is; words are letters and digits only."""
    return f"'{word}'"
