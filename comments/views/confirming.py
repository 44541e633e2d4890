"""Asking again who somebody is before something that matters, without losing what was typed."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from comments.domain.throttling import TooMany
from comments.forms.proving import ProofForm
from comments.queries.queue import only_debate
from comments.queries.sign_in_means import means_of
from comments.views.signing_in import has_proved_lately, is_ours, landing, note_proof, sender_at, site_of
from masslinesite.access import signed_in_required

View = Callable[..., HttpResponseBase]
#: Sent to say that the form is the one that asks for the proof; its value is the page that leads back.
PROVING = "proving"
#: Never carried along in a page: what proves something, and the token, which the page has of its own.
NOT_CARRIED = frozenset({PROVING, "proof_password", "proof_code", "csrfmiddlewaretoken"})


def recently_authenticated_required(view: View) -> View:
    """Lets through who has proved who they are in the last ten minutes, and asks the others first.

    It stands below an access decorator, which has seen that somebody is signed in::

        @administrator_required
        @recently_authenticated_required
        def erase(request): ...

    A page is asked for again after the proof. A form that was sent is carried along, field by field, in the
    page that asks, and sent on to the same address with the proof. Files are not carried. For plain forms,
    not for htmx: what asks is a whole page. Which views have it is ``masslinesite.access.SENSITIVE``.
    """

    @wraps(view)
    @sensitive_post_parameters()
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if has_proved_lately(request):
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect(f"{reverse('confirm')}?{urlencode({'next': request.get_full_path()})}")
        form = ProofForm(request.POST if PROVING in request.POST else None)
        return _prove(request, form) or view(request, *args, **kwargs)

    wrapper.asks_again = True
    return wrapper


def asks_itself(view: View) -> View:
    """Declares a sensitive view whose own form asks for the password, so that nothing else has to."""
    view.asks_again = True
    return view


@signed_in_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The proof before a page; then the page that was asked for."""
    form = ProofForm(request.POST if request.method == "POST" else None)
    return _prove(request, form) or redirect(landing(request, request.user))


def _prove(request: HttpRequest, form: ProofForm) -> HttpResponse | None:
    """The page that asks, or None when the form has proved it."""
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 403 if request.method == "POST" else 200)
    try:
        proved = form.proves(
            user_id=request.desk.user_id,
            user_name=request.desk.user_name,
            sender=sender_at(request, request.desk.user_name),
        )
    except TooMany as limit:
        response = _page(request, form, status=429, minutes=-(-limit.retry_after // 60))
        response.headers["Retry-After"] = str(limit.retry_after)
        return response
    if not proved:
        return _page(request, form, status=422)
    note_proof(request)
    return None


def _page(request: HttpRequest, form: ProofForm, *, status: int, minutes: int = 0) -> HttpResponse:
    means = means_of(request.desk.user_id)
    if not means.has_app:
        form.fields.pop("proof_code", None)
    if not request.user.has_usable_password():
        form.fields.pop("proof_password", None)
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_form = request.resolver_match.url_name != "confirm"
    context = {
        "debate": only_debate(),
        "form": form,
        "means": means,
        "takes_passkeys": site_of(request).takes_passkeys,
        "minutes": minutes,
        "is_refused": minutes > 0,
        "carried": _carried(request) if is_form else [],
        "is_form": is_form,
        "action": request.get_full_path(),
        "next": wanted if is_ours(request, wanted) else "",
        "proving": PROVING,
        "back": _back(request),
    }
    response = render(request, "account/confirm.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _back(request: HttpRequest) -> str:
    """The page that led here, for who would rather not go on; empty where the browser does not say."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    page = request.POST.get(PROVING) or came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return page if page.startswith("/") and is_ours(request, page) else ""


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values
    ]
