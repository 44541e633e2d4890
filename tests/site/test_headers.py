"""Headers on every kind of response, scored by Mozilla Observatory's table."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path
from django.views.decorators.csrf import ensure_csrf_cookie

from tests.public_pages import walk as walk_pages
from tests.site import observatory

pytestmark = pytest.mark.django_db


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address of the site, with its parameters as they are declared."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)
        else:
            yield from walk(entry, prefix + str(entry.pattern))


def fill(template: str) -> str:
    """An address made of a declared one; what it names need not exist: a 404 has headers too."""
    plain = re.sub(r"\(\?P<\w+>[^)]*\)|[$^]", "x", template)
    return "/" + re.sub(r"<(int:)?[^>]*>", lambda found: "1" if found[1] else "x", plain)


ADDRESSES = sorted({fill(template) for template in walk(get_resolver(django_settings.ROOT_URLCONF))})


@ensure_csrf_cookie
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<form></form><script src="/a.js" integrity="sha384-x"></script>')


def bare_script(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<script src="/a.js"></script>')


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError


handler400 = "masslinesite.error_pages.bad_request"
handler403 = "masslinesite.error_pages.permission_denied"
handler404 = "masslinesite.error_pages.page_not_found"
handler500 = "masslinesite.error_pages.server_error"
urlpatterns = [
    path("form", form),
    path("bare-script", bare_script),
    path("failing", failing),
    path("", include("masslinesite.urls")),
]


@pytest.fixture
def tls_client(https) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def assert_best(response: HttpResponse, without: int = 0) -> None:
    best = observatory.reachable(response) - without
    assert observatory.score(response) == best, observatory.modifiers(response)


def missing_in_admin(address: str, response: HttpResponse) -> int:
    """Django's own admin pages load scripts without hashes, from this site."""
    return (
        observatory.FOR_SCRIPTS if address.startswith("/admin/") and observatory.scripts_of(response) else 0
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_scores_all_it_can(tls_client, method):
    """In one test, for there are hundreds of them: what falls short is named with its points."""
    short = {}
    for address in ADDRESSES:
        response = getattr(tls_client, method)(address, secure=True)
        best = observatory.reachable(response) - missing_in_admin(address, response)
        if observatory.score(response) != best:
            short[address] = observatory.modifiers(response)
    assert len(ADDRESSES) > 40
    assert short == {}


def test_every_page_with_content_scores_all_it_can(https, settings, small_debate):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(headers={"x-forwarded-proto": "https"})
    short, scripted = {}, 0
    for address, response in walk_pages(client, "/"):
        scripted += bool(observatory.scripts_of(response))
        if observatory.score(response) != observatory.reachable(response):
            short[address] = observatory.modifiers(response)
    assert short == {}
    assert scripted > 0


@pytest.mark.parametrize("address", ["/admin/", "/admin/auth/user/", "/admin/auth/user/add/"])
def test_admin_scores_all_but_the_hashes_of_its_scripts(https, admin_client, address):
    response = admin_client.get(address, secure=True)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert_best(response, without=missing_in_admin(address, response))


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [("/failing", "testserver", 500), ("/nowhere", "testserver", 404), ("/", "elsewhere.example", 400)],
)
def test_every_error_page_scores_all_it_can(tls_client, settings, address, host, status):
    settings.ROOT_URLCONF = __name__
    response = tls_client.get(address, secure=True, headers={"host": host})
    assert response.status_code == status
    assert_best(response)


def test_refused_form_scores_all_it_can(tls_client, settings):
    settings.ROOT_URLCONF = __name__
    response = tls_client.post("/form", secure=True)
    assert response.status_code == 403
    assert_best(response)


def test_redirect_to_tls_scores_all_but_transport(tls_client):
    """Browsers heed HSTS by TLS only, so the redirect there carries none."""
    response = tls_client.get("/")
    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/")
    assert observatory.modifiers(response)["strict-transport-security"] == -20
    assert observatory.modifiers(response)["content-security-policy"] == 10


def test_static_file_scores_all_it_can(tls_client):
    with closing(tls_client.get("/static/css/site.css", secure=True)) as response:
        assert response.status_code == 200
        assert_best(response)


def test_page_with_cookie_and_script_scores_160(tls_client, settings):
    settings.ROOT_URLCONF = __name__
    response = tls_client.get("/form", secure=True)
    assert set(response.cookies) == {"__Host-csrftoken"}
    assert observatory.score(response) == observatory.BEST == 160


@pytest.mark.parametrize(
    ("header", "points"),
    [
        ("Content-Security-Policy", 75),
        ("Strict-Transport-Security", 80),
        ("X-Content-Type-Options", 155),
        ("Referrer-Policy", 155),
        ("Cross-Origin-Opener-Policy", 150),
        ("Cross-Origin-Embedder-Policy", 150),
        ("Cross-Origin-Resource-Policy", 150),
    ],
)
def test_control_each_header_that_is_missing_lowers_the_score(tls_client, settings, header, points):
    settings.ROOT_URLCONF = __name__
    response = tls_client.get("/form", secure=True)
    del response.headers[header]
    assert observatory.score(response) == points


def test_control_script_without_hash_lowers_the_score(tls_client, settings):
    settings.ROOT_URLCONF = __name__
    response = tls_client.get("/bare-script", secure=True)
    assert observatory.score(response) == observatory.reachable(response) - 5


@pytest.mark.parametrize(("attribute", "points"), [("secure", 150), ("samesite", 80), ("httponly", 160)])
def test_control_each_attribute_of_the_cookie_counts(tls_client, settings, attribute, points):
    """The token's cookie needs HttpOnly least: it opens nothing without the form."""
    settings.ROOT_URLCONF = __name__
    response = tls_client.get("/form", secure=True)
    response.cookies["__Host-csrftoken"][attribute] = ""
    assert observatory.score(response) == points


def test_policy_is_the_whole_of_what_is_used(client):
    policy = observatory.parse_policy(client.get("/healthz").headers["Content-Security-Policy"])
    assert policy == {
        "default-src": {"'none'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "img-src": {"'self'"},
        "font-src": {"'self'"},
        "connect-src": {"'self'"},
        "form-action": {"'self'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
    }


def test_without_tls_nothing_promises_it(client, settings):
    settings.ROOT_URLCONF = __name__
    response = client.get("/form")
    assert response.status_code == 200
    assert "Strict-Transport-Security" not in response.headers
    assert set(response.cookies) == {"csrftoken"}
    assert response.cookies["csrftoken"]["secure"] == ""
    assert response.cookies["csrftoken"]["httponly"] is True
    assert response.cookies["csrftoken"]["samesite"] == "Lax"
