"""A decision that could not be made: its reason and note come back, for they are nowhere else."""

from collections.abc import Callable
from functools import wraps

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from comments.enums import Reason
from masslinesite import error_pages
from masslinesite.database_errors import is_away
from masslinesite.htmx import wants_fragment

View = Callable[..., HttpResponse]
#: What the form of a decision sends besides the note, to be sent again with it.
CARRIED = ("seen_digest", "seen_status", "seen_edit", "action", "reason", "passages", "open_next")
#: The same of the forms about appeals and redactions.
CARRIED += ("act", "appeal", "redaction", "digest", "status")
#: The flags that something was found of.
CARRIED += ("flag", "found")
#: The same of the form about several responses, which names each.
CARRIED += ("kind", "seen", "pick")

SIGNED_OUT = (
    "You are not signed in any more",
    "So nothing was decided. What you typed is below: copy it, then sign in, which leads back there.",
)
REFUSED = (
    "The form is older than your signing in",
    "Nothing was decided. What you typed is below; it can be sent again from here.",
)
UNAVAILABLE = (
    "The database cannot be reached at this moment",
    "What you typed is below. Wait a few seconds, then send it again: if the first did arrive, you will be "
    "told what was decided.",
)


def keeps_note(view: View) -> View:
    """A view whose posted reason and note come back where the session has ended or the database fails.

    For the outermost place, since it is the access check that sends who isn't signed in elsewhere.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, **which: int) -> HttpResponse:
        if not has_note(request):
            return view(request, **which)
        try:
            return (
                view(request, **which) if request.user.is_authenticated else _undecided(request, SIGNED_OUT)
            )
        except Error as error:
            if not is_away(error):
                raise
            response = _undecided(request, UNAVAILABLE, status=503, can_be_sent=True)
            response.headers["Retry-After"] = str(error_pages.RETRY_AFTER)
            return response

    wrapper.keeps_note = True
    return wrapper


def has_note(request: HttpRequest) -> bool:
    return request.method == "POST" and any(request.POST.get(name, "").strip() for name in ("reason", "note"))


def without_token(request: HttpRequest) -> HttpResponse:
    """The answer to a decision whose form has no valid token: signing in anew makes another one."""
    if request.user.is_authenticated:
        return _undecided(request, REFUSED, can_be_sent=True)
    return _undecided(request, SIGNED_OUT)


def _undecided(
    request: HttpRequest, notice: tuple[str, str], *, status: int = 403, can_be_sent: bool = False
) -> HttpResponse:
    """The page, or the fragment in the open response's place. A fragment that is to be shown is 200; that
    of a failed database is not: the form stays where it is, under a notice."""
    fragment = wants_fragment(request)
    number = request.resolver_match.kwargs.get("pk", 0)
    reason = request.POST.get("reason", "")
    context = {
        "title": notice[0],
        "sentence": notice[1],
        "number": number,
        "reason": Reason(reason).label if reason in Reason.values else "",
        "note": request.POST.get("note", ""),
        "carried": [(name, value) for name in CARRIED for value in request.POST.getlist(name)],
        "action": request.get_full_path() if can_be_sent else "",
        "back": _way_back(request, number),
    }
    template = "comments/desk/partials/_undecided.html" if fragment else "comments/desk/undecided.html"
    shown = 200 if fragment and status == 403 else status
    response = render(request, template, context, status=shown)
    response.headers["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _way_back(request: HttpRequest, number: int) -> str:
    """The response's page, or that of the several that were chosen, as it was opened."""
    query = request.GET.copy()
    if chosen := request.POST.getlist("pick"):
        query.setlist("pick", chosen)
    page = reverse("review", args=[number]) if number else reverse("decide-together")
    return page + (f"?{query.urlencode()}" if query else "")
