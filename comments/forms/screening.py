"""The forms of the screening's pages: the rules, a text to try, trust that is given back."""

import hashlib
from collections.abc import Iterator

from django import forms

from comments.domain.drafts import LONGEST
from comments.domain.moderation import Refused
from comments.domain.screening.answers import Sent
from comments.domain.screening.rulebook import check_rules, problems_of
from comments.domain.screening.settings import PRISONS, SETTINGS, Rules
from comments.enums import Distress, Reason
from comments.pseudonyms import LONGEST as LONGEST_NAME
from essays.models import Debate
from masslinesite.lines import LinesField

SAVE = "save"
MOST_NEEDED = 1000
#: The kinds of text that words of a list cover at the desk.
COVERING = tuple(kind for kind in Distress if kind)


def _cover(kind: Distress) -> str:
    """The name of the field."""
    return f"cover_{kind.value}"


#: The lists among the fields, and where they and the reason stand.
LISTED = ("hold", "reject", "places", *map(_cover, COVERING))
LISTS_OF: dict[str, tuple[str, ...]] = {
    "people": ("places",),
    "word lists": ("hold", "reject", "reject_reason"),
    "distressing text": tuple(map(_cover, COVERING)),
}


class RulesForm(forms.Form):
    """A version of the rules to be tried, then saved: only what was tried as it stands can be saved.

    ``seen`` is the version that it was made from; ``tried`` the digest of the rules whose trial was shown.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    tried = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    hold = forms.CharField(
        label="Words and phrases to hold",
        help_text="One a line, up to six words; “*” at the end of one stands for any ending.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reject = forms.CharField(
        label="Words and phrases to reject",
        help_text="As above. A response that has any of them is rejected before anybody has read it, and "
        "read after. A reason of its own can follow an entry: “casino = advertising”. The reasons are "
        f"{', '.join(each.value for each in Reason if each)}.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reject_reason = forms.ChoiceField(
        label="Reason for rejections by words that name none",
        help_text="Their authors are told it, and that a rule decided.",
        choices=[(each.value, each.label.capitalize()) for each in Reason if each],
    )
    places = LinesField(
        label="Names of prisons",
        help_text="One a line. A full name beside one is held. Empty: those that the site comes with.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    said = LinesField(
        label="Why it is changed",
        help_text="Kept with the rules, for other moderators.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, current: Rules, debates: list[Debate], **kwargs: object) -> None:
        super().__init__(*args, auto_id="rules-%s", initial=_initial(current), **kwargs)
        self.debates = debates
        for kind in COVERING:
            self.fields[_cover(kind)] = forms.CharField(
                label=f"Words and phrases of {kind.label}",
                help_text="One a line, as above.",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        for name, setting in SETTINGS.items():
            self.fields[name] = (
                forms.BooleanField(label=setting.label, help_text=setting.help, required=False)
                if setting.is_switch
                else forms.IntegerField(
                    label=setting.label,
                    help_text=f"{setting.help} {setting.least:,} to {setting.most:,}.",
                    min_value=setting.least,
                    max_value=setting.most,
                )
            )
        for debate in debates:
            self.fields[f"trust_{debate.pk}"] = forms.IntegerField(
                label=f"Published responses needed in {debate.name}",
                help_text="0: everything is read before it is published.",
                initial=0,
                min_value=0,
                max_value=MOST_NEEDED,
            )

    def phases(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields of each phase, in their order."""
        names = dict.fromkeys(setting.phase for setting in SETTINGS.values())
        for phase in names:
            fields = [self[name] for name, setting in SETTINGS.items() if setting.phase == phase]
            fields += [self[f"trust_{each.pk}"] for each in self.debates] if phase == "trust" else []
            fields += [self[name] for name in LISTS_OF.get(phase, ())]
            yield phase, fields

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        for name in LISTED:
            entries, mistakes = _read_list(name, cleaned.get(name, ""))
            for problem in (*mistakes, *problems_of(tuple(entries))):
                self.add_error(name, problem)
        if not self.errors:
            try:
                check_rules(self.rules)
            except Refused as refusal:
                self.add_error(None, refusal.message)
        if self.is_to_be_saved and not cleaned.get("said"):
            self.add_error("said", "Say why: the reason is kept with the rules.")
        return cleaned

    @property
    def rules(self) -> Rules:
        """What was sent; to be read once the fields are found to be right."""
        cleaned = self.cleaned_data
        reasons, _ = _read_list("reject", cleaned["reject"])
        covers = {kind: tuple(_read_list(_cover(kind), cleaned[_cover(kind)])[0]) for kind in COVERING}
        trusting = {debate.pk: cleaned[f"trust_{debate.pk}"] for debate in self.debates}
        return Rules(
            version=cleaned["seen"],
            values={name: int(cleaned[name]) for name in SETTINGS},
            hold=tuple(_read_list("hold", cleaned["hold"])[0]),
            reject=tuple(reasons),
            reject_reason=Reason(cleaned["reject_reason"]),
            reasons={entry: reason for entry, reason in reasons.items() if reason},
            covers={kind: entries for kind, entries in covers.items() if entries},
            places=tuple(_read_list("places", cleaned["places"])[0]) or PRISONS,
            trusting={debate: needed for debate, needed in trusting.items() if needed},
        )

    @property
    def is_to_be_saved(self) -> bool:
        return SAVE in self.data

    @property
    def was_tried(self) -> bool:
        """Its trial was shown for exactly these rules."""
        return self.cleaned_data["tried"] == digest_of(self.rules)


