"""Names of people and bodies and titles of texts: where they stand, and whom they name.

Pure. They are no wording: two texts that both name the Communist Party of somewhere quote nothing. And
they are what shows a quotation's source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from essays.domain.tracing.common_words import FUNCTION_WORDS
from essays.domain.tracing.records import Text
from essays.domain.tracing.words import Word, words_of

#: Of the significant words of a title, the part with a capital.
CAPITALS = 0.8
#: More words are no title.
LONGEST_TITLE = 15


@dataclass(frozen=True, slots=True)
class Named:
    """Words ``first`` to ``last`` (exclusive) name ``whom``: an authority, or a work by its title."""

    first: int
    last: int
    whom: str
    is_title: bool


class Names:
    """Names by ``whom``: a key of ``names``, ``by:<name>`` for an author who has none, ``title:<work>``."""

    def __init__(self, texts: Iterable[Text], names: Mapping[str, Sequence[str]]) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        self._authors: dict[str, frozenset[str]] = {}
        keys = {form: key for key, forms in names.items() for form in forms}
        for key, forms in names.items():
            for form in forms:
                self._learn(form, key)
        for text in texts:
            own = sorted({keys[form] for form in text.author_names if form in keys})
            own = own or [f"by:{form}" for form in text.author_names[:1]]
            for form in text.author_names:
                for shorter in _forms_of(form):
                    self._learn(shorter, own[0])
            self._authors[text.work] = frozenset(own)
            if len(words_of(text.title)) > 1:
                self._learn(text.title, f"title:{text.work}", is_title=True)

    def _learn(self, form: str, whom: str, *, is_title: bool = False) -> None:
        norms = tuple(map(_base, words_of(form)))
        if norms:
            entries = self._forms.setdefault(norms[0], [])
            if all(known[0] != norms for known in entries):
                entries.append((norms, whom, is_title))
                entries.sort(key=lambda entry: -len(entry[0]))

    def among(self, words: Sequence[Word]) -> Iterator[Named]:
        """Every name among the words, the longest form where several fit; names of people have a capital."""
        at = 0
        while at < len(words):
            for norms, whom, is_title in self._forms.get(_base(words[at]), ()):
                there = words[at : at + len(norms)]
                if tuple(map(_base, there)) == norms and any(word.text[:1].isupper() for word in there):
                    yield Named(at, at + len(norms), whom, is_title)
                    at += len(norms) - 1
                    break
            at += 1

    def is_source(self, whom: str, work: str) -> bool:
        """Whether the name is that of the work or of its author."""
        return whom == f"title:{work}" or whom in self._authors[work]

    def is_author(self, whom: str, work: str) -> bool:
        return whom in self._authors[work]


def _forms_of(name: str) -> list[str]:
    """The name, and what is left of it without where its bearer is from, and of that the last word."""
    short = name.split(" of ")[0].split(",")[0].strip()
    forms = [name, short]
    last = short.split()[-1] if short.split() else ""
    if len(short.split()) > 1 and len(last.strip(".")) > 3 and last[:1].isupper():
        forms.append(last)
    return list(dict.fromkeys(forms))


def _base(word: Word) -> str:
    """Without the ending of the possessive."""
    return word.norm.removesuffix("'s")


def looks_like_title(words: Sequence[Word]) -> bool:
    """Capitals as titles have them: on nearly every significant word."""
    telling = [word for word in words if word.norm not in FUNCTION_WORDS]
    capitals = sum(word.text[:1].isupper() for word in telling)
    return len(telling) > 1 and len(words) <= LONGEST_TITLE and capitals >= CAPITALS * len(telling)
