"""The moderators' desk: the queue, one response in its context, decisions and their undoing, the log."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from comments.domain.moderation import Actor, Refused, Stale
from comments.domain.refusals import Claimed
from comments.forms.moderation import DecisionForm, LogForm, UndoForm
from comments.models import Decision
from comments.queries.decision_log import log_page, moderators_to_choose
from comments.queries.queue import next_number, only_debate
from comments.queries.reviews import decision_done
from comments.views.desk_pages import Outcome, address_of, desk_page, queue_form
from comments.views.finding import found
from comments.views.undecided import keeps_note
from masslinesite.access import moderator_required
from masslinesite.htmx import wants_fragment


@moderator_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The list, with its first response opened beside it."""
    return desk_page(request, number=0, outcome=_done(request))


@moderator_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return desk_page(request, number=pk, outcome=_done(request))


@keeps_note
@moderator_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decides and opens the next response. Whatever hinders it brings the same one back, nothing lost."""
    if request.method != "POST":
        return redirect("review", pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return desk_page(request, number=pk, outcome=Outcome(form=form, status=422))
    try:
        decision = found(form.decide, response_id=pk, by=_actor(request))
    except Refused as refusal:
        return _refused(request, pk, refusal, form)
    choice = queue_form(request).choice
    opened = next_number(choice, pk, request.desk.user_id) if form.cleaned_data["open_next"] else pk
    return _answer(request, number=opened, decision=decision)


@moderator_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    form = UndoForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        decision = found(form.undo, response_id=pk, by=_actor(request))
    except Refused as refusal:
        return _refused(request, pk, refusal, form)
    return _answer(request, number=pk, decision=decision)


@moderator_required
@require_safe
def decision_log(request: HttpRequest) -> HttpResponse:
    form = LogForm(request.GET, moderators=moderators_to_choose())
    page = log_page(form.choice, before=form.place)
    context = {
        "debate": only_debate(),
        "form": form,
        "page": page,
        "next": form.choice.address(before=page.next_before) if page.next_before else "",
        "is_later_page": form.place > 0,
    }
    return render(request, "comments/desk/log.html", context)


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.desk.role, request.desk.user_id, request.desk.user_name)


def _done(request: HttpRequest) -> Outcome:
    done = request.GET.get("done", "")
    if not (done.isascii() and done.isdigit() and len(done) < 19):
        return Outcome()
    return Outcome(decision=decision_done(int(done), request.desk))


def _refused(request: HttpRequest, pk: int, refusal: Refused, form: DecisionForm | UndoForm) -> HttpResponse:
    kept = form if isinstance(form, DecisionForm) else None
    status = 409 if isinstance(refusal, Stale | Claimed) else 422
    return desk_page(request, number=pk, outcome=Outcome(refusal=refusal, form=kept, status=status))


def _answer(request: HttpRequest, *, number: int, decision: Decision) -> HttpResponse:
    """After a decision: the next page by redirect, or its fragment at once."""
    if wants_fragment(request):
        return desk_page(request, number=number, outcome=Outcome(decision=decision))
    return redirect(address_of(queue_form(request), number, done=decision.pk))
