"""The error pages: their status, their words, and that they need nothing but themselves."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, include, path, reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from masslinesite import error_pages
from masslinesite.not_found import BY_NAME, NotHere

SECRET = "a line that only the code should see"


def raising(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


@csrf_protect
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


handler400 = "masslinesite.error_pages.bad_request"
handler403 = "masslinesite.error_pages.permission_denied"
handler404 = "masslinesite.error_pages.page_not_found"
handler500 = "masslinesite.error_pages.server_error"
urlpatterns = [
    path("400", raising(SuspiciousOperation(SECRET))),
    path("413", raising(RequestDataTooBig(SECRET))),
    path("403", raising(PermissionDenied(SECRET))),
    path("404", raising(Http404(SECRET))),
    path("404-with-sentence", raising(NotHere("K has paragraphs 1 to 25 & no more."))),
    path("405", require_POST(raising(ValueError(SECRET)))),
    path("500", raising(ValueError(SECRET))),
    path("503", raising(OperationalError(SECRET))),
    path("503-interface", raising(InterfaceError(SECRET))),
    path("form", form),
    # The frame links to the site's pages.
    path("", include("masslinesite.urls")),
]


@pytest.fixture
def broken(settings, quiet_client, monkeypatch) -> Client:
    """A client of a site where everything fails and the database must not be touched."""
    settings.ROOT_URLCONF = __name__

    def refuse(*args: object) -> None:
        raise AssertionError("an error page used the database")

    monkeypatch.setattr(connection, "cursor", refuse)
    return quiet_client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/400", 400, "The request could not be read"),
        ("/413", 413, "What was sent is too long to be read"),
        ("/403", 403, "This page is not open to you"),
        ("/404", 404, "There is no such page"),
        ("/nowhere", 404, "There is no such page"),
        ("/404-with-sentence", 404, "K has paragraphs 1 to 25 &amp; no more."),
        ("/500", 500, "The page could not be made"),
        ("/503", 503, "The database cannot be reached"),
        ("/503-interface", 503, "The database cannot be reached"),
    ],
)
def test_error_has_its_page(broken, address, status, words):
    response = broken.get(address)
    text = response.content.decode()
    assert response.status_code == status
    assert words in text
    assert SECRET not in text
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["/404", "/nowhere", "/403", "/405"])
def test_who_is_lost_finds_the_debate_and_the_search(broken, address):
    response = broken.get(address)
    assert response.status_code == (404 if address == "/nowhere" else int(address[1:]))
    navigation = response.content.decode().partition('<nav aria-label="Site">')[2].partition("</nav>")[0]
    assert navigation.count("href=") == 3
    assert '<a href="/search/">Search</a>' in navigation


def test_what_an_address_may_have_meant_is_known_of_addresses_that_there_are():
    addresses = get_resolver("masslinesite.urls").url_patterns[2].url_patterns
    views = {each.pattern.name: each for each in addresses}
    assert BY_NAME.keys() <= views.keys()
    for name, meant in BY_NAME.items():
        parts = views[name].pattern.converters.keys()
        assert set(meant.parts) <= parts
        assert meant.sentence.format(**dict.fromkeys(parts, "x"))
        assert reverse(meant.url, args=["x" for _ in meant.parts])


def test_database_unavailable_says_when_to_come_back(broken):
    assert broken.get("/503").headers["Retry-After"] == "5"
    assert "Retry-After" not in broken.get("/500").headers


def test_server_error_names_the_request(broken):
    response = broken.get("/500")
    number = response.headers["X-Request-ID"]
    assert f'number <span class="num">{number}</span>' in response.content.decode()


def test_form_without_token_is_refused_in_words(broken):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/form", {"text": SECRET})
    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


def test_unknown_host_is_a_bad_request(broken):
    response = broken.get("/500", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()


def test_error_page_that_fails_is_plain_text(broken, monkeypatch):
    def fail(*args: object) -> None:
        raise ValueError

    monkeypatch.setattr(error_pages, "render_to_string", fail)
    response = broken.get("/404")
    assert (response.status_code, response.content) == (404, b"Error 404.\n")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 503])
def test_error_page_stands_in_the_frame(rf, status):
    """No database mark: a query would fail the test, and plain text instead of the page as well."""
    text = error_pages.error_page(rf.get("/"), status).content.decode()
    assert text.startswith("<!doctype html>")
    assert f'<p class="code">{status}</p>' in text
