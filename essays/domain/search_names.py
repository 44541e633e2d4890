"""The forms of the authorities' names: a search for one finds what a search for another does. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from essays.queries.search.words import forms_of

LONGEST_NAME = 8
#: A part of a name that stands for it; an initial does not.
SHORTEST_PART = 3
#: Ways of writing one phrase that are looked for, where it has several names in it.
MOST_SPELLINGS = 12
#: Initials at the head of a name: V. I. Lenin, V.I. Lenin.
INITIALS = re.compile(r"\b(?:[^\W\d_]\.?\s?\b){1,3}[^\W\d_](?:\.\s?|\s)(?=[^\W\d_]{2})")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """A form of an authority's name and the other forms to look for with it, as printed."""

    printed: str
    others: tuple[str, ...] = ()


def names_by_words(names: Iterable[tuple[object, str]]) -> dict[Words, Name]:
    """Each form of a name by its words, with the other forms; ``names`` gives (authority, form).

    Forms of which neither contains the other stand for each other, and for what those stand for, so that
    all of them find the same. A form that only contains another does not: whoever finds “Mao” finds “Mao
    Zedong” with it, and one who asks for “Mao Zedong” did not ask for every “Mao”. The part in which two
    forms differ stands for the other one's: “Zedong” for “Tse-Tung”.
    """
    grouped: dict[object, dict[Words, str]] = {}
    for authority, form in names:
        for spelling in (form, INITIALS.sub(_close_up, form)):
            if words := forms_of(spelling):
                grouped.setdefault(authority, {}).setdefault(words, spelling)
    found: dict[Words, Name] = {}
    for forms in grouped.values():
        for group in _alike(forms):
            least = [each for each in group if not any(o != each and runs_in(o, each) for o in group)]
            for words in group:
                others = tuple(forms[each] for each in least if each != words)
                found.setdefault(words, Name(forms[words], others))
    for words, part in _parts(grouped.values()):
        found.setdefault(words, part)
    return found


def spellings_of(words: Words, names: Mapping[Words, Name]) -> tuple[tuple[Words, ...], tuple[str, ...]]:
    """A phrase with each name in it in each of its forms, as it is first; and the forms that come in."""
    choices: list[tuple[Words, ...]] = []
    also: list[str] = []
    at = 0
    while at < len(words):
        taken = next((n for n in range(LONGEST_NAME, 0, -1) if words[at : at + n] in names), 1)
        here = words[at : at + taken]
        others = names[here].others if here in names else ()
        choices.append((here, *map(forms_of, others)))
        also += others
        at += len(here)
    made = (tuple(word for part in parts for word in part) for parts in product(*choices))
    return tuple(islice(made, MOST_SPELLINGS)), tuple(also)


def runs_in(inner: Words, outer: Words) -> bool:
    """Whether the words follow each other somewhere in the others."""
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def _alike(forms: Iterable[Words]) -> Iterator[list[Words]]:
    """The forms in groups in which each stands for the others."""
    left = list(forms)
    while left:
        group = [left.pop(0)]
        for each in group:
            group += [other for other in left if not runs_in(each, other) and not runs_in(other, each)]
            left = [other for other in left if other not in group]
        yield group


def _close_up(initials: re.Match[str]) -> str:
    """“VI ” for “V. I. ”"""
    return f"{''.join(forms_of(initials[0])).upper()} "


def _parts(authorities: Collection[Mapping[Words, str]]) -> Iterator[tuple[Words, Name]]:
    """The last parts of forms that begin alike, with those of the others, if no other authority has them."""
    offered = [dict(_parts_of(forms.values())) for forms in authorities]
    for parts in offered:
        for words, part in parts.items():
            if not any(
                words not in others and any(runs_in(words, form) for form in forms)
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
