"""What the form of a response needs to know of its debate."""

from dataclasses import dataclass

from comments.queries.stances import StanceOption, stance_options
from essays.models import Author, Debate
from essays.queries.frame import works_of


@dataclass(frozen=True)
class FormRules:
    """The stances to choose from, the names that are somebody else's, and a citation for the hint."""

    options: list[StanceOption]
    reserved: list[str]
    example: str


def form_rules(debate: Debate) -> FormRules:
    """Three queries; the one for the works is shared with the page's frame."""
    authors = Author.objects.filter(debate=debate).exclude(name="").values_list("name", flat=True)
    works = works_of(debate)
    return FormRules(
        options=stance_options(debate),
        reserved=[debate.name, *authors],
        example=f"{works[0].siglum}\N{NO-BREAK SPACE}1" if works else "",
    )
