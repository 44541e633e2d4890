"""What the form of a response needs to know of its debate."""

from dataclasses import dataclass
from functools import cached_property

from comments.queries.kept import while_texts_stand
from comments.queries.stances import NONE, StanceOption, stance_options
from essays.enums import AuthorityKind
from essays.models import Author, Authority, Debate
from essays.queries.frame import works_of


@dataclass(frozen=True)
class FormRules:
    """The stances to choose from, the names that are somebody else's, and a citation for the hint.

    ``voices`` are all forms of the names of the persons and organisations that the texts refer to.
    """

    options: list[StanceOption]
    reserved: list[str]
    voices: list[str]
    example: str

    @cached_property
    def stances(self) -> dict[str, StanceOption]:
        """All that can be chosen, none too, by its value."""
        return {option.value: option for option in (NONE, *self.options)}


def form_rules(debate: Debate) -> FormRules:
    """One query; five more where they were not asked for since the texts last changed, which are all that
    they are read from."""
    return while_texts_stand(_rules_of, debate.pk)


def _rules_of(debate_id: int) -> FormRules:
    debate = Debate.objects.get(pk=debate_id)
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
