"""How an author is told of decisions: a feed at the receipt, and e-mail where the site has a mail server."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from comments.domain.notifying import (
    NoSuchLink,
    NotOffered,
    confirm,
    find_to_confirm,
    find_to_stop,
    forget,
    stop,
)
from comments.domain.throttling import TooMany, count_hit
from comments.forms.notifying import AddressForm
from comments.queries.erasures import erasure_of
from comments.queries.notices import decisions_told, offers_mail, subscription_to
from comments.queries.queue import only_debate
from comments.queries.receipt_log import news_of
from comments.queries.receipts import Receipt
from comments.queries.redactions import redactions_of
from comments.views.form_pages import see_other
from comments.views.receipts import form_view, private, receipt_at
from masslinesite.access import client_address
from masslinesite.public_pages import keeps_answers_to_forms

#: What is said where a limit is reached. This page and the feed tell the same without e-mail.
TOO_MUCH = {
    "mail": "Too many messages were asked for just now from your network, which others may share. None was "
    "sent this time. Try again in an hour.",
    "mail-receipt": "Messages have been asked for as often as they may be in a day for this receipt. None "
    "was sent this time. The receipt tells the same.",
    "mail-address": "This address has been asked as often as it may be in a day, so that nobody can be "
    "mailed much by strangers. None was sent this time. The receipt tells the same.",
}


@private
@require_safe
def receipt_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The decisions on a response, the latest first, and last that it was received."""
    shown = receipt_at(request, code)
    feed = _feed(
        shown,
        here=request.build_absolute_uri(reverse("receipt", args=[shown.code])),
        feed_url=request.build_absolute_uri(reverse("receipt-feed", args=[shown.code])),
    )
    answer = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@private
@form_view
@keeps_answers_to_forms
def receipt_mail(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for messages about the receipt's response, or ends them."""
    shown = receipt_at(request, code)
    if not offers_mail():
        raise Http404
    if "stop" in request.POST:
        forget(shown.response.pk)
        return see_other(request, reverse("receipt-mail", args=[shown.code]))
    form = AddressForm(request.POST or None, by_account=shown.by_account)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            reached = _limit_reached(request, shown, form)
            if not reached:
                return _ask(request, shown, form)
            form.add_error(None, TOO_MUCH[reached])
            status = 429
        except NotOffered:
            status = 409
    context = {
        "debate": shown.response.debate,
        "receipt": shown,
        "form": form,
        "subscription": subscription_to(shown.response),
    }
    return render(request, "comments/receipt_mail.html", context, status=status)


@private
@form_view
def mail_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST agrees: programs that look through mail follow its links."""
    try:
        subscription = confirm(token) if request.method == "POST" else find_to_confirm(token)
    except NoSuchLink:
        return _leads_nowhere(request)
    context = {"debate": only_debate(), "subscription": subscription, "token": token}
    return render(request, "comments/mail_confirm.html", context)


# A mail program ends messages by one POST that has no cookie and no token but that of the address (RFC 8058).
@csrf_exempt
@private
@form_view
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends the messages."""
    try:
        if request.method == "POST":
            stop(token)
        else:
            find_to_stop(token)
    except NoSuchLink:
        return _leads_nowhere(request)
    context = {"debate": only_debate(), "token": token, "is_done": request.method == "POST"}
    return render(request, "comments/mail_stop.html", context)


def _feed(shown: Receipt, *, here: str, feed_url: str) -> Atom1Feed:
    response = shown.response
    feed = Atom1Feed(
        title=f"R {response.pk}: decisions",
        link=here,
        feed_url=feed_url,
        description="",
        language="en",
        author_name=f"The moderators of {response.debate.name}",
    )
    entries = [
        (
            told.decision.at,
            told.said,
            f"decision-{told.decision.pk}",
            render_to_string("comments/partials/_feed_decision.html", {"told": told}),
        )
        for told in decisions_told(response)
    ]
    redactions = [each.redaction for each in redactions_of(response)]
    for news in news_of(shown, redactions, erasure_of(response)):
        entries.append((news.at, news.said, news.key, f"{news.said}. The receipt has the words."))
    for at, said, key, text in sorted(entries, reverse=True):
        feed.add_item(
            title=f"R {response.pk}: {said}",
            link=here,
            unique_id=f"{here}#{key}",
            description=text,
            updateddate=at,
        )
    feed.add_item(
        title=f"R {response.pk}: Received",
        link=here,
        unique_id=f"{here}#received",
        description="It waits until a moderator has read it.",
        updateddate=response.submitted_at,
    )
    return feed


def _limit_reached(request: HttpRequest, shown: Receipt, form: AddressForm) -> str:
    """Counts one message and says by which of the limits it is one too many; empty: by none."""
    senders = {
        "mail": client_address(request),
        "mail-receipt": str(shown.response.pk),
        "mail-address": form.mailbox,
    }
    for purpose, sender in senders.items():
        try:
            count_hit(purpose=purpose, sender=sender)
        except TooMany:
            return purpose
    return ""


def _ask(request: HttpRequest, shown: Receipt, form: AddressForm) -> HttpResponse:
    form.subscribe(
        response_id=shown.response.pk, code=shown.code, site=request.build_absolute_uri("/").rstrip("/")
    )
    return see_other(request, reverse("receipt-mail", args=[shown.code]))


def _leads_nowhere(request: HttpRequest) -> HttpResponse:
    """The same whatever the cause. Wrong links are counted with the wrong codes of receipts."""
    count_hit(purpose="receipt", sender=client_address(request))
    return render(request, "comments/mail_link_gone.html", {"debate": only_debate()}, status=404)
