"""The form in the header that keeps a reader's choice of colours."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from essays.enums import Theme

#: Longer addresses of ours there are none; a redirect to one might not fit into a header.
LONGEST_ADDRESS = 2000


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices)
    next = forms.CharField(required=False)

    def clean_next(self) -> str:
        """The address to go back to, always on this site: anything else becomes the front page."""
        address = self.cleaned_data["next"]
        if not address.startswith("/") or len(address) > LONGEST_ADDRESS:
            return "/"
        return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"
