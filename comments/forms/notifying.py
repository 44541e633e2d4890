"""The form by which an author asks to be told of decisions."""

from django import forms

from comments.domain.notifying import subscribe
from comments.models import Subscription


class AddressForm(forms.Form):
    """Where to, and whether with the receipt's code. The page of an account has none: its address is in each
    message, and opens for who is signed in."""

    address = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    with_code = forms.BooleanField(
        label="Put the address of this receipt into each message",
        required=False,
        help_text="Whoever reads your e-mail can then open the receipt, change the response or withdraw it.",
    )

    def __init__(self, *args: object, by_account: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if by_account:
            del self.fields["with_code"]

    def subscribe(self, *, response_id: int, code: str, site: str) -> Subscription:
        """Raises what the domain raises."""
        return subscribe(
            response_id=response_id,
            address=self.cleaned_data["address"],
            code=code if self.cleaned_data.get("with_code", True) else "",
            site=site,
        )

    @property
    def mailbox(self) -> str:
        """What the limits count by: spelling and tags do not make another address of it."""
        local, _, domain = self.cleaned_data["address"].lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}"
