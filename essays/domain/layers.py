"""What a page of a text shows besides the text; each layer can be left out. Pure."""

from enum import StrEnum


class Layer(StrEnum):
    """The values are those of ``hide`` in the page's address."""

    QUOTATIONS = "quotations"
    RELATIONS = "relations"
    TERMS = "terms"
    RESPONSES = "responses"
    NUMBERS = "numbers"


#: What the switch calls them, in its order.
LABELS = {
    Layer.QUOTATIONS: "Quotations and shared words",
    Layer.RELATIONS: "Relations and other notes",
    Layer.TERMS: "Terms",
    Layer.RESPONSES: "Responses",
    Layer.NUMBERS: "Paragraph numbers",
}
