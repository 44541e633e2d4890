"""What the form of a response needs to know of its debate."""

from dataclasses import dataclass
from functools import lru_cache

from comments.queries.stances import StanceOption, stance_options
from essays.enums import AuthorityKind
from essays.models import Author, Authority, Debate
from essays.page_keys import texts_of
from essays.queries.frame import works_of
from masslinesite.page_versions import version_of


@dataclass(frozen=True)
class FormRules:
    """The stances to choose from, the names that are somebody else's, and a citation for the hint.

    ``voices`` are all forms of the names of the persons and organisations that the texts refer to.
    """

    options: list[StanceOption]
    reserved: list[str]
    voices: list[str]
    example: str


def form_rules(debate: Debate) -> FormRules:
    """One query; the first time in a process that a state of the texts is asked for, five more.

    They are read from the texts and the editors' tables, whose every change gives the debate's texts another
    number (``page_versions``): what is kept is what a query would find. Without a number, where nothing was
    loaded since there are numbers, nothing is kept.
    """
    version = version_of([texts_of(debate.pk)])
    return _kept(debate.pk, version) if version else _read(debate)


@lru_cache(maxsize=32)
def _kept(debate_id: int, version: int) -> FormRules:
    return _read(Debate.objects.get(pk=debate_id))


def _read(debate: Debate) -> FormRules:
    """Four queries; the one for the works is shared with the page's frame."""
    authors = Author.objects.filter(debate=debate).exclude(name="").values_list("name", flat=True)
    works = works_of(debate)
    return FormRules(
        options=stance_options(debate),
        reserved=[debate.name, *authors],
        voices=_voices(debate),
        example=f"{works[0].siglum}\N{NO-BREAK SPACE}1" if works else "",
    )


def _voices(debate: Debate) -> list[str]:
    """No tendency's name: whoever holds with it may say so. One query."""
    voices = Authority.objects.filter(
        debate=debate, kind__in=(AuthorityKind.PERSON, AuthorityKind.ORGANISATION)
    )
    rows = voices.order_by("order", "names__name").values_list("name", "names__name")
    return list(dict.fromkeys(name for row in rows for name in row if name))
