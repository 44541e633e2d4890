"""How well an entry matches, counted in its stored words: the same figure whatever engine found it.

Of each clause it counts how often the entry meets it, in its title more than in its body; the more of them,
the less each adds, and the longer the entry, the less they say (as in BM25, without the weight of rare
words: every clause holds in every match). Words on both sides of an OR, and the forms of one name, count
together.
"""

from collections.abc import Sequence

from essays.models import SearchEntry
from essays.queries.search.terms import AnyForm, Atom, Clause, Query
from essays.queries.search.words import forms_of

#: A word in the title says as much as so many in the body.
TITLE_WEIGHT = 3
#: What a clause can come to at most is one more; half of it comes with this many words.
SATURATION = 1.2
#: Of the length, how much counts; and the words of an entry that is neither long nor short.
LENGTH_SHARE, TYPICAL_LENGTH = 0.5, 80


def scores(query: Query, ids: Sequence[int]) -> dict[int, float]:
    """How well each of ``ids`` matches, the best highest. 1 query, of some kilobyte for each."""
    clauses = [clause for clause in query.clauses if not clause.excluded]
    rows = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "title", "forms", "stems")
    return {pk: _score(clauses, title, forms.split(), stems.split()) for pk, title, forms, stems in rows}


def _score(clauses: Sequence[Clause], title: str, forms: list[str], stems: list[str]) -> float:
    """The words of the title are the first of ``forms`` and ``stems``."""
    in_title = len(forms_of(title)) if title else 0
    least = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * len(forms) / TYPICAL_LENGTH)
    total = 0.0
    for clause in clauses:
        often = _count(clause, forms, stems)
        if in_title:
            often += (TITLE_WEIGHT - 1) * _count(clause, forms[:in_title], stems[:in_title])
        total += often * (SATURATION + 1) / (often + least)
    return total


def _count(clause: Clause, forms: list[str], stems: list[str]) -> int:
    return sum(_times(atom, forms, stems) for atom in clause.alternatives)


def _times(atom: Atom, forms: list[str], stems: list[str]) -> int:
    if isinstance(atom, AnyForm):
        return sum(stems.count(stem) for stem in atom.stems)
    if len(atom.words) == 1 and not atom.open_ended:
        return forms.count(atom.words[0])
    return f" {' '.join(forms)} ".count(f" {' '.join(atom.words)}{'' if atom.open_ended else ' '}")
