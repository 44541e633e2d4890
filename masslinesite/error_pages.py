"""The error pages, in the site's own style. None reads the database, the session or a cookie.

They are rendered without the request, so no context processor runs and no page can fail again
for the reason that brought it up.
"""

import sys

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from masslinesite.database_errors import is_away
from masslinesite.not_found import words_for

log = structlog.get_logger("masslinesite.error_pages")
#: Seconds after which a browser or a client may try again when the database was not to be had.
RETRY_AFTER = 5


#: The header's links where no debate is known: label and address. ``/`` is the debate where there is one.
LINKS = (("Debate", "/"), ("Texts", "/#texts"), ("Search", "/search/"))
NAVIGATION = [{"label": label, "url": url, "current": ""} for label, url in LINKS]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a form that is too long to be read at all."""
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, more_navigation=NAVIGATION)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its token: most often the cookie is refused or gone."""
    return error_page(request, 403, form_refused=True)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404, more_navigation=NAVIGATION, **words_for(request, exception))


def fill_method_not_allowed(request: HttpRequest, refused: HttpResponseBase) -> None:
    """Puts a page into the empty answer of Django's decorators, which has ``Allow`` and all headers."""
    refused.content = error_page(request, 405, more_navigation=NAVIGATION).content
    refused.headers["Content-Length"] = str(len(refused.content))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with Retry-After when the database could not be reached or was too busy.

    Django calls this while it handles the exception, in whatever layer that was raised.
    """
    if is_away(sys.exc_info()[1]):
        return database_unavailable(request)
    return error_page(request, 500)


def database_unavailable(request: HttpRequest) -> HttpResponse:
    """Also for views that catch the error themselves; a form rather keeps the typed text."""
    response = error_page(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page of a status. If even the template fails, plain text says the same."""
    context["request_id"] = getattr(request, "request_id", "")
    try:
        page = render_to_string(f"site/{status}.html", context)
    except Exception:
        log.exception("error_page_failed", status=status)
        return HttpResponse(f"Error {status}.\n", status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)
