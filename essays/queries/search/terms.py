"""What a search asks for, free of any engine's syntax. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from essays.enums import EntryKind


@dataclass(frozen=True)
class AnyForm:
    """A word in any of its forms: ``stems`` holds what to look for among stems, one of them will do.

    A text whose language has no stems here keeps its words whole, so the folded word is among them.
    """

    form: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """Folded words that follow each other in just these forms; ``open_ended``: the last may go on."""

    words: tuple[str, ...]
    open_ended: bool = False


Atom = AnyForm | Phrase


@dataclass(frozen=True)
class Clause:
    """At least one of the alternatives, or, ``excluded``, none of them."""

    alternatives: tuple[Atom, ...]
    excluded: bool = False


@dataclass(frozen=True)
class Query:
    """All clauses hold. Words are letters and digits only, so no engine can take one for syntax."""

    clauses: tuple[Clause, ...] = ()

    @property
    def wanted(self) -> tuple[Atom, ...]:
        """What a hit has, any of which an excerpt marks."""
        return tuple(atom for clause in self.clauses if not clause.excluded for atom in clause.alternatives)

    def __bool__(self) -> bool:
        """Whether it asks for anything; what only leaves out finds nothing."""
        return bool(self.wanted)


@dataclass(frozen=True)
class Filters:
    """Ids; None, empty: all. ``since`` and ``until`` are years, both included."""

    debate: int | None = None
    work: int | None = None
    authors: tuple[int, ...] = ()
    kinds: tuple[EntryKind, ...] = ()
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Candidate:
    """What of an entry is needed to order and count it; ``work`` is the first of its ``works``."""

    id: int
    kind: str
    debate: int
    work: int | None
    place: int
    year: int | None
    facets: str

    @property
    def works(self) -> tuple[int, ...]:
        """All that it belongs to, by its facets."""
        return tuple(int(facet[1:]) for facet in self.facets.split() if facet[0] == "w")


#: The columns of a candidate, in the order of its fields.
CANDIDATE = "id, kind, debate_id, work_id, place, year, facets"
#: A range of years as facets: outside of these nothing is dated.
FIRST_YEAR, LAST_YEAR = 1500, 2199


def facets(
    *, kind: str, debate: int, works: Iterable[int | None], author: int | None, year: int | None
) -> tuple[str, ...]:
    """What an entry can be filtered by, a word each."""
    named = (("d", debate), *(("w", work) for work in works), ("a", author), ("y", year))
    return (f"k{kind}", *(f"{letter}{value}" for letter, value in named if value is not None))
