"""What the pages of the record list, from the address. What cannot be read is said, and nothing is listed."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from comments.enums import Action, ActKind, Reason, Role
from comments.forms.moderation import ALL, GREATEST_ID
from comments.queries.decision_log import ActChoice, LogChoice

#: Days that both databases can compare with, and that have one after them.
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def _choices(members: object) -> list[tuple[str, str]]:
    return [ALL, *((member.value, member.label.capitalize()) for member in members if member.value)]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        error_messages={"invalid": "This is no day. Give it as 2026-12-31."},
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class _RecordForm(forms.Form):
    by = forms.TypedChoiceField(label="Moderator", required=False, coerce=int, empty_value=0)
    since = _day("From")
    until = _day("To")
    before = forms.IntegerField(required=False, min_value=1, max_value=GREATEST_ID)

    def __init__(self, *args: object, moderators: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, auto_id="log-%s", **kwargs)
        self.fields["by"].choices = [ALL, *moderators]

    @property
    def place(self) -> int:
        return self.cleaned_data.get("before") or 0

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong by the labels of the fields; a place that is none counts as the first page."""
        return {
            str(self.fields[name].label): " ".join(errors)
            for name, errors in self.errors.items()
            if name != "before"
        }

    @property
    def is_narrowed(self) -> bool:
        return self.choice.address() != "?"


class LogForm(_RecordForm):
    """Of decisions."""

    action = forms.ChoiceField(label="Decision", required=False, choices=_choices(Action))
    response = forms.IntegerField(
        label="Response, by number", required=False, min_value=1, max_value=GREATEST_ID
    )
    reason = forms.ChoiceField(label="Reason", required=False, choices=_choices(Reason))
    role = forms.ChoiceField(label="Role", required=False, choices=_choices(Role))
    rule = forms.CharField(label="Rule begins with", required=False, max_length=60)
    debate = forms.TypedChoiceField(label="Debate", required=False, coerce=int, empty_value=0)

    field_order = ("action", "by", "response", "reason", "role", "rule", "debate", "since", "until")

    def __init__(self, *args: object, debates: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["debate"].choices = [ALL, *debates]
        self.full_clean()

    @property
    def choice(self) -> LogChoice:
        chosen = self.cleaned_data
        return LogChoice(
            action=chosen.get("action", ""),
            by=chosen.get("by") or 0,
            response=chosen.get("response") or 0,
            reason=chosen.get("reason", ""),
            role=chosen.get("role", ""),
            rule=chosen.get("rule", ""),
            debate=chosen.get("debate") or 0,
            since=chosen.get("since"),
            until=chosen.get("until"),
        )


class ActForm(_RecordForm):
    """Of what else was done."""

    kind = forms.ChoiceField(label="Kind", required=False, choices=_choices(ActKind))

    field_order = ("kind", "by", "since", "until")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def choice(self) -> ActChoice:
        chosen = self.cleaned_data
        return ActChoice(
            kind=chosen.get("kind", ""),
            by=chosen.get("by") or 0,
            since=chosen.get("since"),
            until=chosen.get("until"),
        )
