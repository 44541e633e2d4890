"""What a reader typed into the search, read as a query. Pure.

    bring over       both words, in any of their forms
    "bring over"     these words in this order, in just these forms
    liberat*         words that begin so
    -prison          without it; also before a phrase
    police OR army   one of the two
    die-hard         as a phrase, or with the hyphen left out

Everything else that engines have a syntax for is punctuation here, so there is nothing that cannot be
read: what has no letter and no digit is passed over, and ``notes`` says what else was.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from essays.domain.search_names import LONGEST_NAME, Name, Words, spellings_of
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
QUOTES = '"“”„«»'
#: Initials with spaces between them are one piece, as those without are: V. I., V.I.
PIECE = re.compile(
    rf"""(?P<minus>[-−]?)(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?"""
    rf"""|(?P<plain>[^\W\d_]\.(?:\s+[^\W\d_]\.){{1,3}}(?!\S)|[^\s{QUOTES}]+))"""
)
HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
LONE_OR = "“OR” was passed over: it stands between two words or phrases, neither of them left out."


@dataclass(frozen=True)
class Parsed:
    """``also``: forms of names that are looked for besides what was typed; ``notes``: what was not."""

    query: Query
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """``closed_up``: its words with the hyphens between them left out, where there are any; ``joined``:
    an alternative to the piece before it."""

    words: Words
    closed_up: Words = ()
    quoted: bool = False
    excluded: bool = False
    open_ended: bool = False
    is_or: bool = False
    joined: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.excluded or self.open_ended or self.quoted)

    @property
    def spellings(self) -> tuple[Words, ...]:
        return tuple(filter(None, (self.words, self.closed_up)))

    @property
    def fault(self) -> str:
        """Why it cannot be looked for; empty: it can."""
        if self.open_ended and len(self.words[-1]) < SHORTEST_PREFIX:
            least = f"give at least {SHORTEST_PREFIX} letters before the star"
            return f"“{self.words[-1]}*” was passed over: {least}."
        if max(map(len, self.words)) > LONGEST_WORD:
            return f"A word of more than {LONGEST_WORD} letters was passed over."
        return ""


def parse_query(text: str, names: Mapping[Words, Name]) -> Parsed:
    """Reads any text whatever; see the module."""
    notes = []
    if len(text) > MOST_CHARACTERS:
        text = _cut(text)
        notes.append(f"Only the first {MOST_CHARACTERS} characters were looked for.")
    pieces = list(_sift(_pieces(text), notes))
    clauses, also, rest = _clauses(pieces, names)
    if without := also.pop("without", ()):
        notes.append(f"Also left out: {', '.join(f'“{name}”' for name in without)}.")
    if rest:
        notes.append(f"Only the first {MOST_CLAUSES} words and phrases were looked for.")
    return Parsed(Query(tuple(clauses)), tuple(also.get("with", ())), tuple(dict.fromkeys(notes)))


def _cut(text: str) -> str:
    """No word is cut in two, unless one is too long itself."""
    kept = text[:MOST_CHARACTERS]
    return kept if text[MOST_CHARACTERS].isspace() else (re.sub(r"\S+\Z", "", kept) or kept)


def _pieces(text: str) -> Iterator[Piece]:
    for match in PIECE.finditer(text):
        quoted = match["quoted"] is not None
        typed = match["quoted"] if quoted else match["plain"]
        if typed == "AND":
            continue
        if words := forms_of(typed):
            closed_up = forms_of(HYPHEN.sub("", typed))
            if closed_up == words or max(map(len, closed_up)) > LONGEST_WORD:
                closed_up = ()
            yield Piece(
                words=words,
                closed_up=closed_up,
                quoted=quoted,
                excluded=bool(match["minus"]),
                open_ended=not quoted and typed.endswith("*"),
                is_or=not quoted and typed == "OR" and not match["minus"],
            )


def _sift(pieces: Iterable[Piece], notes: list[str]) -> Iterator[Piece]:
    """The pieces that can be looked for, ``joined`` where an OR stands before; ``notes`` gets the rest.

    An OR beside what is passed over goes with it: of “a* OR mass” there remains “mass”.
    """
    before: Piece | None = None  # the last that was kept
    linked, after_or, begun = True, False, False
    for piece in pieces:
        if piece.is_or:
            if after_or or not begun:
                notes.append(LONE_OR)
            after_or = begun
            continue
        linked, begun = linked and after_or, True
        if fault := piece.fault:
            notes.append(fault)
        else:
            joined = linked and before is not None and not (piece.excluded or before.excluded)
            if after_or and before is not None and (piece.excluded or before.excluded):
                notes.append(LONE_OR)
            yield (before := replace(piece, joined=joined))
            linked = True
        after_or = False
    if after_or:
        notes.append(LONE_OR)


def _clauses(
    pieces: Sequence[Piece], names: Mapping[Words, Name]
) -> tuple[list[Clause], dict[str, tuple[str, ...]], Sequence[Piece]]:
    """The clauses, the forms of names looked for “with” and left out “without” being typed, and the pieces
    that were too many.

    Alternatives count too, because each is looked for in the index and in every text shown.
    """
    clauses: list[Clause] = []
    also: dict[str, tuple[str, ...]] = {}
    at, asked = 0, 0
    while at < len(pieces) and asked < MOST_CLAUSES:
        piece = pieces[at]
        taken, alternatives, others = _read(pieces, at, names)
        side = "without" if piece.excluded else "with"
        also[side] = tuple(dict.fromkeys((*also.get(side, ()), *others)))
        if piece.joined:
            clauses[-1] = Clause(clauses[-1].alternatives + alternatives)
        else:
            clauses.append(Clause(alternatives, piece.excluded))
        at, asked = at + taken, asked + 1
    return clauses, also, pieces[at:]


def _read(
    pieces: Sequence[Piece], at: int, names: Mapping[Words, Name]
) -> tuple[int, tuple[Atom, ...], tuple[str, ...]]:
    """How many pieces make the next clause, its alternatives, and the forms of a name among them."""
    piece = pieces[at]
    if piece.open_ended:
        return 1, tuple(Phrase(words, open_ended=True) for words in piece.spellings), ()
    if piece.quoted:
        phrases, others = spellings_of(piece.words, names)
        if piece.closed_up and not others:
            phrases = (*phrases, piece.closed_up)
        return 1, tuple(map(Phrase, phrases)), others
    for taken in range(min(LONGEST_NAME, len(pieces) - at), 0, -1):
        run = pieces[at : at + taken]
        words = tuple(word for each in run for word in each.words)
        together = all(each.is_plain and not each.joined for each in run[1:])
        if words in names and together and (taken == 1 or piece.is_plain):
            others = names[words].others
            return taken, tuple(map(_atom, (words, *map(forms_of, others)))), others
    return 1, tuple(map(_atom, piece.spellings)), ()


def _atom(words: Words) -> Atom:
    """One word in any of its forms, or several as a phrase."""
    if len(words) > 1:
        return Phrase(words)
    return AnyForm(words[0], tuple(dict.fromkeys((stem(words[0]), words[0]))))
