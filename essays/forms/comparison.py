"""What a reader's address asks to compare: positions, questions, two paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from essays.domain.paragraph_address import NotAParagraph, Paragraph, Range, read_paragraph


@dataclass(frozen=True)
class Asked:
    """The keys as they stand in the address; ``essays.domain.choice`` decides what becomes of them."""

    positions: tuple[str, ...]
    questions: tuple[str, ...]
    everything: bool


def read_choice(query: QueryDict) -> Asked:
    return Asked(tuple(query.getlist("p")), tuple(query.getlist("q")), query.get("show") == "all")


class ParagraphField(forms.CharField):
    """A citation such as "K 16"; cleans to a Paragraph. The form gives the ranges that can be cited."""

    ranges: Sequence[Range] = ()

    def clean(self, value: object) -> Paragraph:
        try:
            return read_paragraph(super().clean(value), self.ranges)
        except NotAParagraph as fault:
            raise forms.ValidationError(str(fault)) from fault


class BesideForm(forms.Form):
    """Two paragraphs to set beside each other."""

    a = ParagraphField(
        label="Left paragraph", error_messages={"required": "Type the left paragraph, for example K 16."}
    )
    b = ParagraphField(
        label="Right paragraph", error_messages={"required": "Type the right paragraph, for example E 17."}
    )

    def __init__(self, *args: object, ranges: Sequence[Range], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer = "; ".join(str(each) for each in ranges)
        for field in self.fields.values():
            field.ranges = ranges
            field.help_text = f"A letter and a number: {offer}."
            field.widget.attrs.update(
                size=8, autocomplete="off", autocapitalize="characters", spellcheck="false"
            )
