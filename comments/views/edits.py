"""The desk's decision on an author's edit of a published response."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from comments.domain.moderation import Refused
from comments.forms.moderation import EditForm
from comments.views.acting import actor_of
from comments.views.desk_pages import address_of, desk_page, queue_form
from comments.views.finding import found
from comments.views.leading_back import leads_back
from comments.views.outcomes import Outcome
from comments.views.undecided import keeps_note
from masslinesite.access import moderator_required


@keeps_note
@moderator_required
@leads_back
def settle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts or refuses it. Whatever hinders it brings the response back, nothing lost."""
    form = EditForm(request.POST)
    if not form.is_valid():
        return desk_page(request, number=pk, outcome=Outcome(edit_form=form, status=422))
    by = actor_of(request)
    try:
        decision = found(form.settle, response_id=pk, by=by)
    except Refused as refusal:
        status = 409 if refusal.is_overtaken else 422
        return desk_page(request, number=pk, outcome=Outcome(refusal=refusal, edit_form=form, status=status))
    return redirect(address_of(queue_form(request), pk, done=decision.pk))
