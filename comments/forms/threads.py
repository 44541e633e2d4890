"""The choices of a thread's page: a plain GET form."""

from django import forms

from comments.queries.stances import StanceOption
from comments.queries.threads import NEWEST, OLDEST, StanceChoice

ORDERS = [(OLDEST, "Oldest first"), (NEWEST, "Newest first")]


class ThreadChoiceForm(forms.Form):
    """Order and stance; whatever is not among the choices counts as not chosen."""

    order = forms.ChoiceField(label="Order", choices=ORDERS, required=False)
    stance = forms.ChoiceField(label="Stance of the first response", required=False)

    def __init__(self, *args: object, options: list[StanceOption], **kwargs: object) -> None:
        super().__init__(*args, auto_id="choose-%s", **kwargs)
        self.options = {option.value: option for option in options}
        self.fields["stance"].choices = [("", "All"), *((each.value, each.label) for each in options)]
        self.full_clean()

    @property
    def shows_all(self) -> bool:
        """On one page as much as one holds (``comments.queries.threads.WHOLE``)."""
        return self.data.get("show") == "all"

    @property
    def chosen_order(self) -> str:
        return self.cleaned_data.get("order") or OLDEST

    @property
    def chosen_value(self) -> str:
        return self.cleaned_data.get("stance") or ""

    @property
    def chosen_stance(self) -> StanceChoice | None:
        option = self.options.get(self.chosen_value)
        return option and StanceChoice(option.stance, option.formulation and option.formulation.pk)
