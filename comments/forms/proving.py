"""What proves again who somebody is: a password, a code of an app, a recovery code."""

from django import forms
from django.http import QueryDict

from comments.domain.factors import WrongCode, check_code, check_recovery_code
from comments.domain.sign_in import WrongPassword, check_password

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
#: What is longer than any app's code is meant for a recovery code.
LONGEST_APP_CODE = 8
WRONG_CODE = "This code does not fit. A code holds for half a minute and is good once: wait for the next."


class CodeForm(forms.Form):
    """A code of the app, or a recovery code; the latter alone where the account has no app."""

    code = forms.CharField(
        label="Code of the app", required=False, max_length=60, widget=forms.TextInput(attrs=CODE)
    )
    recovery = forms.CharField(
        label="Or a recovery code",
        required=False,
        max_length=60,
        help_text="Four groups of four. Each is good once.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def __init__(self, data: QueryDict | None, *, has_app: bool) -> None:
        super().__init__(data)
        if not has_app:
            del self.fields["code"]
            self.fields["recovery"].label = "Recovery code"

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            self.add_error(next(iter(self.fields)), "Type a code.")
        return cleaned

    def proves(self, *, user_id: int, sender: str) -> bool:
        """Uses the code up; where it doesn't fit, the form says so. Raises TooMany.

        A recovery code is one in whichever field it was typed.
        """
        name = "recovery" if self.cleaned_data["recovery"] else "code"
        typed = self.cleaned_data[name]
        is_recovery = name == "recovery" or len("".join(filter(str.isalnum, typed))) > LONGEST_APP_CODE
        check = check_recovery_code if is_recovery else check_code
        try:
            check(user_id=user_id, code=typed, sender=sender)
        except WrongCode:
            self.add_error(name, "This is none of the account’s unused codes." if is_recovery else WRONG_CODE)
            return False
        return True


class ProofForm(forms.Form):
    """The password, or a code of the app where the account has one. Its names are no other form's."""

    proof_password = forms.CharField(
        label="Password",
        required=False,
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    proof_code = forms.CharField(
        label="Or a code of the app", required=False, max_length=20, widget=forms.TextInput(attrs=CODE)
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["proof_password"] or cleaned["proof_code"]):
            self.add_error("proof_password", "Type your password.")
        return cleaned

    def proves(self, *, user_id: int, user_name: str, sender: str) -> bool:
        """Where it doesn't fit, the form says so. Raises TooMany."""
        password, code = self.cleaned_data["proof_password"], self.cleaned_data["proof_code"]
        try:
            if password:
                check_password(name=user_name, password=password, sender=sender)
            else:
                check_code(user_id=user_id, code=code, sender=sender)
        except WrongPassword:
            self.add_error("proof_password", "This is not the password of your account.")
        except WrongCode:
            self.add_error("proof_code", WRONG_CODE)
        return not self.errors


class AppForm(forms.Form):
    """The first code of an app that is being set up."""

    code = forms.CharField(
        label="Code that the app shows now", max_length=20, widget=forms.TextInput(attrs=CODE)
    )


class LabelForm(forms.Form):
    """What somebody calls a session of theirs."""

    label = forms.CharField(label="Label", required=False, max_length=60)
