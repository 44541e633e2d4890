"""At the receipt: an appeal with its dialogue, and the answer to a redaction."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from comments.domain.moderation import Refused
from comments.domain.throttling import TooMany, count_hit
from comments.forms.redress import AppealForm, RedactionAnswerForm
from comments.queries.receipts import Receipt
from comments.queries.redress import redress_at_receipt
from comments.views.finding import found
from comments.views.form_pages import see_other
from comments.views.receipts import form_view, private, receipt_at
from comments.views.unsent import has_words, keeps_words, unsent
from masslinesite.access import client_address
from masslinesite.public_pages import keeps_answers_to_forms

TOO_MUCH = (
    "Too much was sent from your network just now, which others may share. Nothing was sent this time; your "
    "words are below. Try again in a few minutes."
)


@private
@form_view
@keeps_words
@keeps_answers_to_forms
def receipt_appeal(request: HttpRequest, code: str) -> HttpResponse:
    """Opens an appeal against the latest decision, and carries on its dialogue while it is open."""
    shown = receipt_at(request, code)
    appeal = redress_at_receipt(shown.response).appeal
    if appeal is None:
        return _nothing_to_appeal_against(request, shown)
    initial = {"decision": appeal.decision.pk}
    form = AppealForm(request.POST or None, initial=initial, is_first=appeal.appeal is None)
    context = {"debate": shown.response.debate, "receipt": shown, "appeal": appeal, "form": form}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            count_hit(purpose="appeal", sender=client_address(request))
            form.send(response_id=shown.response.pk)
            return see_other(request, f"{reverse('receipt', args=[shown.code])}#appeal")
        except Refused as refusal:
            context["refusal"], status = refusal.message, 409
        except TooMany:
            context["refusal"], status = TOO_MUCH, 429
    return render(request, "comments/receipt_appeal.html", context, status=status)


@private
@form_view
def receipt_redaction(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """GET shows what is to be withheld, POST accepts it or not."""
    shown = receipt_at(request, code)
    redactions = redress_at_receipt(shown.response).redactions
    seen = next((each for each in redactions if each.redaction.pk == number), None)
    if seen is None:
        raise Http404
    context = {"debate": shown.response.debate, "receipt": shown, "seen": seen}
    form = RedactionAnswerForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            found(form.send, response_id=shown.response.pk, redaction_id=number)
            return see_other(request, f"{reverse('receipt', args=[shown.code])}#redaction-{number}")
        except Refused as refusal:
            context["refusal"], status = refusal.message, 409
    return render(request, "comments/receipt_redaction.html", context, status=status)


def _nothing_to_appeal_against(request: HttpRequest, shown: Receipt) -> HttpResponse:
    """No decision against it stands: none was made, or it was taken back while its author wrote."""
    if not has_words(request):
        raise Http404
    notice = (
        "There is no decision to appeal against any more",
        f"It was taken back while you wrote: R\N{NO-BREAK SPACE}{shown.response.pk} is "
        f"{shown.response.get_status_display()} now. Nothing was sent; your words are below, to be copied.",
    )
    receipt = reverse("receipt", args=[shown.code])
    return unsent(request, notice, status=409, can_be_sent=False, receipt=receipt)
