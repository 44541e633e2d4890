"""What readers with an account send about it."""

from django import forms
from django.core.exceptions import ValidationError

from comments.domain.readers import leave, name_in_debate
from comments.pseudonyms import LONGEST, NameRefused, fit_name
from comments.queries.form_rules import FormRules
from essays.models import Debate


class NameForm(forms.Form):
    """The name under one's responses in a debate, by the same rules as in the form of a response."""

    name = forms.CharField(
        label="Name to show",
        required=False,
        help_text=f"Up to {LONGEST} characters; it stands in the form of each new response, where it can be "
        "changed. Empty: none.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, rules: FormRules, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules

    def clean_name(self) -> str:
        try:
            return fit_name(self.cleaned_data["name"], self.rules.reserved, self.rules.voices)
        except NameRefused as refusal:
            raise ValidationError(str(refusal)) from None

    def keep(self, *, user_id: int, debate: Debate) -> None:
        name_in_debate(user_id=user_id, debate_id=debate.pk, name=self.cleaned_data["name"])


class LeaveForm(forms.Form):
    """What becomes of the responses of an account that ends."""

    WITHDRAW, ANONYMISE = "withdraw", "anonymise"
    what = forms.ChoiceField(
        label="What becomes of your responses",
        choices=[
            (
                ANONYMISE,
                "They stay, without your names: each reads “No name given”, and nothing says who sent it.",
            ),
            (
                WITHDRAW,
                "They are withdrawn, published ones too. Where others have replied, an empty place stays, so "
                "that the replies can be understood.",
            ),
        ],
        widget=forms.RadioSelect,
    )

    def leave(self, *, user_id: int) -> None:
        """Raises AccountRefused."""
        leave(user_id=user_id, withdraws=self.cleaned_data["what"] == self.WITHDRAW)
