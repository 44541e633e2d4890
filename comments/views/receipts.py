"""Receipts: the private page of a response, where its writer follows, changes and withdraws it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from comments.domain.checking.answered import Answered
from comments.domain.drafts import Draft
from comments.domain.edits import edit_response
from comments.domain.erasing import ask_for_erasure
from comments.domain.moderation import Refused, Stale
from comments.domain.posting import Posted, revise_response, withdraw_response
from comments.domain.receipts import hash_of, in_groups, new_form_key, read_code
from comments.domain.throttling import TooMany, count_hit
from comments.enums import Status
from comments.forms.responses import CodeForm, RevisionForm, WithdrawalForm
from comments.markup.rendering import warm
from comments.queries.erasures import erasure_of
from comments.queries.form_rules import form_rules
from comments.queries.notices import offers_mail
from comments.queries.queue import only_debate
from comments.queries.receipt_log import receipt_log
from comments.queries.receipts import Receipt, own_number, own_receipt, receipt_of
from comments.queries.redactions import redactions_in_sight
from comments.queries.redress import redress_at_receipt
from comments.rules import OPEN
from comments.views.form_pages import FormPage, Notice, asks_for_preview, see_other
from comments.views.unsent import keeps_words, signed_out
from masslinesite.access import client_address
from masslinesite.error_pages import error_page
from masslinesite.not_found import NoSuchReceipt
from masslinesite.public_pages import is_kept_for_back_button, keeps_answers_to_forms, personal_page

View = Callable[..., HttpResponse]
form_view = require_http_methods(["GET", "HEAD", "POST"])
KEPT = "Your words are below, to be copied."


def private(view: View) -> View:
    """An address that is itself a secret: kept by no cache and found by no search. A form with words in it is
    kept by the browser of whoever types them, whose history has the address.

    Wrong codes are counted, and refused with 429 when there are too many of them. What is opened by the
    account that sent it, in the place of the code, asks to sign in; words sent by then come back.
    """

    @personal_page
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            needs_account = own_number(kwargs.get("code", "")) is not None
            if needs_account and not request.user.is_authenticated:
                response = signed_out(request)
            else:
                response = view(request, *args, **kwargs)
        except TooMany as limit:
            response = error_page(request, 429, minutes=-(-limit.retry_after // 60))
            response.headers["Retry-After"] = str(limit.retry_after)
        if not is_kept_for_back_button(response):
            response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


@private
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    shown = receipt_at(request, code)
    return _without_forms(request, shown, "comments/receipt.html")


@private
@require_safe
def receipt_print(request: HttpRequest, code: str) -> HttpResponse:
    """A slip of paper: for whoever has no other way to keep the code, or to be told of it."""
    shown = receipt_at(request, code)
    return _without_forms(request, shown, "comments/receipt_print.html")


@private
@form_view
@keeps_words
def receipt_edit(request: HttpRequest, code: str) -> HttpResponse:
    shown = receipt_at(request, code)
    rules = form_rules(shown.response.debate)
    if request.method != "POST":
        if not shown.can_change:
            return see_other(request, _address(shown))
        warm()
        initial = _words_to_change(shown, request.GET.get("words", ""))
        form = RevisionForm(rules=rules, stands=shown.revision.text, initial=initial)
        return _edit_page(request, shown).show(form)
    page = _edit_page(request, shown)
    form = RevisionForm(request.POST, rules=rules, stands=shown.revision.text)
    if not form.is_valid():
        return page.show(form, status=422)
    if asks_for_preview(request):
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
            context["refusal"] = _why_not_withdrawn(form.cleaned_data["status"], refusal)
        else:
            return see_other(request, _address(shown))
    status = 409 if "refusal" in context else 200
    return render(request, "comments/receipt_withdraw.html", context, status=status)


@private
@form_view
def receipt_erasure(request: HttpRequest, code: str) -> HttpResponse:
    """Its author asks for erasure: GET says what that is, POST asks."""
    shown = receipt_at(request, code)
    refusal = None
    if request.method == "POST":
        try:
            ask_for_erasure(response_id=shown.response.pk)
            return see_other(request, reverse("receipt", args=[shown.code]))
        except Refused as refused:
            refusal = refused
    context = {
        "debate": shown.response.debate,
        "receipt": shown,
        "erasure": erasure_of(shown.response),
        "refusal": refusal,
    }
    return render(request, "comments/receipt_erasure.html", context, status=409 if refusal else 200)


@private
@form_view
@keeps_answers_to_forms
def receipt_find(request: HttpRequest) -> HttpResponse:
    """By the code as it was written down. By POST, so that it stands in no other page's address."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            shown = receipt_at(request, form.cleaned_data["code"])
            return see_other(request, _address(shown))
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
        "status": shown.response.status,
    }
    notice = Notice(
        "This form was sent before, with other words",
        f"What you sent then waits as R\N{NO-BREAK SPACE}{shown.response.pk}. Your new words are below and "
        "not sent yet. They can take the place of the first ones, or be a response of their own.",
        _address(shown),
        "The receipt of what was sent then",
    )
    rules = form_rules(shown.response.debate)
    form = RevisionForm(rules=rules, stands=shown.revision.text, initial=words)
    anew = {"action": respond_url, "form_key": new_form_key(), "send": "Send as a response of its own"}
    return _edit_page(request, shown, anew=anew).show(form, notice=notice, status=409)


