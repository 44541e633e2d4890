"""The forms about erasing."""

from django import forms

from comments.domain.erasing import decline_erasure, erase_response
from comments.domain.moderation import MAX_NOTE_LENGTH, Actor
from masslinesite.lines import LinesField


class ErasureForm(forms.Form):
    """Which of the two buttons was pressed, and the ground."""

    ERASE, DECLINE = "erase", "decline"

    does = forms.ChoiceField(choices=[(ERASE, "Erase"), (DECLINE, "Do not erase")])
    ground = LinesField(
        label="Ground",
        help_text="Shown at the receipt and kept in the record for good, so do not repeat what is erased, "
        "and name nobody.",
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def settle(self, *, response_id: int, by: Actor) -> bool:
        """True if it was erased. Raises Refused and Response.DoesNotExist."""
        ground = self.cleaned_data["ground"]
        if self.cleaned_data["does"] == self.DECLINE:
            decline_erasure(response_id=response_id, by=by, why=ground)
            return False
        erase_response(response_id=response_id, by=by, ground=ground)
        return True
