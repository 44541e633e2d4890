"""The form by which a new version of the house rules is adopted."""

from django import forms

from comments.domain.policy import LONGEST_REASON, LONGEST_TEXT, PolicyRefused, adopt_policy, check_policy
from comments.enums import Reason
from comments.markup.cleaning import clean_text
from comments.models import PolicyVersion
from comments.queries.accounts import Desk
from comments.queries.policy import Policy
from comments.rules import REASON_TEXTS
from masslinesite.lines import LinesField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PolicyForm(forms.Form):
    """The text, each reason's text in a field of its own, and what is said of the change."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=20)
    text = LinesField(
        label="Text",
        help_text="Markdown. The reasons follow on it.",
        max_length=LONGEST_TEXT,
        widget=_area(24),
    )
    changed = LinesField(
        label="What is changed, and why",
        help_text="For readers; it stands in the history for good.",
        max_length=LONGEST_REASON,
        widget=_area(3),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for reason in REASON_TEXTS:
            self.fields[f"reason_{reason.value}"] = LinesField(
                label=reason.label.capitalize(), max_length=LONGEST_REASON, widget=_area(3)
            )

    @classmethod
    def of(cls, policy: Policy) -> "PolicyForm":
        """As the version reads; what is changed is still to be said."""
        said = {f"reason_{reason.value}": text for reason, text in policy.reasons.items()}
        return cls(initial={"seen": policy.version, "text": policy.text} | said)

    @property
    def reason_fields(self) -> list[forms.BoundField]:
        return [self[f"reason_{reason.value}"] for reason in REASON_TEXTS]

    @property
    def reasons(self) -> dict[Reason, str]:
        return {reason: clean_text(self.cleaned_data[f"reason_{reason.value}"]) for reason in REASON_TEXTS}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors:
            try:
                check_policy(
                    text=clean_text(cleaned["text"]),
                    reasons=self.reasons,
                    changed=clean_text(cleaned["changed"]),
                )
            except PolicyRefused as refusal:
                self.add_error(None, str(refusal))
        return cleaned

    def previewed(self, html: str) -> Policy:
        """What would be adopted, its text as ``html``."""
        cleaned = self.cleaned_data
        return Policy(
            version=str(int(cleaned["seen"]) + 1) if cleaned["seen"].isdigit() else "",
            text=clean_text(cleaned["text"]),
            html=html,
            changed=clean_text(cleaned["changed"]),
            reasons=self.reasons,
        )

    def adopt(self, desk: Desk) -> PolicyVersion:
        """Raises PolicyRefused."""
        cleaned = self.cleaned_data
        return adopt_policy(
            text=cleaned["text"],
            reasons=self.reasons,
            changed=cleaned["changed"],
            seen=cleaned["seen"],
            role=desk.role,
            user_id=desk.user_id,
            name=desk.user_name,
        )
