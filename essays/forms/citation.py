"""What to cite of a work."""

from django import forms


class CiteForm(forms.Form):
    """``p``: the number of a paragraph; without it the whole work is cited."""

    p = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: dict[str, str], *, last: int) -> None:
        super().__init__(data)
        self.last = last

    def clean_p(self) -> int | None:
        number = self.cleaned_data["p"]
        if number is not None and number > self.last:
            raise forms.ValidationError(f"The last paragraph is {self.last}.")
        return number
