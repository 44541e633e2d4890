"""Pages made by their views alone: only what is simply a page that went well."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.template.response import SimpleTemplateResponse
from django.urls import ResolverMatch

from masslinesite import page_making
from masslinesite.page_making import Made, PageMaker
from masslinesite.public_pages import made_from_primary, public_page
from tests.wsgi import connections_stay_open, environ_of


def made(view, **environ) -> Made | None:
    match = ResolverMatch(view, (), {}, url_name="leaf")
    with connections_stay_open():
        return PageMaker().made(environ_of("/leaf/", **environ), match)


@public_page
def leaf(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.resolver_match.view_name} {bool(request.htmx)}")


def with_cookie(request):
    answer = HttpResponse("A leaf")
    answer.set_cookie("theme", "dark")
    return answer


def by_cookie(request):
    return HttpResponse("A leaf", headers={"Vary": "Accept-Encoding, Cookie"})


def with_key(request):
    return HttpResponse(get_token(request))


def missing(request):
    raise Http404


def broken(request):
    raise RuntimeError


def elsewhere(request):
    return HttpResponseRedirect("/other/")


def in_parts(request):
    return StreamingHttpResponse(["A leaf"])


def put_off(request):
    return SimpleTemplateResponse("400.html")


def test_a_page_is_made_with_the_headers_of_all():
    page = made(leaf)
    assert page.response.content == b"leaf False"
    assert page.headers["Cache-Control"] == "public, no-cache"
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Referrer-Policy"):
        assert page.headers[name]


@pytest.mark.parametrize(
    "view", [with_cookie, by_cookie, with_key, missing, broken, elsewhere, in_parts, put_off]
)
def test_whatever_else_is_djangos_to_answer(view):
    assert made(public_page(view)) is None


def test_a_page_that_may_write_is_not_called_twice():
    called = []

    @public_page
    @made_from_primary
    def writing(request: HttpRequest) -> HttpResponse:
        called.append(request)
        return HttpResponse("A leaf")

    assert made(writing) is None
    assert called == []


def test_another_host_is_djangos_to_refuse():
    assert made(leaf, HTTP_HOST="elsewhere.example") is None


def test_where_all_is_to_be_secure_django_says_so(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert made(leaf) is None
    assert made(leaf, **{"wsgi.url_scheme": "https"}).response.status_code == 200


def test_a_slow_page_has_a_line_of_its_own(monkeypatch, caplog):
    made(leaf)
    assert caplog.records == []
    monkeypatch.setattr(page_making, "SLOW", 0)
    made(leaf)
    (line,) = [record.msg for record in caplog.records]
    assert (line["event"], line["route"]) == ("slow_page", "leaf")
