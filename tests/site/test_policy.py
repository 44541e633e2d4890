"""The content security policy: what django-csp's own middleware would give each kind of answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import include, path

from masslinesite.settings import MIDDLEWARE
from tests.wsgi import connections_stay_open

pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"
OURS = "masslinesite.middleware.set_headers"
OF_THE_LIBRARY = "csp.middleware.CSPMiddleware"
#: Outside what it stands in for, which leaves a policy that is there as it is.
WITH_THE_LIBRARY = [*MIDDLEWARE[: MIDDLEWARE.index(OURS) + 1], OF_THE_LIBRARY, *MIDDLEWARE[3:]]


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError


def refusing(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(["one", "two"])


def given_out(request: HttpRequest) -> FileResponse:
    return FileResponse(iter([b"a"]), filename="a.csv")


def with_policy(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a", headers={POLICY: "default-src 'none'"})


handler500 = "masslinesite.error_pages.server_error"
urlpatterns = [
    path("failing", failing),
    path("refusing", refusing),
    path("streamed", streamed),
    path("given-out", given_out),
    path("with-policy", with_policy),
    path("", include("masslinesite.urls")),
]
#: Of each answer anew, by the time, or of a body that holds a token.
ANEW = frozenset({"X-Request-ID", "Expires", "ETag", "Content-Length"})
ASKED = [
    *(("get", address) for address in ("/healthz", "/about/", "/account/login/", "/moderation/", "/admin/")),
    *(("get", address) for address in ("/nowhere", "/failing", "/refusing", "/streamed", "/given-out")),
    *(("get", address) for address in ("/about", "/with-policy", "/static/css/site.css")),
    *(("post", address) for address in ("/account/login/", "/about/", "/failing")),
    *(("head", address) for address in ("/about/", "/nowhere")),
    *((method, "/about/") for method in ("options", "put", "delete")),
]


def answers(secure: bool, **headers: str) -> list[tuple[int, list]]:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    found = []
    for method, address in ASKED:
        response = getattr(client, method)(address, secure=secure, headers=headers)
        # The library gives its directives in any order.
        fields = [(name, sorted(value.split("; "))) for name, value in response.items()]
        found.append((response.status_code, [(each, "" if each in ANEW else of) for each, of in fields]))
        if response.streaming:
            with connections_stay_open():
                response.close()
    return found


@pytest.mark.parametrize(
    ("debug", "secure", "headers"),
    [
        (False, False, {}),
        (False, True, {}),
        (True, False, {}),
        (False, False, {"host": "elsewhere.example"}),
        (False, False, {"hx-request": "true"}),
    ],
)
def test_answers_are_as_with_the_librarys_middleware(settings, debug, secure, headers):
    settings.ROOT_URLCONF, settings.DEBUG = __name__, debug
    ours = answers(secure, **headers)
    settings.MIDDLEWARE = WITH_THE_LIBRARY
    assert ours == answers(secure, **headers)
    statuses = {status for status, _ in ours}
    assert statuses == ({200, 400} if "host" in headers else {200, 301, 302, 403, 404, 405, 500})


@pytest.mark.usefixtures("https")
def test_so_is_a_redirect_to_tls(settings):
    ours = answers(secure=False)
    settings.MIDDLEWARE = WITH_THE_LIBRARY
    assert ours == answers(secure=False)
    assert {status for status, _ in ours} == {200, 301}


def test_only_djangos_own_pages_are_without(settings):
    settings.ROOT_URLCONF = __name__
    without = {}
    for settings.DEBUG in (False, True):
        found = [status for status, fields in answers(secure=False) if POLICY not in dict(fields)]
        without[settings.DEBUG] = set(found)
    assert without == {False: set(), True: {404, 500}}


def test_control_another_policy_is_seen(settings):
    ours = answers(secure=False)
    settings.MIDDLEWARE = WITH_THE_LIBRARY
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}
    assert ours != answers(secure=False)
