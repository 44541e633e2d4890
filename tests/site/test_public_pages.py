"""Reading pages are the same for every anonymous reader: every one of them is asked."""

import re
from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comments.enums import Status
from essays.models import Debate
from masslinesite.page_front import PageFront
from masslinesite.page_making import PageMaker
from tests.factories import make_response
from tests.wsgi import ask, connections_stay_open

DEBATE, WORK = "library-shelves", "on-weeding"
#: One address of each reading page, in the small debate; a page without one fails the first test.
ADDRESSES = {
    "home": [],
    "debate": [DEBATE],
    "compare": [DEBATE],
    "beside-choose": [DEBATE],
    "beside": [DEBATE, "a1", "b2"],
    "link": [DEBATE, "b2-a1"],
    "parallel-choose": [DEBATE],
    "parallel": [DEBATE, "b", "a"],
    "quotations": [DEBATE],
    "coverage": ["for-the-window"],
    "terms": [DEBATE],
    "term": [DEBATE, "unread"],
    "term-csv": [DEBATE, "unread"],
    "search": [],
    "authorities": [DEBATE],
    "work": [WORK],
    "paragraph": [WORK, 1],
    "cite": [WORK],
    "cite-bibtex": [WORK],
    "cite-csl": [WORK],
    "about": [],
    "debate-responses": [DEBATE],
    "work-responses": [WORK],
    "paragraph-responses": [WORK, 1],
    "formulation-responses": [DEBATE, None],
    "question-responses": [DEBATE, None],
    "position-responses": [DEBATE, "what-is-a-full-shelf-for", "A"],
    "pair-responses": [DEBATE, "a1", "b2"],
    "link-responses": [DEBATE, "b2-a1"],
    "response": [None],
    "response-revisions": [None],
    "responses-feed": [DEBATE],
    "house-rules": [],
    "house-rules-history": [],
    "house-rules-version": [1],
    "figures": [],
    "debate-figures": [DEBATE],
    "figures-csv": [],
}

SHEETS = ["/static/css/reader-pages.css", "/display.css"]
#: Pages that swap fragments, and one that keeps two columns in step; all others do without a script.
SCRIPTS_OF = {
    "compare": ["/static/django_htmx/htmx-2.min.js", "/static/js/site.js"],
    "parallel": ["/static/js/parallel.js"],
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern
#: These are left to Django's handler.
WRITE_SOMETHING = {"figures", "debate-figures", "figures-csv"}


def test_every_reading_page_is_asked():
    public = {
        pattern.name
        for pattern in patterns(get_resolver())
        if getattr(pattern.callback, "is_public_page", False)
    }
    assert public == set(ADDRESSES)


@pytest.fixture
def address(small_debate: Debate, shelf_links: Debate) -> dict[str, str]:
    """The address of each reading page, with one published response on a paragraph."""
    work = small_debate.works.get(slug=WORK)
    block = work.blocks.get(number=1)
    response = make_response(block, status=Status.PUBLISHED)
    last = {
        "formulation-responses": small_debate.formulations.first().slug,
        "question-responses": small_debate.questions.first().slug,
        "response": response.pk,
        "response-revisions": response.pk,
    }
    return {
        name: reverse(name, args=[last[name] if part is None else part for part in parts])
        for name, parts in ADDRESSES.items()
    }


def asked_for_by(response: HttpResponse) -> list[str] | None:
    """The scripts of a page; its only sheets are the site's and the reader's colours. None if it is none."""
    if "html" not in response["Content-Type"]:
        return None
    text = response.content.decode()
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)">', text) == SHEETS
    assert text.count("<script") == text.count(" defer></script>")
    return re.findall(r'<script src="([^"]+)"', text)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_page_is_the_same_for_every_reader(client, address, name):
    response = client.get(address[name])
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert not client.session.keys()
    varies = {field.strip().lower() for field in response.get("Vary", "").split(",")}
    assert varies <= {"", "accept-encoding", "hx-request"}
    assert b"csrfmiddlewaretoken" not in response.content
    assert asked_for_by(response) == (
        SCRIPTS_OF.get(name, []) if "html" in response["Content-Type"] else None
    )
    client.cookies["theme"] = "dark"
    client.cookies["sessionid"] = "x" * 32
    again = client.get(address[name], headers={"user-agent": "Other/1.0", "accept-language": "de"})
    assert again.content == response.content
    unchanged = client.get(address[name], headers={"if-none-match": response["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_page_only_answers_reading(client, address, name):
    assert client.head(address[name]).status_code == 200
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address[name]).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_page_made_by_its_view_alone_is_djangos(address, name, scheme, settings, monkeypatch):
    """By the front, without the middlewares: the same bytes and the same headers, those of HTTPS included."""
    settings.SECURE_HSTS_SECONDS = 3600
    handed_on = []

    def handler(environ, start_response):
        handed_on.append(environ)
        return WSGIHandler()(environ, start_response)

    def answer():
        return ask(PageFront(handler, limit=0), address[name], **{"wsgi.url_scheme": scheme})

    with connections_stay_open():
        alone = answer()
        assert bool(handed_on) is (name in WRITE_SOMETHING)
        monkeypatch.setattr(PageMaker, "made", lambda *_: None)
        by_django = answer()
    assert handed_on
    assert alone.body == by_django.body
    assert ("Strict-Transport-Security" in alone.headers) is (scheme == "https")
    for each in (alone, by_django):
        # Of each answer anew; and the one that is packed before it is tagged has the other tag.
        assert each.headers.pop("X-Request-ID")
        assert each.headers.pop("ETag")
    assert alone.headers == by_django.headers
