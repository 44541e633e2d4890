"""The form of a response: what is typed, kept as it was typed until it is fit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from comments.domain.drafts import LONGEST, SHORTEST, Draft, TextRefused, fit_text, make_draft
from comments.domain.receipts import BadFormKey, new_form_key, read_form_key
from comments.enums import Status
from comments.markup.cleaning import clean_text
from comments.models import Revision
from comments.pseudonyms import LONGEST as LONGEST_NAME
from comments.pseudonyms import NameRefused, fit_name
from comments.queries.form_rules import FormRules
from comments.queries.stances import StanceOption, option_value


class TypedText(forms.CharField):
    """Text whose unseen characters go before anything is made of it, a NUL among them."""

    widget = forms.Textarea(attrs={"rows": 12, "dir": "auto"})

    def to_python(self, value: str | None) -> str:
        return clean_text(value or "")


class WordsForm(forms.Form):
    """Stance, text and name, by the rules of the domain; ``draft`` once it is valid."""

    stance = forms.ChoiceField(label="Your stance", required=False, widget=forms.RadioSelect)
    text = TypedText(
        label="Response",
        required=False,
        help_text=f"{SHORTEST} to {LONGEST:,} characters. %s or R\N{NO-BREAK SPACE}6 becomes a link. "
        "*Asterisks* give italics; a line starting with > is a quotation.",
    )
    name = forms.CharField(
        label="Name to show",
        required=False,
        help_text=f"Initials or a pen name are fine, up to {LONGEST_NAME} characters. Left empty, it reads "
        "“No name given”.",
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    website = forms.CharField(
        label="Leave this field empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: object, rules: FormRules, **kwargs: object) -> None:
        super().__init__(*args, auto_id="respond-%s", **kwargs)
        self.rules = rules
        self.fields["text"].help_text %= rules.example
        self.fields["stance"].choices = [(value, each.label) for value, each in rules.stances.items()]

    def clean_stance(self) -> StanceOption:
        return self.rules.stances[self.cleaned_data["stance"]]

    def clean_text(self) -> str:
        try:
            return fit_text(self.cleaned_data["text"])
        except TextRefused as refusal:
            raise ValidationError(str(refusal)) from None

    def clean_name(self) -> str:
        try:
            return fit_name(self.cleaned_data["name"], self.rules.reserved, self.rules.voices)
        except NameRefused as refusal:
            raise ValidationError(str(refusal)) from None

    def clean_website(self) -> str:
        """Only a program fills it in, or somebody whose browser did it for them."""
        if self.cleaned_data["website"]:
            raise ValidationError("This field is there to catch programs. Empty it, then send again.")
        return ""

    def put_text(self, text: str) -> None:
        """The form as if ``text`` had been typed, whose faults may be other ones."""
        self.data = self.data.copy()
        self.data["text"] = text
        self.full_clean()

    @property
    def draft(self) -> Draft:
        cleaned = self.cleaned_data
        return Draft(name=cleaned["name"], stance=cleaned["stance"], text=cleaned["text"])


class ResponseForm(WordsForm):
    """A new response. ``form_key`` makes that one form posts once, however often it is sent."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: dict | None = None,
        *,
        rules: FormRules,
        typed: dict | None = None,
        name: str = "",
        **kwargs: object,
    ) -> None:
        """``typed``: what the form holds so far, without a word on whether it is fit to be sent. ``name``
        stands in a form that holds nothing yet."""
        self.key_was_bad = False
        if data is not None:
            data = self._with_good_key(data)
        initial = {"form_key": new_form_key(), "name": name}
        if typed is not None:
            typed = self._with_good_key(typed)
            initial |= {name: typed[name] for name in self.base_fields if name in typed}
        super().__init__(data, rules=rules, initial=initial, **kwargs)

    def _with_good_key(self, data: dict) -> dict:
        """``data``, its key renewed where it is not one of ours, so that the form can be sent again."""
        try:
            read_form_key(data.get("form_key", ""))
        except BadFormKey:
            self.key_was_bad = True
            data = data.copy()
            data["form_key"] = new_form_key()
        return data

    def clean(self) -> dict:
        if self.key_was_bad:
            self.add_error(None, "The form was made before this site was set up anew. Send it once more.")
        return super().clean()

    def renew_key(self) -> None:
        """The words become those of a new response."""
        self.data = self.data.copy()
        self.data["form_key"] = new_form_key()

    @property
    def key(self) -> str:
        return read_form_key(self.cleaned_data["form_key"])


@dataclass(frozen=True)
class FitWords:
    """What a form says that may be posted."""

    key: str
    draft: Draft


def fit_words(sent: Mapping[str, str], rules: FormRules) -> FitWords | None:
    """What a ``ResponseForm`` that is valid would say, for a fifth of what one costs; None where it would not
    be valid: then the form says why."""
    if sent.get("website", "").strip():
        return None
    try:
        return FitWords(
            key=read_form_key(sent.get("form_key", "")),
            draft=make_draft(
                name=sent.get("name", ""),
                stance=rules.stances[sent.get("stance", "")],
                text=sent.get("text", ""),
                reserved=rules.reserved,
                voices=rules.voices,
            ),
        )
    except (BadFormKey, KeyError, NameRefused, TextRefused):
        return None


class RevisionForm(WordsForm):
    """Other words for a response; ``seen`` is the digest of those that they are to replace, and
    ``status`` that of the response when they were shown."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    status = forms.ChoiceField(widget=forms.HiddenInput, choices=Status.choices, required=False)

    def __init__(self, *args: object, stands: str, **kwargs: object) -> None:
        """``stands`` is the text that stands, whose marks of withheld words are marks in the typed one."""
        super().__init__(*args, **kwargs)
        self.stands = stands

    @property
    def draft(self) -> Draft:
        return super().draft.with_marks_of(self.stands)

    @staticmethod
    def words_of(revision: Revision) -> dict[str, str]:
        """The fields' contents for the words that stand."""
        return {
            "stance": option_value(revision.stance, revision.stance_formulation),
            "text": revision.text,
            "name": revision.name,
            "seen": revision.digest,
        }

    def see(self, digest: str, status: Status) -> None:
        """The form, sent again, is to replace the words of ``digest``."""
        self.data = self.data.copy()
        self.data["seen"] = digest
        self.data["status"] = status.value


class WithdrawalForm(forms.Form):
    """The consent to withdraw what was seen, by its digest and status."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    status = forms.CharField(widget=forms.HiddenInput, max_length=10)


#: What stands before the code in a receipt's address.
ADDRESS_OF_RECEIPT = re.compile(r"^.*/receipts/([^/]+)(/.*)?$", re.IGNORECASE)


class CodeForm(forms.Form):
    """A receipt's code as it was written down, or its address as it was pasted."""

    code = forms.CharField(
        label="Code of the receipt",
        max_length=300,
        help_text="Seven groups of four letters and digits. Capitals, spaces and dashes do not matter. The "
        "whole address of the receipt will do as well.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def clean_code(self) -> str:
        return ADDRESS_OF_RECEIPT.sub(r"\1", self.cleaned_data["code"])
