"""What the desk's page says of what was just done, or why it was not, and what stays in its forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

from comments.domain.moderation import Refused, Stale
from comments.forms.moderation import DecisionForm, EditForm
from comments.models import Decision

#: What somebody writes in the form of the decision, and to the other moderators.
WRITTEN = ("reason", "note", "passages", "text")


@dataclass(frozen=True)
class Outcome:
    """What the pane says above the response: a decision just made, or why there is none.

    ``form`` is what was sent, to be kept, ``edit_form`` the one about an edit; ``status`` is that of the
    page, which a fragment has as 200. ``typed`` is what another form sent, which stands in ``pane``. ``told``
    says in a sentence what was done that is no decision. ``beside`` is what stood in the form of the decision
    and in the note to the others when another button was pressed: not sent yet, so that it stays there.
    ``faults`` are the sentences about what was sent, by field, ``anchor`` the id of what is to be mended.
    """

    decision: Decision | None = None
    refusal: Refused | None = None
    form: DecisionForm | None = None
    edit_form: EditForm | None = None
    status: int = 200
    pane: str = ""
    told: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""

    @property
    def is_done(self) -> bool:
        """Nothing stands between the reader and the response; else the focus goes to what does."""
        return self.refusal is None and self.form is None and self.edit_form is None and not self.told

    @property
    def is_unsent(self) -> bool:
        """No form was sent, so all are as they are when a response is opened."""
        return self.form is None and self.edit_form is None and not (self.pane or self.typed or self.beside)

    @property
    def keeps_something(self) -> bool:
        """The form that was sent had a reason or a note."""
        sent = self.form or self.edit_form
        return sent is not None and bool(sent["reason"].value() or sent["note"].value())

    @property
    def desk_note(self) -> str:
        """What was being written to the other moderators."""
        return self.typed.get("text", "") or self.beside.get("text", "")

    @property
    def unsent(self) -> DecisionForm | None:
        """The form of the decision as it stood when another button was pressed."""
        return DecisionForm(initial=self.beside) if self.beside else None

    @property
    def note(self) -> str:
        """What was written to the author."""
        sent = self.form or self.edit_form
        return sent.cleaned_data.get("note", "") if sent else ""

    @property
    def is_stale(self) -> bool:
        return isinstance(self.refusal, Stale)


def sent_along(request: HttpRequest) -> bool:
    """The button is one of a page with the form of the decision, whose fields come with it."""
    return "seen_digest" in request.POST


def beside(request: HttpRequest, *, but: str = "") -> Mapping[str, str]:
    """What came along and is not to be lost, ``but`` for what was sent itself; empty where nothing was
    typed."""
    written = (request.POST.get(name, "") for name in WRITTEN if name != but)
    if not (sent_along(request) and any(written)):
        return {}
    return {name: value for name, value in request.POST.items() if name != but}
