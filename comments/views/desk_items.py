"""What a moderator does at an open response besides deciding: claim, note, cover, exception."""

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comments.domain.moderation import Refused
from comments.forms.desk_items import (
    ClaimForm,
    CoverForm,
    ExemptionEndForm,
    ExemptionForm,
    NoteForm,
)
from comments.queries.claims import living_claim
from comments.queries.desk_notes import notes_on
from comments.queries.desk_settings import keys_of
from comments.queries.exemptions import exemptions_on
from comments.queries.queue import only_debate
from comments.views.acting import actor_of
from comments.views.confirming import recently_authenticated_required
from comments.views.desk_pages import address_of, desk_page, queue_form
from comments.views.drawing_review import Place, drawn_claim
from comments.views.finding import found
from comments.views.kept import keeps_sent
from comments.views.leading_back import leads_back
from comments.views.outcomes import Outcome, beside, sent_along
from comments.views.telling import TOLD
from masslinesite.access import editor_required, moderator_required
from masslinesite.htmx import wants_fragment

NOTES = "comments/desk/partials/_notes.html"
NOTED, PUT_BACK = "The note is added.", "It is put back: nobody has it open now."


@moderator_required
@leads_back
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Ten minutes more, giving up, or taking over. A fragment is the line about the claim alone, so that
    what is being written below it stays; of a response taken over it is all of it, since now there is a
    decision to be made, with the note to the others as it was typed."""
    form = ClaimForm(request.POST)
    if not form.is_valid():
        raise Http404
    refusal = ""
    try:
        found(form.act, response_id=pk, by=actor_of(request))
    except Refused as refused:
        if form.releases or not wants_fragment(request):
            outcome = Outcome(refusal=refused, status=409, beside=beside(request))
            return desk_page(request, number=pk, outcome=outcome)
        refusal = refused.message
    is_fragment, along, told = wants_fragment(request), beside(request), PUT_BACK if form.releases else ""
    if is_fragment and form.takes_over and not refusal:
        return desk_page(request, number=pk, outcome=Outcome(typed=request.POST))
    if is_fragment and not form.releases:
        return _claim_line(request, pk, refusal)
    if is_fragment or along:
        return desk_page(request, number=pk, outcome=Outcome(told=told, beside=along))
    # Opening it again would claim it again.
    return redirect(_address(request, pk, **({"look": "on"} if form.releases else {})))


def _claim_line(request: HttpRequest, pk: int, refusal: str) -> HttpResponse:
    keys = keys_of(request.desk.user_id) if request.desk.single_keys else {}
    place = Place(pk, _choice(request), get_token(request), sent_along(request))
    now = {"claimable": True, "claimed": True, "keys": keys, "refusal": refusal}
    return HttpResponse(drawn_claim(living_claim(pk), request.desk, place, **now))


@moderator_required
@leads_back
def desk_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A fragment is the notes alone. One that is refused keeps what was typed, with scripts or without."""
    form = NoteForm(request.POST)
    if not form.is_valid() and "kind" in form.errors:
        raise Http404
    refusal = ""
    try:
        found(form.add, response_id=pk, by=actor_of(request))
    except Refused as refused:
        if not wants_fragment(request):
            typed, how = {"text": request.POST.get("text", "")}, {"beside": beside(request)}
            how["anchor"] = "desk-note"
            outcome = Outcome(refusal=refused, status=422, pane="notes", typed=typed, **how)
            return desk_page(request, number=pk, outcome=outcome)
        refusal = refused.message
    if wants_fragment(request):
        typed = request.POST.get("text", "") if refusal else ""
        context = {"notes": notes_on(pk, request.desk.user_id), "note_refusal": refusal, "note_text": typed}
        context |= {"address": _choice(request), "said": not refusal, "decides": sent_along(request)}
        return render(request, NOTES, context)
    if along := beside(request, but="text"):
        return desk_page(request, number=pk, outcome=Outcome(told=NOTED, beside=along))
    return redirect(_address(request, pk) + "#notes")


@moderator_required
@leads_back
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    form = CoverForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        found(form.cover, response_id=pk, by=actor_of(request))
    except Refused as refused:
        outcome = Outcome(refusal=refused, status=422, beside=beside(request))
        return desk_page(request, number=pk, outcome=outcome)
    told, along = "cover-on" if form.cleaned_data["distress"] else "cover-off", beside(request)
    if along or wants_fragment(request):
        return desk_page(request, number=pk, outcome=Outcome(told=TOLD[told], beside=along))
    return redirect(_address(request, pk, told=told))


@keeps_sent
@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated_required
def exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of its own, so that nobody grants one in passing, or takes it back."""
    takes_back = "back" in request.POST
    kind = ExemptionEndForm if takes_back else ExemptionForm
    sent = kind(request.POST or None, user_id=request.desk.user_id)
    form = ExemptionForm(None, user_id=request.desk.user_id) if takes_back else sent
    refusal = ""
    if sent.is_valid():
        try:
            found(sent.settle, response_id=pk, by=actor_of(request))
            # Only to look at it: opening it would claim it, and keep the one who may decide now from it.
            told = "leave-ended" if takes_back else "leave-given"
            return redirect(f"{reverse('review', args=[pk])}?look=on&told={told}")
        except Refused as refused:
            refusal = refused.message
    context = {"debate": only_debate(), "number": pk, "form": form, "refusal": refusal}
    context["granted"] = exemptions_on(pk)
    return render(request, "comments/desk/exemption.html", context, status=422 if sent.is_bound else 200)


def _choice(request: HttpRequest) -> str:
    form = queue_form(request)
    return form.choice.address(after=form.place)


def _address(request: HttpRequest, pk: int, **more: object) -> str:
    return address_of(queue_form(request), pk, **more)
