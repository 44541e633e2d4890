"""At the desk: appeals answered, flags looked at, words withheld and shown again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from comments.domain.moderation import Refused
from comments.forms.redress import (
    AppealAnswerForm,
    DeskForm,
    FlagChangeForm,
    FlagFindingForm,
    RedactionForm,
    RedactionSettlingForm,
)
from comments.queries.queue import only_debate
from comments.views.acting import actor_of
from comments.views.desk_pages import address_of, desk_page, queue_form
from comments.views.finding import found
from comments.views.leading_back import leads_back
from comments.views.outcomes import Outcome, beside, sent_along
from comments.views.telling import TOLD
from comments.views.undecided import keeps_note
from masslinesite.access import moderator_required
from masslinesite.htmx import wants_fragment


@keeps_note
@moderator_required
@leads_back
def answer_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    return _settle(request, pk, AppealAnswerForm, "appeal")


@keeps_note
@moderator_required
@leads_back
def judge_flags(request: HttpRequest, pk: int) -> HttpResponse:
    """Flags found founded lead to the decision; what was found can be changed later."""
    return _settle(request, pk, FlagChangeForm if "found" in request.POST else FlagFindingForm, "flags")


@keeps_note
@moderator_required
@leads_back
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be withheld at once is shown first, as it will be seen."""
    if request.POST.get("act") == RedactionForm.BACK:
        return desk_page(request, number=pk, outcome=Outcome(pane="redaction", typed=request.POST))
    return _settle(request, pk, RedactionForm, "redaction")


@keeps_note
@moderator_required
@leads_back
def settle_redaction(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be shown again is looked at first."""
    if request.POST.get("act") == RedactionSettlingForm.BACK:
        return desk_page(request, number=pk, outcome=Outcome(pane="redaction", typed=request.POST))
    return _settle(request, pk, RedactionSettlingForm, "redaction")


def _settle(request: HttpRequest, pk: int, kind: type[DeskForm], pane: str) -> HttpResponse:
    """Does what the form says and shows the response's page again, with what was done. Whatever hinders it is
    said there, at ``pane``, nothing typed lost."""
    form = kind(request.POST)
    try:
        if not form.is_valid():
            raise Refused(form.faults)
        preview = found(form.send, response_id=pk, by=actor_of(request))
    except Refused as refusal:
        typed = {} if sent_along(request) else request.POST
        how = {"status": 409 if refusal.is_overtaken else 422, "pane": pane, "typed": typed}
        faults = form.faults_by_field
        how |= {"faults": faults, "anchor": f"{form.IDS}{next(iter(faults))}" if faults else pane}
        outcome = Outcome(refusal=refusal, beside=beside(request), **how)
        return desk_page(request, number=pk, outcome=outcome)
    if preview is not None:
        choice = queue_form(request)
        context = {"debate": only_debate(), "number": pk, "form": form, "preview": preview}
        context["address"] = choice.choice.address(after=choice.place)
        return render(request, form.LOOK, context)
    told, along = f"{pane}-{form.cleaned_data['act']}", beside(request)
    if along or wants_fragment(request):
        return desk_page(request, number=pk, outcome=Outcome(told=TOLD[told], beside=along))
    place = "decide" if told == "flags-founded" else "told"
    return redirect(f"{address_of(queue_form(request), pk, told=told)}#{place}")
