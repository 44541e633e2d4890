"""Forms about appeals, flags and redactions, of readers and of moderators."""

import re

from django import forms
from django.core.exceptions import ValidationError

from comments import rules
from comments.domain import appeals, lifting, redactions
from comments.domain.appeals import LONGEST, SHORTEST, MessageRefused, fit_message
from comments.domain.flags import LONGEST_NOTE, Sender, change_findings, find_flags, flag_response
from comments.domain.moderation import AUTHOR, MAX_NOTE_LENGTH, Actor
from comments.enums import Finding, FlagReason, Reason, Status
from comments.forms.moderation import GREATEST_ID
from comments.forms.responses import TypedText
from masslinesite.buttons import CHOOSE
from masslinesite.lines import LinesField

#: A flag by its number, and what was found of it; PostgreSQL refuses longer numbers as ids.
FOUND = re.compile(f"([0-9]{{1,18}}):({'|'.join(each.value for each in Finding)})")


def _identity(**options: object) -> forms.IntegerField:
    """The id of a row, from a hidden field."""
    return forms.IntegerField(min_value=1, max_value=GREATEST_ID, widget=forms.HiddenInput, **options)


class AppealForm(forms.Form):
    """An author's message: the appeal itself while there is none, else a turn of the dialogue."""

    text = TypedText(label="What you write to the moderators", required=False)
    decision = _identity()

    def __init__(self, *args: object, is_first: bool, **kwargs: object) -> None:
        super().__init__(*args, auto_id="appeal-%s", **kwargs)
        self.is_first = is_first
        least = f"{SHORTEST} to {LONGEST:,}" if is_first else f"Up to {LONGEST:,}"
        self.fields["text"].help_text = f"{least} characters. Only the moderators and you can read it."

    def clean_text(self) -> str:
        try:
            return fit_message(self.cleaned_data["text"], shortest=SHORTEST if self.is_first else 1)
        except MessageRefused as refusal:
            raise ValidationError(str(refusal)) from None

    def send(self, *, response_id: int) -> None:
        """Raises Refused and Stale (``comments.domain.moderation``)."""
        text, decision = self.cleaned_data["text"], self.cleaned_data["decision"]
        if self.is_first:
            appeals.open_appeal(response_id=response_id, decision_id=decision, text=text)
        else:
            appeals.add_message(response_id=response_id, by=AUTHOR, text=text)


class RedactionAnswerForm(forms.Form):
    """One of an author's two buttons."""

    act = forms.ChoiceField(choices=[("accept", "Accept"), ("refuse", "Do not accept")])

    def send(self, *, response_id: int, redaction_id: int) -> None:
        """Raises Refused and Redaction.DoesNotExist."""
        accepts = self.cleaned_data["act"] == "accept"
        answer = redactions.accept_redaction if accepts else redactions.refuse_redaction
        answer(response_id=response_id, redaction_id=redaction_id)


class FlagForm(forms.Form):
    """Why a reader asks the moderators to look."""

    reason = forms.ChoiceField(
        label="Why should a moderator look at it?",
        widget=forms.RadioSelect,
        choices=[(reason.value, f"{reason.label[0].upper()}{reason.label[1:]}") for reason in FlagReason],
        error_messages={"required": "Choose a reason."},
    )
    text = TypedText(
        label="Note to the moderators",
        required=False,
        help_text=f"Not needed. Up to {LONGEST_NOTE:,} characters; the writer of the response never sees it.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, auto_id="flag-%s", **kwargs)

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text) > LONGEST_NOTE:
            raise ValidationError(f"At most {LONGEST_NOTE:,} characters; these are {len(text):,}.")
        return text

    def send(self, *, response_id: int, sender: Sender) -> None:
        flag_response(
            response_id=response_id,
            reason=FlagReason(self.cleaned_data["reason"]),
            note=self.cleaned_data["text"],
            sender=sender,
        )


class DeskForm(forms.Form):
    """What a moderator sends about a response's redress; ``note`` goes to the author.

    Each kind has ``send(response_id=..., by=...)``, which raises Refused (``comments.domain.moderation``).
    """

    #: The template of the look at what it would do, before it does; what the ids of its fields begin with.
    LOOK, IDS = "", ""
    note = LinesField(required=False, max_length=LONGEST)

    @property
    def faults(self) -> str:
        """What is wrong with it, in sentences."""
        return " ".join(fault for faults in self.errors.values() for fault in faults)

    @property
    def faults_by_field(self) -> dict[str, str]:
        """The same by the fields that somebody fills in, in the order of the form."""
        named = ("passages", "reason", "note")
        return {name: " ".join(self.errors[name]) for name in named if self.IDS and name in self.errors}

    def need_note(self, cleaned: dict[str, object]) -> None:
        note = cleaned.get("note", "").strip()
        if not note and "note" not in self.errors:
            self.add_error("note", "Write a note: the author is told why.")
        elif len(note) > MAX_NOTE_LENGTH:
            self.add_error("note", f"A note with a decision has at most {MAX_NOTE_LENGTH:,} characters.")


