"""The choices of a thread's page: a plain GET form."""

from dataclasses import dataclass
from typing import Self

from django import forms
from django.http import QueryDict

from comments.queries.stances import StanceOption
from comments.queries.threads import NEWEST, OLDEST, StanceChoice

ORDERS = [(OLDEST, "Oldest first"), (NEWEST, "Newest first")]


class ThreadChoiceForm(forms.Form):
    """Order and stance, as they were chosen."""

    order = forms.ChoiceField(label="Order", choices=ORDERS, required=False)
    stance = forms.ChoiceField(label="Stance of the first response", required=False)

    def __init__(self, choice: "ThreadChoice", options: list[StanceOption]) -> None:
        super().__init__({"order": choice.order, "stance": choice.stance}, auto_id="choose-%s")
        self.fields["stance"].choices = [("", "All"), *((each.value, each.label) for each in options)]


@dataclass(frozen=True)
class ThreadChoice:
    """What an address chooses, as far as it can be chosen; empty for what it leaves open.

    ``shows_all``: on one page as much as one holds (``comments.queries.threads.WHOLE``).
    """

    order: str = ""
    stance: str = ""
    shows_all: bool = False

    @classmethod
    def of(cls, query: QueryDict, options: list[StanceOption]) -> Self:
        order, stance = query.get("order", ""), query.get("stance", "")
        return cls(
            order=order if order in dict(ORDERS) else "",
            stance=stance if stance in {option.value for option in options} else "",
            shows_all=query.get("show") == "all",
        )

    @property
    def address(self) -> dict[str, str]:
        """As an address says it."""
        return {"order": self.order, "stance": self.stance, "show": "all" if self.shows_all else ""}

    def stance_among(self, options: list[StanceOption]) -> StanceChoice | None:
        option = next((each for each in options if each.value == self.stance and self.stance), None)
        return option and StanceChoice(option.stance, option.formulation and option.formulation.pk)
