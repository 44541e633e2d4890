"""The forms of a moderator's own settings."""

from django import forms

from comments.domain.accounts import set_single_keys
from comments.domain.desk_settings import KeysRefused, check_keys, set_break_reminder, set_keys, set_unasked
from comments.enums import DeskAct, Distress


class KeysForm(forms.Form):
    """The key of each act, and whether single keys do anything at all."""

    on = forms.BooleanField(label="Single keys act in the queue", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, auto_id="key-%s", **kwargs)
        for act in DeskAct:
            attributes = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false", "size": 3}
            self.fields[act.value] = forms.CharField(
                label=act.label.capitalize(), required=False, max_length=1, widget=forms.TextInput(attributes)
            )

    @property
    def acts(self) -> list[forms.BoundField]:
        return [self[act.value] for act in DeskAct]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors:
            try:
                check_keys(self._keys())
            except KeysRefused as refusal:
                for act, problem in refusal.problems.items():
                    self.add_error(act.value, problem)
        return cleaned

    def save(self, *, user_id: int) -> None:
        set_keys(user_id=user_id, keys=self._keys())
        set_single_keys(user_id=user_id, on=self.cleaned_data["on"])

    def _keys(self) -> dict[DeskAct, str]:
        return {act: self.cleaned_data.get(act.value, "").lower() for act in DeskAct}


class DeskSettingsForm(forms.Form):
    unasked = forms.MultipleChoiceField(
        label="Do not open unasked",
        help_text="Responses of these kinds are passed by when the next one is opened, and marked in the "
        "list; you can still open them yourself. Their text is covered for everybody.",
        required=False,
        choices=[(kind.value, kind.label.capitalize()) for kind in Distress if kind],
        widget=forms.CheckboxSelectMultiple,
    )
    breaks = forms.BooleanField(
        label="Remind me of a break after an hour of decisions without ten minutes’ pause", required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, auto_id="desk-%s", **kwargs)

    def save(self, *, user_id: int) -> None:
        set_unasked(user_id=user_id, kinds=[Distress(each) for each in self.cleaned_data["unasked"]])
        set_break_reminder(user_id=user_id, on=self.cleaned_data["breaks"])
