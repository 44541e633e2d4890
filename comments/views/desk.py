"""The moderators' desk: the queue, one response in its context, decisions and their undoing."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from comments.domain.moderation import Refused
from comments.forms.moderation import DecisionForm, UndoForm
from comments.models import Decision
from comments.queries.queue import next_entry
from comments.queries.queue_counts import seconds_as_it_is
from comments.queries.reviews import decision_done
from comments.views.acting import actor_of
from comments.views.desk_pages import Chosen, address_of, chosen, desk_page
from comments.views.finding import found
from comments.views.leading_back import leads_back
from comments.views.outcomes import Outcome
from comments.views.telling import told
from comments.views.undecided import keeps_note
from masslinesite.access import moderator_required
from masslinesite.htmx import wants_fragment
from masslinesite.unchanged import sent_again_while_unchanged


@moderator_required
@require_safe
@sent_again_while_unchanged(seconds_as_it_is)
def queue(request: HttpRequest) -> HttpResponse:
    """The list, with its first response opened beside it."""
    return desk_page(request, number=0, outcome=_done(request))


@moderator_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return desk_page(request, number=pk, outcome=_done(request))


@keeps_note
@moderator_required
@leads_back
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decides and opens the next response. Whatever hinders it brings the same one back, nothing lost."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return desk_page(request, number=pk, outcome=Outcome(form=form, status=422, beside=request.POST))
    try:
        decision = found(form.decide, response_id=pk, by=actor_of(request))
    except Refused as refusal:
        return _refused(request, pk, refusal, form)
    queue = chosen(request)
    number = _opened_next(queue, pk, form, request.desk.user_id)
    return _answer(request, queue, number=number, decision=decision)


@moderator_required
@leads_back
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    form = UndoForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        decision = found(form.undo, response_id=pk, by=actor_of(request))
    except Refused as refusal:
        return _refused(request, pk, refusal, form)
    return _answer(request, chosen(request), number=pk, decision=decision)


def _opened_next(queue: Chosen, pk: int, form: DecisionForm, user_id: int) -> int:
    """The response to be shown after a decision on ``pk``; 0: none."""
    if not form.cleaned_data["open_next"]:
        return pk
    entry = next_entry(queue.choice, pk, user_id, queue.row)
    return entry.response if entry else 0


def _done(request: HttpRequest) -> Outcome:
    done, said = request.GET.get("done", ""), told(request.GET.get("told", ""))
    if not (done.isascii() and done.isdigit() and len(done) < 19):
        return Outcome(told=said)
    return Outcome(decision=decision_done(int(done), request.desk))


def _refused(request: HttpRequest, pk: int, refusal: Refused, form: DecisionForm | UndoForm) -> HttpResponse:
    kept = form if isinstance(form, DecisionForm) else None
    along = request.POST if kept else {}
    status = 409 if refusal.is_overtaken else 422
    return desk_page(
        request, number=pk, outcome=Outcome(refusal=refusal, form=kept, status=status, beside=along)
    )


def _answer(request: HttpRequest, queue: Chosen, *, number: int, decision: Decision) -> HttpResponse:
    """After a decision: the next page by redirect, or its fragment at once."""
    if wants_fragment(request):
        return desk_page(request, number=number, outcome=Outcome(decision=decision))
    return HttpResponseRedirect(address_of(queue, number, done=decision.pk))
