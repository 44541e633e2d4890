"""What a reader typed into the search, read as a query. Pure.

    bring over       both words, in any of their forms
    "bring over"     these words in this order, in just these forms
    liberat*         words that begin so
    -prison          without it; also before a phrase
    police OR army   one of the two

Everything else that engines have a syntax for is punctuation here, so there is nothing that cannot be
read: what has no letter and no digit is passed over, and ``notes`` says what else was.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from essays.queries.search.stemming import stem
from essays.queries.search.terms import AnyForm, Atom, Clause, Phrase, Query
from essays.queries.search.words import forms_of

#: A question of a reader is a line; a page pasted into the field is not searched for as a whole.
MOST_CHARACTERS = 500
MOST_CLAUSES = 12
#: Folding makes some letters many (one ligature is a whole Arabic sentence). No language has such a word,
#: and PostgreSQL takes none of more than 2,046 bytes.
LONGEST_WORD = 500
#: Words that begin with one letter are a tenth of the language.
SHORTEST_PREFIX = 2
LONGEST_NAME = 8
#: A part of a name that stands for it; an initial does not.
SHORTEST_PART = 3
QUOTES = '"“”„«»'
PIECE = re.compile(
    rf"""(?P<minus>[-−]?)(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?|(?P<plain>[^\s{QUOTES}]+))"""
)

Words = tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """A form of an authority's name and the other forms to look for with it, as printed."""

    printed: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Parsed:
    """``also``: forms of names that are looked for besides what was typed; ``notes``: what was not."""

    query: Query
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    words: Words
    quoted: bool = False
    excluded: bool = False
    open_ended: bool = False
    is_or: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.excluded or self.open_ended or self.is_or)


def names_by_words(names: Iterable[tuple[object, str]]) -> dict[Words, Name]:
    """Each form of a name by its words, with the other forms; ``names`` gives (authority, form).

    A form that contains another is left out: whoever finds “Mao” finds “Mao Zedong” with it, and one
    who asks for “Mao Zedong” did not ask for every “Mao”. The part in which two forms differ stands for
    the other one's: “Zedong” for “Tse-Tung”.
    """
    grouped: dict[object, dict[Words, str]] = {}
    for authority, form in names:
        if words := forms_of(form):
            grouped.setdefault(authority, {}).setdefault(words, form)
    found: dict[Words, Name] = {}
    for forms in grouped.values():
        for words, form in forms.items():
            others = tuple(
                other
                for each, other in forms.items()
                if not _runs_in(each, words) and not _runs_in(words, each)
            )
            found.setdefault(words, Name(form, others))
    for words, part in _parts(grouped.values()):
        found.setdefault(words, part)
    return found


def _parts(authorities: Collection[Mapping[Words, str]]) -> Iterator[tuple[Words, Name]]:
    """The last parts of forms that begin alike, with those of the others, if no other authority has them."""
    offered = [dict(_parts_of(forms.values())) for forms in authorities]
    for parts in offered:
        for words, part in parts.items():
            if not any(
                words not in others and any(_runs_in(words, form) for form in forms)
                for others, forms in zip(offered, authorities, strict=True)
            ):
                yield words, part


def _parts_of(forms: Iterable[str]) -> Iterator[tuple[Words, Name]]:
    """Each part is one word as printed, with a capital letter."""
    ends: dict[str, dict[Words, str]] = {}
    for form in forms:
        before, _, last = form.rpartition(" ")
        if before and last[:1].isupper() and len("".join(forms_of(last))) >= SHORTEST_PART:
            ends.setdefault(before, {})[forms_of(last)] = last
    for parts in ends.values():
        for words, last in parts.items():
            if others := tuple(other for each, other in parts.items() if each != words):
                yield words, Name(last, others)


def parse_query(text: str, names: Mapping[Words, Name]) -> Parsed:
    """Reads any text whatever; see the module."""
    notes = []
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes.append(f"Only the first {MOST_CHARACTERS} characters were looked for.")
    pieces = []
    for piece in _pieces(text):
        if piece.open_ended and len(piece.words[-1]) < SHORTEST_PREFIX:
            least = f"give at least {SHORTEST_PREFIX} letters before the star"
            notes.append(f"“{piece.words[-1]}*” was passed over: {least}.")
        elif max(map(len, piece.words)) > LONGEST_WORD:
            notes.append(f"A word of more than {LONGEST_WORD} letters was passed over.")
        else:
            pieces.append(piece)
    clauses, also, rest = _clauses(pieces, names)
    if rest:
        notes.append(f"Only the first {MOST_CLAUSES} words and phrases were looked for.")
    return Parsed(Query(tuple(clauses)), tuple(dict.fromkeys(also)), tuple(notes))


def _pieces(text: str) -> Iterator[Piece]:
    for match in PIECE.finditer(text):
        quoted = match["quoted"] is not None
        typed = match["quoted"] if quoted else match["plain"]
        if typed == "AND":
            continue
        if words := forms_of(typed):
            yield Piece(
                words=words,
                quoted=quoted,
                excluded=bool(match["minus"]),
                open_ended=not quoted and typed.endswith("*"),
                is_or=typed == "OR" and not match["minus"],
            )


def _clauses(
    pieces: list[Piece], names: Mapping[Words, Name]
) -> tuple[list[Clause], list[str], Sequence[Piece]]:
    """The clauses, the forms of names that are looked for besides, and the pieces that were too many.

    Alternatives count too, because each is looked for in the index and in every text shown.
    """
    clauses: list[Clause] = []
    also: list[str] = []
    at, asked, joined = 0, 0, False
    while at < len(pieces) and asked < MOST_CLAUSES:
        if pieces[at].is_or and clauses and at + 1 < len(pieces) and not clauses[-1].excluded:
            joined = not pieces[at + 1].excluded and not pieces[at + 1].is_or
            at += 1
            if joined:
                continue
        taken, alternatives, others = _read(pieces, at, names)
        also += others
        excluded = pieces[at].excluded
        if joined:
            clauses[-1] = Clause(clauses[-1].alternatives + alternatives)
        else:
            clauses.append(Clause(alternatives, excluded))
        at, asked, joined = at + taken, asked + 1, False
    return clauses, also, pieces[at:]


def _read(
    pieces: list[Piece], at: int, names: Mapping[Words, Name]
) -> tuple[int, tuple[Atom, ...], tuple[str, ...]]:
    """How many pieces make the next clause, its alternatives, and the forms of a name among them."""
    piece = pieces[at]
    for taken in range(min(LONGEST_NAME, len(pieces) - at), 0, -1):
        run = pieces[at : at + taken]
        name = names.get(tuple(word for each in run for word in each.words))
        together = taken == 1 or not any(each.quoted for each in run)
        if name and together and all(each.is_plain for each in run):
            typed = Phrase(tuple(word for each in run for word in each.words))
            whole = typed if len(typed.words) > 1 or piece.quoted else _any_form(typed.words[0])
            return taken, (whole, *(Phrase(forms_of(other)) for other in name.others)), name.others
    if piece.quoted or piece.open_ended or len(piece.words) > 1:
        return 1, (Phrase(piece.words, piece.open_ended),), ()
    return 1, (_any_form(piece.words[0]),), ()


def _any_form(form: str) -> AnyForm:
    return AnyForm(form, tuple(dict.fromkeys((stem(form), form))))


def _runs_in(inner: Words, outer: Words) -> bool:
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))