def receipt_at(request: HttpRequest, typed: str) -> Receipt:
    """The receipt of a code, however it is written. A right code is never refused by the limit: with
    140 bits none can be guessed, and others share the network's address. A number in its place is for the
    account that sent the response; who is not signed in learns nothing by it."""
    number = own_number(typed)
    if number is not None:
        account = request.user.pk
        shown = own_receipt(user_id=account, response_id=number) if account is not None else None
        if shown is None:
            raise Http404
        return shown
    code = read_code(typed)
    shown = receipt_of(code=in_groups(code), receipt_hash=hash_of(code)) if code else None
    if shown is None:
        count_hit(purpose="receipt", sender=client_address(request))
        raise NoSuchReceipt
    return shown


def _without_forms(request: HttpRequest, shown: Receipt, template: str) -> HttpResponse:
    """A page that is looked at only. Where there is a form, browsers send "Origin: null" from a page that
    gives no referrer, which is refused."""
    redress, erasure = redress_at_receipt(shown.response), erasure_of(shown.response)
    context = {
        "debate": shown.response.debate,
        "receipt": shown,
        "address": request.build_absolute_uri(_address(shown)),
        "find": request.build_absolute_uri(reverse("receipt-find")),
        "redress": redress,
        "erasure": erasure,
        "log": receipt_log(shown, [each.redaction for each in redress.redactions], erasure),
        "offers_mail": offers_mail(),
    }
    response = render(request, template, context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _words_to_change(shown: Receipt, number: str) -> dict[str, str]:
    """Those of the version that was chosen by its number, or of an edit that was set aside; what they would
    replace is what stands."""
    chosen = [each.revision for each in shown.versions if str(each.revision.number) == number]
    words = RevisionForm.words_of(chosen[0] if chosen else shown.set_aside or shown.latest)
    return words | {"seen": shown.latest.digest, "status": shown.response.status}


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
            "asked": redactions_in_sight(shown.response),
            **context,
        },
        answered=Answered.by(shown.response),
    )


def _revise(page: FormPage, shown: Receipt, form: RevisionForm) -> HttpResponse:
    """What was published when the form was opened is edited, what waited is changed: a publication in
    between is told first."""
    change = edit_response if form.cleaned_data["status"] == Status.PUBLISHED else revise_response
    try:
        count_hit(purpose="edit", sender=client_address(page.request))
        change(response_id=shown.response.pk, seen_digest=form.cleaned_data["seen"], draft=form.draft)
    except TooMany as limit:
        return page.too_many(form, limit)
    except Stale as stale:
        return _stale(page, shown, form, stale)
    except Refused as refusal:
        notice = Notice("The response can no longer be changed", f"{refusal.message} {KEPT}", _address(shown))
        return page.show(form, notice=notice, status=409)
    return see_other(page.request, _address(shown))


def _stale(page: FormPage, shown: Receipt, form: RevisionForm, stale: Stale) -> HttpResponse:
    """The words stay in the form; it can be sent again only while the response can be changed."""
    title, text, link = f"The response is {stale.status.label}", "", "The receipt"
    if stale.status in OPEN or (stale.status == Status.PUBLISHED and shown.can_change):
        form.see(stale.revision.digest, stale.status)
    if stale.status in OPEN or form.cleaned_data["status"] == stale.status == Status.PUBLISHED:
        title, link = "The response was changed elsewhere meanwhile", "What stands there now"
        text = (
            "Nothing was changed now. Your words are below; “Send the change” puts them in the place of "
            "those that stand at the receipt."
        )
    elif stale.status == Status.PUBLISHED and shown.can_change:
        text = (
            "It was published meanwhile, with the words before, so nothing was sent. Your words are below; "
            "“Send the change” now sends them as an edit, which a moderator reads first."
        )
    else:
        text = f"It cannot be changed any more, so nothing was sent. {KEPT}"
    return page.show(form, notice=Notice(title, text, _address(shown), link), status=409)


def _why_not_withdrawn(seen: str, refusal: Refused) -> str:
    """What has become of it since the page with the status ``seen`` was opened, where that is why."""
    if not isinstance(refusal, Stale):
        return refusal.message
    if refusal.status == seen:
        return "Its words were changed since you opened this page. They are below as they stand now."
    if refusal.status == Status.PUBLISHED:
        return (
            "It was published since you opened this page, so it was not withdrawn. It can be withdrawn all "
            "the same, as it stands now."
        )
    return f"Since you opened this page it has changed: it is {refusal.status.label} now."


def _address(shown: Receipt) -> str:
    return reverse("receipt", args=[shown.code])
