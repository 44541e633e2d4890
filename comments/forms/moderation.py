"""The desk's forms: what to see, what to decide."""

from django import forms

from comments import rules
from comments.domain.moderation import MAX_NOTE_LENGTH, Actor, change_status
from comments.enums import Action, Reason, Status
from comments.models import Decision
from comments.queries.decision_log import LogChoice

#: PostgreSQL refuses numbers beyond this one as ids.
GREATEST_ID = 2**63 - 1
ALL = ("", "All")


class SeenForm(forms.Form):
    """What the person saw when they decided: the revision, by its digest, and the status."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen_status = forms.ChoiceField(widget=forms.HiddenInput, choices=Status.choices)

    def change(self, *, response_id: int, action: Action, by: Actor, **how: object) -> Decision:
        """Raises Refused and Stale (``comments.domain.moderation``)."""
        return change_status(
            response_id=response_id,
            action=action,
            by=by,
            seen_digest=self.cleaned_data["seen_digest"],
            seen_status=Status(self.cleaned_data["seen_status"]),
            **how,
        )


class UndoForm(SeenForm):
    def undo(self, *, response_id: int, by: Actor) -> Decision:
        return self.change(response_id=response_id, action=Action.UNDO, by=by)


class DecisionForm(SeenForm):
    """One of the buttons, with the reason and the note that go with it."""

    action = forms.ChoiceField(
        choices=[(action.value, action.label) for action in Action if action in rules.RULES["moderator"]]
    )
    reason = forms.ChoiceField(
        label="Reason",
        help_text="Needed to hold, reject or remove.",
        required=False,
        choices=[
            ("", "Choose"),
            *((reason.value, reason.label.capitalize()) for reason in rules.REASON_TEXTS),
        ],
    )
    note = forms.CharField(
        label="Note to the writer",
        help_text="Shown at the receipt, with the reason.",
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    open_next = forms.BooleanField(label="then open the next item", required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("action") in rules.NEEDS_REASON:
            if not cleaned.get("reason") and "reason" not in self.errors:
                self.add_error("reason", "Choose a reason: the author is told why.")
        else:
            cleaned["reason"] = ""
        return cleaned

    def decide(self, *, response_id: int, by: Actor) -> Decision:
        cleaned = self.cleaned_data
        return self.change(
            response_id=response_id,
            action=Action(cleaned["action"]),
            by=by,
            reason=Reason(cleaned["reason"]),
            note=cleaned["note"],
        )


class LogForm(forms.Form):
    """What the decision log lists, from the address."""

    action = forms.ChoiceField(
        label="Decision",
        required=False,
        choices=[ALL, *((action.value, action.label.capitalize()) for action in Action)],
    )
    by = forms.TypedChoiceField(label="Moderator", required=False, coerce=int, empty_value=0)
    response = forms.IntegerField(
        label="Response, by number", required=False, min_value=1, max_value=GREATEST_ID
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=GREATEST_ID)

    def __init__(self, *args: object, moderators: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, auto_id="log-%s", **kwargs)
        self.fields["by"].choices = [ALL, *moderators]
        self.full_clean()

    @property
    def choice(self) -> LogChoice:
        cleaned = self.cleaned_data
        return LogChoice(cleaned.get("action", ""), cleaned.get("by") or 0, cleaned.get("response") or 0)

    @property
    def place(self) -> int:
        return self.cleaned_data.get("before") or 0
