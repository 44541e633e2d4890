"""The error pages: their status, their words, and that they need nothing but themselves."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect

from masslinesite import error_pages
from masslinesite.error_pages import NotHere

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


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500, 503])
def test_error_page_stands_in_the_frame(rf, status):
    """No database mark: a query would fail the test, and plain text instead of the page as well."""
    text = error_pages.error_page(rf.get("/"), status).content.decode()
    assert text.startswith("<!doctype html>")
    assert f'<p class="code">{status}</p>' in text