class AppealAnswerForm(DeskForm):
    """A turn of the dialogue, or the end of it."""

    IDS = "appeal-"
    appeal = _identity()
    act = forms.ChoiceField(
        choices=[("say", "Say"), ("uphold", "Uphold"), ("reverse", "Reverse")],
        error_messages={"required": CHOOSE},
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("act") in ("uphold", "reverse"):
            self.need_note(cleaned)
        elif cleaned.get("act") == "say":
            try:
                cleaned["note"] = fit_message(cleaned.get("note", ""))
            except MessageRefused as refusal:
                self.add_error("note", str(refusal))
        return cleaned

    def send(self, *, response_id: int, by: Actor) -> None:
        note, act = self.cleaned_data["note"], self.cleaned_data["act"]
        if act == "say":
            appeals.add_message(response_id=response_id, by=by, text=note)
            return
        settle = appeals.uphold_appeal if act == "uphold" else appeals.reverse_appeal
        settle(response_id=response_id, by=by, appeal_id=self.cleaned_data["appeal"], note=note)


class FlagFindingForm(DeskForm):
    """What is found of the flags that are ticked."""

    flag = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Tick the flags that you have looked at."}
    )
    act = forms.ChoiceField(
        choices=[(each.value, each.label) for each in (Finding.FOUNDED, Finding.UNFOUNDED, Finding.ABUSE)],
        error_messages={"required": CHOOSE},
    )

    def __init__(self, data: object, **kwargs: object) -> None:
        super().__init__(data, **kwargs)
        sent = [value for value in data.getlist("flag") if value.isascii() and value.isdigit()]
        self.fields["flag"].choices = [(value, value) for value in sent if int(value) <= GREATEST_ID]

    def send(self, *, response_id: int, by: Actor) -> None:
        finding = Finding(self.cleaned_data["act"])
        find_flags(response_id=response_id, by=by, flags=self.cleaned_data["flag"], finding=finding)


class FlagChangeForm(DeskForm):
    """Another finding on flags that are ticked, each with what was found of it so far: “12:abuse”."""

    found = forms.MultipleChoiceField(error_messages={"required": "Tick the flags that it is about."})
    act = forms.ChoiceField(
        choices=FlagFindingForm.base_fields["act"].choices, error_messages={"required": CHOOSE}
    )

    def __init__(self, data: object, **kwargs: object) -> None:
        super().__init__(data, **kwargs)
        sent = [value for value in data.getlist("found") if FOUND.fullmatch(value)]
        self.fields["found"].choices = [(value, value) for value in sent]

    def send(self, *, response_id: int, by: Actor) -> None:
        pairs = (FOUND.fullmatch(value).groups() for value in self.cleaned_data["found"])
        found = {int(flag): Finding(was) for flag, was in pairs}
        change_findings(
            response_id=response_id, by=by, found=found, finding=Finding(self.cleaned_data["act"])
        )


class RedactionForm(DeskForm):
    """Words to withhold, proposed to the author, or at once: then they are shown first as they will be seen,
    and a second form with the same fields, of the page that shows them, does it or leads back."""

    LOOK, IDS = "comments/desk/withhold.html", "redact-"
    PROPOSE, AT_ONCE, WITHHOLD, BACK = "propose", "at-once", "withhold", "back"

    passages = LinesField(
        strip=False, max_length=20_000, error_messages={"required": "Name the words to withhold."}
    )
    reason = forms.ChoiceField(
        choices=[(reason.value, reason.label) for reason in rules.REASON_TEXTS],
        error_messages={"required": "Choose a reason: the author is told why."},
    )
    act = forms.ChoiceField(
        choices=[(PROPOSE, "Propose"), (AT_ONCE, "Withhold at once"), (WITHHOLD, "Withhold these words")],
        error_messages={"required": CHOOSE},
    )
    digest = forms.CharField(max_length=64)
    status = forms.ChoiceField(choices=Status.choices)

    @property
    def reason_said(self) -> str:
        return Reason(self.cleaned_data["reason"]).label

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if len(note) > MAX_NOTE_LENGTH:
            raise ValidationError(f"A note with a decision has at most {MAX_NOTE_LENGTH:,} characters.")
        return note

    def send(self, *, response_id: int, by: Actor) -> redactions.Preview | None:
        """What is to be withheld at once, where it has not been shown yet: then nothing is done."""
        cleaned = self.cleaned_data
        proposal = redactions.Proposal(
            seen_digest=cleaned["digest"],
            seen_status=Status(cleaned["status"]),
            passages=cleaned["passages"],
            reason=Reason(cleaned["reason"]),
            note=cleaned["note"],
        )
        how = {"response_id": response_id, "by": by, "proposal": proposal}
        if cleaned["act"] == self.AT_ONCE:
            return redactions.preview_redaction(**how)
        start = redactions.redact_at_once if cleaned["act"] == self.WITHHOLD else redactions.propose_redaction
        start(**how)
        return None


class RedactionSettlingForm(DeskForm):
    """A redaction taken back, or kept against its author's refusal. Words that would be seen again are shown
    first, and a second form with the same fields, of the page that shows them, does it or leads back."""

    LOOK = "comments/desk/show_again.html"
    LIFT, SHOW, KEEP, BACK = "lift", "show", "keep", "back"

    redaction = _identity()
    act = forms.ChoiceField(
        choices=[(LIFT, "Take it back"), (SHOW, "Show these words"), (KEEP, "Keep the words withheld")],
        error_messages={"required": CHOOSE},
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("act") == self.KEEP:
            self.need_note(cleaned)
        return cleaned

    def send(self, *, response_id: int, by: Actor) -> redactions.Preview | None:
        """What is to be shown again, where it has not been looked at yet: then nothing is done."""
        act, note = self.cleaned_data["act"], self.cleaned_data["note"]
        which = {"response_id": response_id, "redaction_id": self.cleaned_data["redaction"], "by": by}
        if act == self.LIFT and (preview := lifting.preview_lifting(**which)):
            return preview
        settle = lifting.keep_withheld if act == self.KEEP else lifting.lift_redaction
        settle(**which, note=note)
        return None
