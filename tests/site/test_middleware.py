"""What every response gets, and what it must not get."""

import re

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from masslinesite.middleware import answer_head
from masslinesite.public_pages import public_page

LONG = "The people, and the people alone, are the motive force. " * 40


@public_page
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def careless(request: HttpRequest) -> HttpResponse:
    """Declares itself public and sets a cookie all the same."""
    response = HttpResponse(LONG, headers={"Cache-Control": "public, no-cache"})
    response.set_cookie("seen", "yes")
    return response


def curious(request: HttpRequest) -> HttpResponse:
    """Declares itself public and looks at the session."""
    request.session.get("seen")
    return HttpResponse(LONG, headers={"Cache-Control": "public, no-cache"})


def personal(request: HttpRequest) -> HttpResponse:
    get_token(request)
    return HttpResponse(LONG)


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse([LONG], headers={"Cache-Control": "public, no-cache"})


def short(request: HttpRequest) -> HttpResponse:
    return HttpResponse("short", headers={"Cache-Control": "public, no-cache"})


urlpatterns = [
    path("public", public, name="public"),
    path("careless", careless, name="careless"),
    path("curious", curious, name="curious"),
    path("personal", personal, name="personal"),
    path("streamed", streamed, name="streamed"),
    path("short", short, name="short"),
    path("logout", personal, name="logout"),
]


@pytest.fixture(autouse=True)
def these_addresses(settings) -> None:
    settings.ROOT_URLCONF = __name__


def test_request_id_is_made_here(client):
    first = client.get("/public", headers={"x-request-id": "planted"})
    second = client.get("/public")
    assert re.fullmatch("[0-9a-f]{12}", first.headers["X-Request-ID"])
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


def test_head_has_the_length_of_the_body_and_no_body(rf):
    answer = answer_head(public)
    assert answer(rf.get("/public")).content == LONG.encode()
    response = answer(rf.head("/public"))
    assert (response.content, response.headers["Content-Length"]) == (b"", str(len(LONG)))


def test_public_page_is_cacheable_and_the_rest_is_not(client):
    assert client.get("/public").headers["Cache-Control"] == "public, no-cache"
    assert client.get("/personal").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/careless", "/curious"])
def test_public_page_that_knows_the_reader_is_not_cached(client, address):
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_public_page_is_answered_304_when_unchanged(client):
    tag = client.get("/public", headers={"accept-encoding": "br"}).headers["ETag"]
    response = client.get("/public", headers={"if-none-match": tag})
    assert tag.startswith('W/"')
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "accepted", "encoding"),
    [
        ("/public", "gzip, deflate, br", "br"),
        ("/public", "gzip", "gzip"),
        ("/public", "gzip, br;q=0", "gzip"),
        ("/public", "br;q=0.5, gzip", "gzip"),
        ("/public", "br;q=0, gzip;q=0", None),
        ("/public", "", None),
        ("/personal", "gzip, deflate, br", "gzip"),
        ("/personal", "br, gzip;q=0", None),
        ("/streamed", "br", None),
        ("/short", "br, gzip", None),
    ],
)
def test_encoding_is_one_that_was_asked_for(client, address, accepted, encoding):
    response = client.get(address, headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    if address != "/short":
        assert "Accept-Encoding" in response.headers["Vary"]


def test_brotli_holds_the_page(client):
    response = client.get("/public", headers={"accept-encoding": "br"})
    assert brotli.decompress(response.content).decode() == LONG
    assert response.headers["Content-Length"] == str(len(response.content))


def test_logout_clears_the_browser(client):
    assert client.post("/logout").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/logout").headers
    assert "Clear-Site-Data" not in client.post("/personal").headers
