"""The form in the header that keeps a reader's choice of colours."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from essays.enums import Theme


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices)
    next = forms.CharField(required=False, max_length=2000)

    def clean_next(self) -> str:
        """The address to go back to, always on this site: anything else becomes the front page."""
        address = self.cleaned_data["next"]
        is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        return address if is_ours else "/"
