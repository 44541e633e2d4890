"""How a receipt speaks to who wrote the response."""

from django import template

register = template.Library()


@register.filter
def to_author(words: str) -> str:
    """A state or an act by its name, said to its author: “Withdrawn by you”."""
    return words.replace("its author", "you")