def digest_of(rules: Rules) -> str:
    """Equal for equal rules made from the same version."""
    values = sorted(rules.values.items()), sorted(rules.trusting.items())
    lists = (
        rules.hold,
        rules.reject,
        sorted(rules.reasons.items()),
        sorted(rules.covers.items()),
        rules.places,
    )
    parts = (rules.version, values, lists, rules.reject_reason.value)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _initial(rules: Rules) -> dict[str, object]:
    reject = (
        f"{entry} = {rules.reasons[entry]}" if entry in rules.reasons else entry for entry in rules.reject
    )
    return {
        "seen": rules.version,
        "hold": "\n".join(rules.hold),
        "reject": "\n".join(reject),
        "places": "\n".join(rules.places),
        "reject_reason": rules.reject_reason,
        **{_cover(kind): "\n".join(rules.covers.get(kind, ())) for kind in COVERING},
        **{name: rules[name] for name in SETTINGS},
        **{f"trust_{debate}": needed for debate, needed in rules.trusting.items()},
    }


def _read_list(name: str, typed: str) -> tuple[dict[str, Reason], list[str]]:
    """The entries of a list, a line each, with single spaces, each once, with the reason that one of the list
    that rejects names; and what is wrong with those reasons."""
    entries: dict[str, Reason] = {}
    mistakes = []
    for line in filter(None, (" ".join(each.split()) for each in typed.splitlines())):
        entry, equals, reason = line.partition("=")
        if name != "reject" or not equals:
            entries[line] = Reason.NONE
        elif reason.strip() in Reason.values and reason.strip():
            entries[entry.strip()] = Reason(reason.strip())
        else:
            mistakes.append(f"“{line}”: “{reason.strip()}” is no reason.")
    return entries, mistakes


class TraceForm(forms.Form):
    """A text as if it had been sent, without being kept."""

    name = forms.CharField(
        label="Name",
        help_text="As a reader would give it; may be empty.",
        required=False,
        max_length=LONGEST_NAME,
    )
    text = LinesField(label="Text", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10}))
    debate = forms.ModelChoiceField(
        label="Debate", queryset=Debate.objects.order_by("pk"), empty_label=None, to_field_name="slug"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, auto_id="trace-%s", **kwargs)

    @property
    def sent(self) -> Sent:
        return Sent(self.cleaned_data["text"], self.cleaned_data["name"])


class RestoreForm(forms.Form):
    reason = LinesField(
        label="Why this account is trusted again",
        help_text="Kept in the record.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReadForm(forms.Form):
    """The words that the moderator has read, by their digest."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
