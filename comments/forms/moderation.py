"""The desk's forms: what to see, what to decide."""

from django import forms

from comments import rules
from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.moderation import MAX_NOTE_LENGTH, Actor, change_status
from comments.domain.returning import send_back
from comments.enums import Action, Reason, Status
from comments.models import Decision
from masslinesite.buttons import CHOOSE
from masslinesite.lines import LinesField
from masslinesite.selects import KeptSelect
from masslinesite.shared_fields import shares_fields

#: PostgreSQL refuses numbers beyond this one as ids.
GREATEST_ID = 2**63 - 1
ALL = ("", "All")
#: What takes no reason, as the sentence begins that says so.
WITHOUT_REASON = {Action.APPROVE: "Approving", Action.RELEASE: "Releasing", Action.ACCEPT: "Accepting"}


class SeenForm(forms.Form):
    """What the person saw when they decided: the revision, by its digest, the status, and the edit that
    waited, by its id, 0 for none."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen_status = forms.ChoiceField(widget=forms.HiddenInput, choices=Status.choices)
    seen_edit = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=GREATEST_ID
    )

    @property
    def seen(self) -> dict[str, object]:
        """What the functions that decide ask for."""
        return {
            "seen_digest": self.cleaned_data["seen_digest"],
            "seen_status": Status(self.cleaned_data["seen_status"]),
            "seen_edit": self.cleaned_data["seen_edit"],
        }


@shares_fields
class UndoForm(SeenForm):
    def undo(self, *, response_id: int, by: Actor) -> Decision:
        """Raises Refused and Stale (``comments.domain.moderation``)."""
        return change_status(response_id=response_id, action=Action.UNDO, by=by, **self.seen)


class ReasonedForm(forms.Form):
    """A decision with the reason and the note that go with it."""

    reason = forms.ChoiceField(
        label="Reason",
        help_text="Needed to hold, send back, reject or remove.",
        required=False,
        choices=[
            ("", "Choose"),
            *((reason.value, reason.label.capitalize()) for reason in rules.REASON_TEXTS),
        ],
        widget=KeptSelect,
    )
    note = LinesField(
        label="Note to the writer",
        help_text="Shown at the receipt, with the reason.",
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        action, reason = cleaned.get("action"), cleaned.get("reason")
        if action in rules.NEEDS_REASON:
            if not reason and "reason" not in self.errors:
                self.add_error("reason", "Choose a reason: the author is told why.")
        elif reason and action:
            does = WITHOUT_REASON[Action(action)]
            self.add_error(
                "reason", f"{does} takes no reason: set it back to “Choose”, or press another button."
            )
        return cleaned


@shares_fields
class DecisionForm(ReasonedForm, SeenForm):
    """One of the buttons, with all that goes with it."""

    action = forms.ChoiceField(
        choices=[(action.value, action.label) for action in Action if action in rules.UNDOABLE],
        error_messages={"required": CHOOSE},
    )
    passages = LinesField(
        label="Words in question",
        help_text="For sending back: words of the response as they stand in it, one passage on each line. "
        "They are marked at the receipt.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    open_next = forms.BooleanField(label="then open the next item", required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("passages") and cleaned.get("action") != Action.RETURN:
            self.add_error(
                "passages", "Words are marked only in what is sent back: empty this, or send it back."
            )
        return cleaned

    def decide(self, *, response_id: int, by: Actor) -> Decision:
        """Raises Refused and Stale (``comments.domain.moderation``)."""
        cleaned = self.cleaned_data
        said = {"reason": Reason(cleaned["reason"]), "note": cleaned["note"]}
        if cleaned["action"] == Action.RETURN:
            passages = cleaned["passages"]
            return send_back(response_id=response_id, by=by, passages=passages, **said, **self.seen)
        return change_status(
            response_id=response_id, action=Action(cleaned["action"]), by=by, **said, **self.seen
        )


class EditForm(ReasonedForm):
    """Whether other words take the place of published ones. ``seen_digest`` is that of the other words."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    action = forms.ChoiceField(
        choices=[(action.value, action.label) for action in (Action.ACCEPT, Action.REFUSE)],
        error_messages={"required": CHOOSE},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, auto_id="edit-%s", **kwargs)
        reason, note = self.fields["reason"], self.fields["note"]
        reason.label, reason.help_text = "Reason to refuse the edit", ""
        note.label = "Note to the writer on the edit"

    def settle(self, *, response_id: int, by: Actor) -> Decision:
        """Raises Refused and Stale (``comments.domain.moderation``)."""
        cleaned = self.cleaned_data
        seen = {"response_id": response_id, "by": by, "seen_digest": cleaned["seen_digest"]}
        if cleaned["action"] == Action.ACCEPT:
            return accept_edit(note=cleaned["note"], **seen)
        return refuse_edit(reason=Reason(cleaned["reason"]), note=cleaned["note"], **seen)
