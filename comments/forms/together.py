"""One decision on several rows of the queue, as it is sent: a form for each kind of item."""

import re

from django import forms

from comments.domain.deciding_together import (
    FOUND_TOGETHER,
    Picked,
    Result,
    decide_together,
    find_flags_together,
    settle_edits_together,
)
from comments.domain.moderation import Actor
from comments.enums import Action, Finding, ItemKind, Reason, Status
from comments.forms.moderation import DecisionForm, EditForm
from masslinesite.buttons import CHOOSE

WORDS = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")
FLAGS = re.compile(r"([0-9]{1,18}):([0-9]{1,18}(?:,[0-9]{1,18})*)")
NUMBER = re.compile(r"[0-9]{1,18}")


class PickedForm(forms.Form):
    """``seen`` names each response, with what was seen of it after a colon."""

    seen_pattern = WORDS

    @property
    def seen(self) -> dict[int, str]:
        """By response, what was seen of it, as it was sent."""
        found = (
            [self.seen_pattern.fullmatch(each) for each in self.data.getlist("seen")] if self.is_bound else []
        )
        return {int(each[1]): each[2] for each in found if each}

    @property
    def picked(self) -> list[Picked]:
        return [Picked(response, digest) for response, digest in self.seen.items()]


class TogetherForm(PickedForm, DecisionForm):
    """One decision on several responses that wait."""

    seen_digest = None
    open_next = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Needed to hold, reject or remove."

    def decide_together(self, *, by: Actor) -> list[Result]:
        """Raises Refused where nothing can be done together at all."""
        cleaned = self.cleaned_data
        return decide_together(
            self.picked,
            status=Status(cleaned["seen_status"]),
            action=Action(cleaned["action"]),
            by=by,
            reason=Reason(cleaned["reason"]),
            note=cleaned["note"],
        )


class EditsTogetherForm(PickedForm, EditForm):
    """Several edits accepted or refused."""

    seen_digest = None

    def decide_together(self, *, by: Actor) -> list[Result]:
        """As above."""
        cleaned = self.cleaned_data
        action, reason = Action(cleaned["action"]), Reason(cleaned["reason"])
        return settle_edits_together(self.picked, action=action, by=by, reason=reason, note=cleaned["note"])


class FlagsTogetherForm(PickedForm):
    """The same found of the flags on several responses. Nobody is told, so there is no note."""

    seen_pattern = FLAGS
    action = forms.ChoiceField(
        choices=[(finding.value, finding.label) for finding in FOUND_TOGETHER],
        error_messages={"required": CHOOSE},
    )

    @property
    def picked(self) -> list[Picked]:
        return [
            Picked(response, flags=tuple(map(int, flags.split(",")))) for response, flags in self.seen.items()
        ]

    def decide_together(self, *, by: Actor) -> list[Result]:
        """As above."""
        return find_flags_together(self.picked, finding=Finding(self.cleaned_data["action"]), by=by)


FORMS: dict[str, type[PickedForm]] = {
    ItemKind.NEW: TogetherForm,
    ItemKind.EDIT: EditsTogetherForm,
    ItemKind.FLAGS: FlagsTogetherForm,
}


def picked_items(values: list[str]) -> list[int]:
    """The items that an address names, each once."""
    return list(dict.fromkeys(int(each) for each in values if NUMBER.fullmatch(each)))
