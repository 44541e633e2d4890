"""Receipts: the private page of a response, where its writer follows, changes and withdraws it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from comments.domain.checking.answered import Answered
from comments.domain.drafts import Draft
from comments.domain.moderation import Refused, Stale
from comments.domain.posting import Posted, revise_response, withdraw_response
from comments.domain.receipts import hash_of, in_groups, new_form_key, read_code
from comments.domain.throttling import TooMany, count_hit
from comments.enums import Reason, Status
from comments.forms.responses import CodeForm, RevisionForm, WithdrawalForm
from comments.markup.rendering import warm
from comments.queries.form_rules import form_rules
from comments.queries.notices import offers_mail
from comments.queries.queue import only_debate
from comments.queries.receipts import Receipt, receipt_of
from comments.rules import OPEN, REASON_TEXTS
from comments.views.form_pages import FormPage, Notice, see_other
from comments.views.unsent import keeps_words
from masslinesite.access import client_address
from masslinesite.error_pages import error_page
from masslinesite.public_pages import personal_page

View = Callable[..., HttpResponse]
form_view = require_http_methods(["GET", "HEAD", "POST"])


def private(view: View) -> View:
    """An address that is itself a secret: kept by no cache and found by no search.

    Wrong codes are counted, and refused with 429 when there are too many of them.
    """

    @personal_page
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except TooMany as limit:
            response = error_page(request, 429)
            response.headers["Retry-After"] = str(limit.retry_after)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


@private
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    shown = receipt_at(request, code)
    context = {
        "debate": shown.response.debate,
        "receipt": shown,
        "address": request.build_absolute_uri(reverse("receipt", args=[shown.code])),
        "reason": REASON_TEXTS[Reason(shown.decision.reason)] if shown.decision else "",
        "offers_mail": offers_mail(),
    }
    response = render(request, "comments/receipt.html", context)
    # Not on the pages with forms: browsers send "Origin: null" from such a page, which is refused.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@private
@form_view
@keeps_words
def receipt_edit(request: HttpRequest, code: str) -> HttpResponse:
    shown = receipt_at(request, code)
    rules = form_rules(shown.response.debate)
    if request.method != "POST":
        if not shown.is_open:
            return see_other(request, reverse("receipt", args=[shown.code]))
        warm()
        form = RevisionForm(rules=rules, initial=RevisionForm.words_of(shown.revision))
        return _edit_page(request, shown).show(form)
    page, form = _edit_page(request, shown), RevisionForm(request.POST, rules=rules)
    if not form.is_valid():
        return page.show(form, status=422)
    if page.asks_for_preview:
        return page.preview(form)
    return _revise(page, shown, form)


@private
@form_view
def receipt_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """GET asks, POST withdraws."""
    shown = receipt_at(request, code)
    context = {"debate": shown.response.debate, "receipt": shown}
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_response(
                response_id=shown.response.pk,
                seen_digest=form.cleaned_data["seen"],
                seen_status=form.cleaned_data["status"],
            )
        except Refused as refusal:
            return render(
                request, "comments/receipt_withdraw.html", {**context, "refusal": refusal}, status=409
            )
        return see_other(request, reverse("receipt", args=[shown.code]))
    return render(request, "comments/receipt_withdraw.html", context)


@private
@form_view
def receipt_find(request: HttpRequest) -> HttpResponse:
    """By the code as it was written down. By POST, so that it stands in no other page's address."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            shown = receipt_at(request, form.cleaned_data["code"])
            return see_other(request, reverse("receipt", args=[shown.code]))
        except Http404:
            form.add_error("code", "There is no receipt with this code. Check it group by group.")
    context = {"debate": only_debate(), "form": form}
    return render(request, "comments/receipt_find.html", context, status=422 if form.is_bound else 200)


def edit_words_again(request: HttpRequest, posted: Posted, draft: Draft, *, respond_url: str) -> HttpResponse:
    """A form that was sent before comes with other words: a change of the first ones, or a new response."""
    shown = receipt_of(code=in_groups(posted.code), receipt_hash=hash_of(posted.code))
    words = {
        "stance": draft.stance.value,
        "text": draft.text,
        "name": draft.name,
        "seen": shown.revision.digest,
    }
    notice = Notice(
        "This form was sent before, with other words",
        f"What you sent then waits as R\N{NO-BREAK SPACE}{shown.response.pk}. Your new words are below and "
        "not sent yet. They can take the place of the first ones, or be a response of their own.",
        reverse("receipt", args=[shown.code]),
        "The receipt of what was sent then",
    )
    form = RevisionForm(rules=form_rules(shown.response.debate), initial=words)
    anew = {"action": respond_url, "form_key": new_form_key(), "send": "Send as a response of its own"}
    return _edit_page(request, shown, anew=anew).show(form, notice=notice, status=409)


def receipt_at(request: HttpRequest, typed: str) -> Receipt:
    """The receipt of a code, however it is written. A right code is never refused by the limit: with
    140 bits none can be guessed, and others share the network's address."""
    code = read_code(typed)
    shown = receipt_of(code=in_groups(code), receipt_hash=hash_of(code)) if code else None
    if shown is None:
        count_hit(purpose="receipt", sender=client_address(request))
        raise Http404
    return shown


def _edit_page(request: HttpRequest, shown: Receipt, **context: object) -> FormPage:
    return FormPage(
        request=request,
        debate=shown.response.debate,
        template="comments/receipt_edit.html",
        fragment="comments/partials/_words_form.html",
        context={
            "receipt": shown,
            "action": reverse("receipt-edit", args=[shown.code]),
            "send": "Send the change",
            **context,
        },
        answered=Answered.by(shown.response),
    )


def _revise(page: FormPage, shown: Receipt, form: RevisionForm) -> HttpResponse:
    try:
        count_hit(purpose="edit", sender=client_address(page.request))
        revise_response(
            response_id=shown.response.pk, seen_digest=form.cleaned_data["seen"], draft=form.draft
        )
    except TooMany as limit:
        return page.too_many(form, limit)
    except Stale as stale:
        return _stale(page, shown, form, stale)
    return see_other(page.request, reverse("receipt", args=[shown.code]))


def _stale(page: FormPage, shown: Receipt, form: RevisionForm, stale: Stale) -> HttpResponse:
    """The words stay in the form; it can be sent again only while the response is open."""
    receipt_url = reverse("receipt", args=[shown.code])
    if stale.status in OPEN:
        form.see(stale.revision.digest)
        notice = Notice(
            "The response was changed elsewhere meanwhile",
            "Nothing was changed now. Your words are below; “Send the change” puts them in the place of "
            "those that stand at the receipt.",
            receipt_url,
            "What stands there now",
        )
    else:
        notice = Notice(
            f"The response is {Status(stale.status).label}",
            "It cannot be changed any more, so nothing was sent. Your words are below, to be copied.",
            receipt_url,
            "The receipt",
        )
    return page.show(form, notice=notice, status=409)
