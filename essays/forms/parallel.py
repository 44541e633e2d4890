"""Which two texts a reader wants in parallel."""

from collections.abc import Sequence

from django import forms

from essays.domain.choice import joined, shown
from essays.models import Work


class WorkField(forms.ChoiceField):
    """A text by its siglum, in capitals or not; cleans to the Work. The form gives the texts."""

    works: Sequence[Work] = ()

    def clean(self, value: object) -> Work:
        if value in self.empty_values:
            raise forms.ValidationError(self.error_messages["required"])
        typed = str(value).strip().casefold()
        found = next((work for work in self.works if work.siglum.casefold() == typed), None)
        if found is None:
            sigla = joined([work.siglum for work in self.works]) if self.works else "none"
            raise forms.ValidationError(f"There is no text {shown([str(value)])}; the texts are {sigla}.")
        return found


class ParallelForm(forms.Form):
    """Two texts to set in parallel; one text may be chosen twice.

    Its ids are its own, so that the form for two paragraphs can stand on the same page.
    """

    a = WorkField(label="Left text", error_messages={"required": "Choose the left text."})
    b = WorkField(label="Right text", error_messages={"required": "Choose the right text."})

    def __init__(self, *args: object, works: Sequence[Work], **kwargs: object) -> None:
        super().__init__(*args, auto_id="text_%s", **kwargs)
        for field in self.fields.values():
            field.works = works
            field.choices = [(work.siglum, f"{work.siglum}  {work.short_title}") for work in works]
