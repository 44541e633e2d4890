"""Signing in, and a password of one's own."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from comments.domain.accounts import change_password
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


class OwnPasswordForm(PasswordChangeForm):
    """The old password and twice the new one, which must be another."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Password until now"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        self.fields["new_password1"].label = "New password"
        self.fields[
            "new_password1"
        ].help_text = "At least 12 characters, not digits only, and not a common one."
        self.fields["new_password2"].label = "New password, once more"
        self.fields["new_password2"].help_text = ""

    @property
    def knows_the_old_one(self) -> bool:
        """The old password was right, whatever is wrong with the new one."""
        return self.is_bound and "old_password" not in self.errors

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("new_password1") and cleaned.get("new_password1") == cleaned.get("old_password"):
            self.add_error("new_password1", ValidationError("The new password is the old one."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        change_password(user=self.user, password=self.cleaned_data["new_password1"])
        return self.user
