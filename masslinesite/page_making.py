"""Reading pages made by their views alone, without Django's handler and its middlewares.

A reading page may look at no cookie, session, account or form key, and is always asked for whole, so of
fourteen middlewares it needs those that add the site's headers, which are the same for every page. Going
through all of them, and writing a line of the log, took a third of the time of a page that is put together
from what was kept.

Whatever is not simply a page that went well (an address without a record, an error, a redirect, a page that
would set a cookie) is left to Django's handler, which makes it again with all that belongs to it.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

import structlog
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest, get_script_name
from django.core.signals import request_started
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch, set_script_prefix
from django.utils.module_loading import import_string
from django_htmx.middleware import HtmxDetails

Environ = dict[str, object]

log = structlog.get_logger("masslinesite.request")
#: Those of settings.MIDDLEWARE that give every answer its headers.
GIVE_HEADERS = frozenset(
    {
        "masslinesite.middleware.set_headers",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "django.middleware.security.SecurityMiddleware",
    }
)
#: A view says these itself.
OF_THE_VIEW = frozenset({"Cache-Control", "Content-Type"})
#: A page that took as long, in milliseconds, has a line of the log of its own.
SLOW = 500


class Made(NamedTuple):
    """A page by its view, and all its headers."""

    response: HttpResponse
    headers: dict[str, str]


class PageMaker:
    """Makes pages; knows the headers of them all, by whether the connection is a secure one."""

    def __init__(self) -> None:
        self._headers: dict[bool, dict[str, str]] = {}

    def made(self, environ: Environ, match: ResolverMatch) -> Made | None:
        """The page of ``match``, an address of a reading page; None where it is Django's to answer.

        ``environ`` has nothing of the reader's but the address.
        """
        if getattr(match.func, "is_made_from_primary", False):
            return None
        started = time.perf_counter()
        set_script_prefix(get_script_name(environ))
        request_started.send(sender=type(self), environ=environ)
        # Its state of health is known: whoever has a page made has just asked it for a number.
        connection.health_check_done = True
        request = WSGIRequest(environ)
        request.resolver_match = match
        request.htmx = HtmxDetails(request)
        # By its packed body, which is a tenth of it.
        request.is_tagged_later = True
        try:
            # The host is one of ours.
            request.get_host()
            response = match.func(request, *match.args, **match.kwargs)
        except Exception:
            # Django's handler meets the same, and tells it to the reader and to the log.
            return None
        if not is_plain_page(request, response):
            return None
        took = (time.perf_counter() - started) * 1000
        if took >= SLOW:
            log.info("slow_page", route=match.view_name, ms=round(took, 1))
        return Made(response, self._headers_for(request) | dict(response.items()))

    def _headers_for(self, request: HttpRequest) -> dict[str, str]:
        is_secure = request.is_secure()
        if is_secure not in self._headers:
            self._headers[is_secure] = headers_of_every_page(request)
        return self._headers[is_secure]


def is_plain_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether it is no more than a page that went well, over the connection it should come by."""
    return (
        response.status_code == 200
        and not response.streaming
        and not hasattr(response, "render")
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and (request.is_secure() or not settings.SECURE_SSL_REDIRECT)
    )


def headers_of_every_page(request: HttpRequest) -> dict[str, str]:
    """What the middlewares give an answer that says nothing itself."""
    answer: Callable[[HttpRequest], HttpResponseBase] = _says_nothing
    for name in reversed(settings.MIDDLEWARE):
        if name in GIVE_HEADERS:
            answer = import_string(name)(answer)
    return {name: value for name, value in answer(request).items() if name not in OF_THE_VIEW}


def _says_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
