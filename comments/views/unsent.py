"""Words that could not be sent are never lost: a page that needs no database shows them again."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from comments.domain.receipts import BadFormKey, code_for, hash_of, in_groups, read_form_key
from comments.models import Response
from comments.queries.receipts import receipt_of
from comments.queries.subject_kinds import Subject
from comments.queries.subjects import subject_once_answered
from comments.views import kept, undecided
from masslinesite import error_pages
from masslinesite.database_errors import is_away
from masslinesite.public_pages import kept_for_back_button

View = Callable[..., HttpResponse]
#: What a form of ours sends besides the words, to be sent again with them.
CARRIED = ("form_key", "stance", "name", "seen", "status", "quote", "other_quote")
#: The same of a flag and of an appeal.
CARRIED += ("reason", "decision")

REFUSED = (
    "Your browser did not send the cookie that belongs to the form",
    "It is set when the form is opened and goes when the browser is closed. Nothing was sent. Your words "
    "are below; this page has set the cookie anew, so they can be sent again.",
)
SIGNED_OUT = (
    "You are not signed in any more",
    "So nothing was sent. Your words are below. Sign in again in another window, then send them from here.",
)
UNAVAILABLE = (
    "The database cannot be reached at this moment",
    "Your words are below. Wait a few seconds, then send them again: even if they did arrive, they will "
    "be there once only.",
)
GONE = (
    "What you answer is not here any more",
    "It was withdrawn or removed while you wrote, so nothing was sent. Your words are below; copy them, "
    "and post them where they fit.",
)
ARRIVED = (
    "This form was sent before, and what was sent did arrive",
    "What it answers was withdrawn or removed since, so nothing was sent now. Your words are below; the "
    "receipt shows those that arrived.",
)


def keeps_words(view: View) -> View:
    """A view whose posted words come back whatever prevents it from storing them."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if not has_words(request):
                raise
            if receipt := _receipt_of_then(request):
                return unsent(request, ARRIVED, status=404, can_be_sent=False, receipt=receipt)
            return unsent(request, GONE, status=404, can_be_sent=False, place=_place_of_gone(request))
        except Error as error:
            if not (is_away(error) and has_words(request)):
                raise
            response = unsent(request, UNAVAILABLE, status=503)
            response.headers["Retry-After"] = str(error_pages.RETRY_AFTER)
            return response

    wrapper.keeps_words = True
    return wrapper


def signed_out(request: HttpRequest) -> HttpResponse:
    """For a page that only its author's account opens: to sign in, or the words that were sent."""
    if has_words(request):
        return unsent(request, SIGNED_OUT, status=403)
    return redirect_to_login(request.get_full_path(), reverse("login"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token. One that holds words, or a note, comes back with them and a fresh token.

    Not if another site sent it: it could put words of its own into the form.
    """
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    view = request.resolver_match.func
    if getattr(view, "keeps_words", False) and from_here and has_words(request):
        return unsent(request, REFUSED, status=403)
    if getattr(view, "keeps_note", False) and from_here and undecided.has_note(request):
        return undecided.without_token(request)
    # What is sent by it holds for everybody, so the browser has to vouch that the words are its own user's.
    if getattr(view, "keeps_sent", False) and _is_vouched_for(request) and kept.has_words(request):
        return kept.kept_page(request)
    return error_pages.csrf_failure(request, reason)


def _is_vouched_for(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def has_words(request: HttpRequest) -> bool:
    """Something was written in the form that was sent."""
    return request.method == "POST" and bool(request.POST.get("text", "").strip())


def _receipt_of_then(request: HttpRequest) -> str:
    """The receipt's address, if the form was sent before and only the answer was lost; else empty."""
    try:
        code = code_for(read_form_key(request.POST.get("form_key", "")))
    except BadFormKey:
        return ""
    shown = receipt_of(code=in_groups(code), receipt_hash=hash_of(code))
    return reverse("receipt", args=[shown.code]) if shown else ""


def _place_of_gone(request: HttpRequest) -> Subject | None:
    """What a response that is not shown any more answered itself, if that is what was to be answered."""
    match = request.resolver_match
    if match.url_name != "respond-to-response":
        return None
    try:
        return subject_once_answered(match.kwargs["pk"])
    except Response.DoesNotExist:
        return None


def unsent(
    request: HttpRequest,
    notice: tuple[str, str],
    *,
    status: int,
    can_be_sent: bool = True,
    receipt: str = "",
    place: Subject | None = None,
) -> HttpResponse:
    """The words that were posted, under what ``notice`` (title, sentence) says of them. They can be taken to
    ``place``, where they may fit."""
    title, sentence = notice
    context = {
        "title": title,
        "sentence": sentence,
        "receipt": receipt,
        "place": place,
        "debate": place.debate if place else "",
        "more_navigation": [] if place else error_pages.NAVIGATION,
        "text": request.POST["text"],
        "carried": [(name, request.POST[name]) for name in CARRIED if name in request.POST],
        "action": request.get_full_path() if can_be_sent else "",
    }
    return kept_for_back_button(render(request, "comments/unsent.html", context, status=status))
