"""What happens to every request: an id and a log line, the headers, the compression."""

import secrets
import time
from collections.abc import Callable

import brotli
import structlog
from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from masslinesite import headers
from masslinesite.codings import coding_for, takes
from masslinesite.error_pages import fill_method_not_allowed
from masslinesite.logging import request_id
from masslinesite.public_pages import is_kept_for_back_button, is_public

Handler = Callable[[HttpRequest], HttpResponseBase]

log = structlog.get_logger("masslinesite.request")
#: Asked every few seconds by a machine; only a failure is worth a line.
PROBES = frozenset({"healthz", "readyz"})
#: In DEBUG these are Django's own pages, which style themselves inline.
DEBUG_PAGES = frozenset({404, 500})
LOGOUTS = frozenset({"logout", "admin:logout", "account-leave"})
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
#: Of 11. About a tenth smaller than gzip 6 at the same cost; above it time grows faster than gain.
BROTLI_QUALITY = 5
#: Bytes below which compressing gains nothing.
SMALLEST_COMPRESSED = 200


def without(listed: str, name: str) -> str:
    """A header's list without one of its names."""
    return ", ".join(each for each in listed.split(", ") if each.lower() != name.lower())


def answer_head(get_response: Handler) -> Handler:
    """HEAD is answered like GET without the body, whose length the header keeps.

    Django leaves the body to the server, and gunicorn logs a warning for each one it has to drop.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


def record_request(get_response: Handler) -> Handler:
    """Gives the request an id (``X-Request-ID``) and logs name, status and duration when it is done.

    The id is made here, whatever the reader sent. The address is logged by its URL name, because
    a path can hold a receipt's code; files and probes that went well are not logged.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.request_id = secrets.token_hex(6)
        outside = request_id.set(request.request_id)
        started = time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request.request_id
            match = request.resolver_match
            route = match.view_name if match else None
            if response.status_code >= 400 or (match and route not in PROBES):
                log.info(
                    "request",
                    method=request.method if request.method in METHODS else "OTHER",
                    route=route,
                    status=response.status_code,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )
            return response
        finally:
            request_id.reset(outside)

    return middleware


def set_headers(get_response: Handler) -> Handler:
    """The headers that no library sets, and ``no-store`` for whatever isn't declared cacheable.
    A method that is refused is answered by a page.

    The policy is the library's, written out once: its middleware builds it anew for each answer, twice.

    A page declared public that sets a cookie, or that has looked at one, is a mistake of ours; it
    goes out uncached and is logged as an error, for no cache may keep one reader's page.

    A form goes out without "Vary: Cookie": it is private, and the browser that keeps it must find it
    again by the back button, with its key, although the form itself has set a cookie since.
    """

    own = {POLICY: build_policy()} | headers.OWN
    of_debug_pages = headers.OWN if settings.DEBUG else own

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            fill_method_not_allowed(request, response)
        given = of_debug_pages if response.status_code in DEBUG_PAGES else own
        for name, value in given.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if is_kept_for_back_button(response):
            response.headers["Vary"] = without(response.get("Vary", ""), "Cookie")
        match = request.resolver_match
        personal = response.cookies or "cookie" in response.get("Vary", "").lower()
        if match and personal and is_public(response):
            response.headers["Cache-Control"] = "no-store"
            log.error("public_page_with_cookie", route=match.view_name)
        if match and request.method == "POST" and match.view_name in LOGOUTS and response.status_code < 400:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def compress(get_response: Handler) -> Handler:
    """Brotli for public pages, gzip for the rest and for browsers without it.

    Compressing a secret beside a reader's own words lets its length give it away (BREACH): pages
    that aren't public go through Django's gzip, which pads them by a random length. Files are
    compressed once, when they are collected, and never come here.
    """
    padded = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        accepted = request.headers.get("Accept-Encoding", "")
        if (
            response.streaming
            or "Content-Encoding" in response.headers
            or not is_public(response)
            or coding_for(accepted) != "br"
            or len(response.content) < SMALLEST_COMPRESSED
        ):
            # Django's takes a coding that is named for one that is wanted.
            if "gzip" not in accepted or takes(accepted, "gzip"):
                return padded.process_response(request, response)
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        response.content = brotli.compress(response.content, brotli.MODE_TEXT, BROTLI_QUALITY)
        response.headers["Content-Encoding"] = "br"
        response.headers["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding",))
        tag = response.get("ETag", "")
        if tag.startswith('"'):
            response.headers["ETag"] = f"W/{tag}"
        return response

    return middleware
