"""Erasing a response at the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comments.domain.erasing import forget
from comments.domain.moderation import Refused
from comments.forms.erasing import ErasureForm
from comments.queries.erasures import erasure_of_number
from comments.views.acting import actor_of
from comments.views.confirming import recently_authenticated_required
from comments.views.finding import found
from comments.views.kept import keeps_sent
from masslinesite.access import administrator_required


@keeps_sent
@administrator_required
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated_required
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST erases or leaves it; afterwards the page, or the response's, says what was done."""
    form, refusal = ErasureForm(request.POST or None), None
    if form.is_valid():
        by = actor_of(request)
        try:
            if not found(form.settle, response_id=pk, by=by):
                # To look at it: the form that erases must not come again as if nothing had been done.
                return redirect(f"{reverse('review', args=[pk])}?look=on&told=not-erased")
            return redirect(f"{reverse('erase', args=[pk])}{'' if forget() else '?journal=kept'}")
        except Refused as refused:
            refusal = refused
    erasure = found(erasure_of_number, pk)
    context = {
        "debate": erasure.response.debate,
        "erasure": erasure,
        "form": form,
        "refusal": refusal,
        "journal_kept": request.GET.get("journal") == "kept",
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "comments/desk/erase.html", context, status=status)
