"""Signing in, and a password of one's own."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from comments.domain.accounts import AccountRefused
from comments.domain.people import change_own_password
from comments.domain.readers import sign_up
from comments.domain.sign_in import WrongPassword, check_password


class SignInForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Password",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def sign_in(self, *, sender: str) -> User | None:
        """The account, or None and an error that doesn't tell which of the two is wrong. Raises TooMany."""
        try:
            return check_password(
                name=self.cleaned_data["name"], password=self.cleaned_data["password"], sender=sender
            )
        except WrongPassword:
            self.add_error(
                None,
                "No account has this name and this password. Passwords know capitals from small letters.",
            )
            return None


class SignUpForm(forms.Form):
    """A name to sign in by, and a password twice."""

    name = forms.CharField(
        label="Name to sign in by",
        max_length=150,
        help_text="Letters, digits and @ . + - _ only. It is shown to nobody: what stands under your "
        "responses is chosen for each.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=4096,
        strip=False,
        help_text="At least 12 characters, not digits only, and not a common one. Several words are easy "
        "to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Password, once more",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "password" in cleaned and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", "This is another password than the one above.")
        return cleaned

    def sign_up(self, *, sender: str) -> User | None:
        """The new account, or None and what is in its way. Raises TooMany."""
        try:
            return sign_up(
                name=self.cleaned_data["name"], password=self.cleaned_data["password"], sender=sender
            )
        except AccountRefused as refusal:
            self.add_error("name", str(refusal))
        except ValidationError as fault:
            self.add_error("password", fault)
        return None


class _NewPassword:
    """What the two forms for a new password share."""

    def save(self, commit: bool = True) -> User:
        change_own_password(user=self.user, password=self.cleaned_data["new_password1"])
        return self.user

    def label_new_ones(self) -> None:
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = "New password", "New password, once more"
        first.help_text = "At least 12 characters, not digits only, and not a common one."
        second.help_text = ""


class FirstPasswordForm(_NewPassword, SetPasswordForm):
    """Twice the password of an account that has none yet."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.label_new_ones()


class OwnPasswordForm(_NewPassword, PasswordChangeForm):
    """The old password and twice the new one, which must be another."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Password until now"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        self.label_new_ones()

    @property
    def knows_the_old_one(self) -> bool:
        """The old password was right, whatever is wrong with the new one."""
        return self.is_bound and "old_password" not in self.errors

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("new_password1") and cleaned.get("new_password1") == cleaned.get("old_password"):
            self.add_error("new_password1", ValidationError("The new password is the old one."))
        return cleaned
