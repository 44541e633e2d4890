"""What administrators send about accounts."""

from django import forms

from comments.domain import people
from comments.domain.accounts import AccountRefused
from comments.domain.moderation import Actor
from comments.enums import Role
from comments.queries.accounts import PRECEDENCE
from comments.queries.people import Person, person_named

ROLES = [(role.value, role.label) for role in reversed(PRECEDENCE)]


class PersonForm(forms.Form):
    """A new account, or a role for one that is there already."""

    name = forms.CharField(
        label="Name to sign in by",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label="Role", choices=ROLES)

    def add(self, *, by: Actor) -> str:
        """The one-time password of the new account; empty where nothing was made, and the form says why."""
        try:
            return people.add_person(
                name=self.cleaned_data["name"], role=Role(self.cleaned_data["role"]), by=by
            )
        except AccountRefused as refusal:
            self.add_error("name", str(refusal))
            return ""


class FindForm(forms.Form):
    """An account by its whole name, a reader's too."""

    name = forms.CharField(
        label="Name to sign in by",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def find(self) -> Person | None:
        """None, and the form says so, where nobody has that name. Two queries."""
        found = person_named(self.cleaned_data["name"])
        if found is None:
            self.add_error("name", "No account has this name.")
        return found


class ChangeForm(forms.Form):
    """One change of one account."""

    ACTS = ("role", "deactivate", "activate", "factor", "password")
    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    role = forms.ChoiceField(label="Role", choices=ROLES, required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("act") == "role" and not cleaned.get("role"):
            self.add_error("role", "Choose a role.")
        return cleaned

    def change(self, person: Person, *, by: Actor) -> str:
        """Does it; returns the one-time password, where that is what was asked. Raises AccountRefused."""
        match self.cleaned_data["act"]:
            case "role":
                people.set_role(user_id=person.id, role=Role(self.cleaned_data["role"]), by=by)
            case "factor":
                people.reset_second_factor(user_id=person.id, by=by)
            case "password":
                return people.give_one_time_password(user_id=person.id, by=by)
            case act:
                people.set_active(user_id=person.id, active=act == "activate", by=by)
        return ""
