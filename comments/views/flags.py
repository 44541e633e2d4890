"""A reader asks the moderators to look at a published response."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.domain.flags import sender_of
from comments.domain.throttling import TooMany, count_hit
from comments.forms.redress import FlagForm
from comments.models import Response
from comments.queries.queue import only_debate
from comments.queries.subjects import response_subject
from comments.views.finding import found
from comments.views.form_pages import see_other
from comments.views.receipts import form_view
from comments.views.unsent import keeps_words
from masslinesite.access import client_address
from masslinesite.public_pages import kept_for_back_button, personal_page


@personal_page
@form_view
@keeps_words
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks why. The answer to a POST is the same whatever was there before, or has become of it."""
    form = FlagForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, pk, form, status=422 if form.is_bound else 200)
    address = client_address(request)
    try:
        count_hit(purpose="flag", sender=address)
    except TooMany as limit:
        response = _form(request, pk, form, status=429, too_many=limit)
        response.headers["Retry-After"] = str(limit.retry_after)
        return response
    sender = sender_of(response_id=pk, address=address, account=request.user.pk)
    form.send(response_id=pk, sender=sender)
    return see_other(request, reverse("flag-sent", args=[pk]))


@personal_page
@require_safe
def flag_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of every number."""
    return render(request, "comments/flag_sent.html", {"debate": only_debate(), "number": pk})


def _form(
    request: HttpRequest, pk: int, form: FlagForm, *, status: int, too_many: TooMany | None = None
) -> HttpResponse:
    subject = found(response_subject, pk)
    parent: Response = subject.parent
    context = {
        "debate": subject.debate,
        "subject": subject,
        "response": parent,
        "form": form,
        "too_many": too_many,
        "is_refused": status >= 400,
    }
    return kept_for_back_button(render(request, "comments/flag.html", context, status=status))
