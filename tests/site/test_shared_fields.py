"""Fields that forms share say nothing of one to another."""

from django import forms

from comments.enums import Action
from comments.forms.moderation import DecisionForm, UndoForm
from comments.forms.together import TogetherForm
from masslinesite.shared_fields import shares_fields


@shares_fields
class Asked(forms.Form):
    name = forms.CharField(max_length=5)
    kind = forms.ChoiceField(choices=[("a", "A")])


class Changed(Asked):
    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.fields["name"].label = "Other"


def test_no_field_is_made_for_a_form():
    assert Asked().fields is Asked({"name": "x"}).fields is Asked.base_fields


def test_what_one_was_sent_is_not_in_another():
    wrong, right = Asked({"name": "too long", "kind": "b"}), Asked({"name": "Ines", "kind": "a"})
    assert set(wrong.errors) == {"name", "kind"}
    assert right.is_valid()
    assert right.cleaned_data == {"name": "Ines", "kind": "a"}
    assert 'value="Ines"' in str(right["name"])
    assert "Ines" not in str(Asked()["name"])
    assert not Asked().is_bound


def test_a_subclass_has_fields_of_its_own_to_change():
    assert Changed().fields["name"].label == "Other"
    assert Asked().fields["name"].label is None
    assert TogetherForm().fields is not TogetherForm.base_fields


def test_the_forms_that_decide_share_theirs_and_leave_them_as_declared():
    declared = {name: vars(field).copy() for name, field in DecisionForm.base_fields.items()}
    sent = DecisionForm({"action": Action.REJECT, "reason": "", "note": "x" * 3000, "seen_edit": "-1"})
    assert {"reason", "note", "seen_edit"} <= set(sent.errors)
    assert sent.as_p()
    assert {name: vars(field) for name, field in DecisionForm().fields.items()} == declared
    assert UndoForm().fields is UndoForm.base_fields
