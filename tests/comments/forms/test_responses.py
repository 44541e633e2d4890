"""What is posted without making the form is what the form would have given, and nothing more."""

import pytest
from django.http import QueryDict

from comments.domain.receipts import new_form_key
from comments.forms.responses import FitWords, ResponseForm, fit_words
from comments.queries.form_rules import FormRules
from comments.queries.stances import OTHERS

RULES = FormRules(list(OTHERS), ["Nina Brook"], ["Mao"], "K\N{NO-BREAK SPACE}1")
TEXT = "The well is dug by those who drink from it."
CHANGES = (
    {},
    {"name": "  Hanne \u00a0 L. "},
    {"name": ""},
    {"name": None},
    {"name": "Nina Brook"},
    {"name": "Mao"},
    {"name": "A\x00da"},
    {"name": "moderator"},
    {"name": "x" * 61},
    {"stance": "asks"},
    {"stance": " asks"},
    {"stance": "holds-nothing"},
    {"stance": None},
    {"text": f"\r\n {TEXT}\u200b\r\n\r\nAnd\x00 more.  "},
    {"text": ""},
    {"text": None},
    {"text": "Short."},
    {"text": "x" * 20_001},
    {"website": "  "},
    {"website": "https://x.example/"},
    {"website": None},
    {"form_key": ""},
    {"form_key": None},
    {"form_key": "made up:here"},
    {"form_key": f" {new_form_key()}"},
)


def by_the_form(sent: QueryDict) -> FitWords | None:
    form = ResponseForm(sent, rules=RULES)
    return FitWords(form.key, form.draft) if form.is_valid() else None


@pytest.mark.parametrize("changes", CHANGES)
def test_words_are_fit_where_the_form_is_valid(changes):
    typed = {"name": "Ada", "stance": "", "text": TEXT, "website": "", "form_key": new_form_key()} | changes
    sent = QueryDict(mutable=True)
    sent.update({name: value for name, value in typed.items() if value is not None})
    assert fit_words(sent, RULES) == by_the_form(sent)


def test_some_of_them_are_fit_and_some_are_not():
    sent = QueryDict(mutable=True)
    sent.update({"text": TEXT, "form_key": new_form_key()})
    assert fit_words(sent, RULES).draft.text == TEXT
    sent["text"] = ""
    assert fit_words(sent, RULES) is None
