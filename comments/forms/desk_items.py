"""The forms at an open response besides that of the decision."""

from django import forms

from comments.domain.claims import extend_claim, give_up_claim
from comments.domain.desk_notes import MAX_DESK_NOTE_LENGTH, add_desk_note, cover_text
from comments.domain.exemptions import MAX_REASON_LENGTH, grant_exemption, take_back_exemption
from comments.domain.moderation import Actor
from comments.domain.refusals import Refused
from comments.domain.taking_over import take_over_response
from comments.enums import Distress, NoteKind
from comments.forms.moderation import GREATEST_ID
from comments.queries.exemptions import others_at_the_desk
from masslinesite.lines import LinesField


class ClaimForm(forms.Form):
    EXTEND, RELEASE, TAKE_OVER = "extend", "release", "take-over"
    claim = forms.ChoiceField(choices=[(each, each) for each in (EXTEND, RELEASE, TAKE_OVER)])

    @property
    def releases(self) -> bool:
        return self.cleaned_data["claim"] == self.RELEASE

    @property
    def takes_over(self) -> bool:
        return self.cleaned_data["claim"] == self.TAKE_OVER

    def act(self, *, response_id: int, by: Actor) -> None:
        """Raises Refused."""
        whose = {"response_id": response_id, "user_id": by.user_id}
        if self.releases:
            give_up_claim(**whose)
        elif self.takes_over:
            take_over_response(response_id=response_id, by=by)
        else:
            extend_claim(**whose)


class NoteForm(forms.Form):
    """A note to the other moderators, with the button that it was sent by."""

    kind = forms.ChoiceField(choices=NoteKind.choices)
    text = LinesField(
        required=False,
        max_length=MAX_DESK_NOTE_LENGTH,
        error_messages={
            "max_length": "A note has at most %(limit_value)d characters; this has %(show_value)d."
        },
    )

    def add(self, *, response_id: int, by: Actor) -> None:
        """Raises Refused, also for a note that is too long."""
        if "text" in self.errors:
            raise Refused(" ".join(self.errors["text"]))
        kind = NoteKind(self.cleaned_data["kind"])
        add_desk_note(response_id=response_id, kind=kind, text=self.cleaned_data["text"], by=by)


class CoverForm(forms.Form):
    distress = forms.ChoiceField(required=False, choices=Distress.choices)

    def cover(self, *, response_id: int, by: Actor) -> None:
        """Raises Refused."""
        distress = Distress(self.cleaned_data["distress"])
        cover_text(response_id=response_id, distress=distress, by=by)


class ExemptionForm(forms.Form):
    moderator = forms.ModelChoiceField(label="Who may decide", queryset=None, empty_label="Choose")
    reason = LinesField(
        label="Why",
        help_text="Recorded with your name, for good.",
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, user_id: int, **kwargs: object) -> None:
        super().__init__(*args, auto_id="exemption-%s", **kwargs)
        self.fields["moderator"].queryset = others_at_the_desk(user_id)

    def settle(self, *, response_id: int, by: Actor) -> None:
        """Raises Refused."""
        moderator, reason = self.cleaned_data["moderator"], self.cleaned_data["reason"]
        grant_exemption(response_id=response_id, moderator_id=moderator.pk, reason=reason, by=by)


class ExemptionEndForm(forms.Form):
    """Whose leave is taken back; the button of each sends their number."""

    back = forms.IntegerField(min_value=1, max_value=GREATEST_ID)

    def __init__(self, *args: object, user_id: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)

    def settle(self, *, response_id: int, by: Actor) -> None:
        """Raises Refused."""
        take_back_exemption(response_id=response_id, moderator_id=self.cleaned_data["back"], by=by)
