"""At the desk: appeals answered, flags looked at, words withheld and shown again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from comments.domain.moderation import Refused, Stale
from comments.domain.refusals import Claimed
from comments.enums import Reason
from comments.forms.redress import (
    AppealAnswerForm,
    DeskForm,
    FlagFindingForm,
    RedactionForm,
    RedactionSettlingForm,
)
from comments.queries.queue import only_debate
from comments.views.acting import actor_of
from comments.views.desk_pages import Outcome, desk_page
from comments.views.finding import found
from comments.views.undecided import keeps_note
from masslinesite.access import moderator_required


@keeps_note
@moderator_required
def answer_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    return _settle(request, pk, AppealAnswerForm, "appeal")


@keeps_note
@moderator_required
def judge_flags(request: HttpRequest, pk: int) -> HttpResponse:
    """Flags found founded lead to the decision."""
    return _settle(request, pk, FlagFindingForm, "flags")


@keeps_note
@moderator_required
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be withheld at once is shown first, as it will be seen."""
    if request.POST.get("act") == RedactionForm.BACK:
        return desk_page(request, number=pk, outcome=Outcome(pane="redaction", typed=request.POST))
    return _settle(request, pk, RedactionForm, "redaction")


@keeps_note
@moderator_required
def settle_redaction(request: HttpRequest, pk: int) -> HttpResponse:
    return _settle(request, pk, RedactionSettlingForm, "redaction")


def _settle(request: HttpRequest, pk: int, kind: type[DeskForm], pane: str) -> HttpResponse:
    """Does what the form says and shows the response's page again, at ``pane``. Whatever hinders it is said
    there, nothing typed lost."""
    if request.method != "POST":
        return redirect("review", pk)
    form = kind(request.POST)
    try:
        if not form.is_valid():
            raise Refused(form.faults)
        preview = found(form.send, response_id=pk, by=actor_of(request))
    except Refused as refusal:
        status = 409 if isinstance(refusal, Stale | Claimed) else 422
        return desk_page(
            request, number=pk, outcome=Outcome(refusal=refusal, status=status, pane=pane, typed=request.POST)
        )
    if preview is not None:
        reason = Reason(form.cleaned_data["reason"])
        context = {"debate": only_debate(), "number": pk, "form": form, "reason": reason, "preview": preview}
        return render(request, "comments/desk/withhold.html", context)
    founded = pane == "flags" and form.cleaned_data["act"] == "founded"
    return redirect(f"{reverse('review', args=[pk])}#{'decide' if founded else pane}")
