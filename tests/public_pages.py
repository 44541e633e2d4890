"""Walks everything that anybody may read, following every link from page to page."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

HOST = "http://testserver"
#: Closed to the public, or in another test's care.
ELSEWHERE = ("/account/", "/admin/", "/moderation/", "/static/")
#: More pages than any test's debates have; a walk that reaches it does not end by itself.
MOST = 2000


class Links(HTMLParser):
    """The addresses that a page leads to: links, and what its GET forms ask for as they stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("a", "link") and given.get("href"):
            self.found.append(given["href"])
        if tag == "form" and given.get("method", "get") == "get":
            self.found.append(given.get("action", ""))


def walk(client: Client, *first: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every address that can be reached from ``first`` without writing anything, with its answer."""
    waiting, seen = list(first), set(first)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        yield address, response
        assert len(seen) < MOST, "the walk does not end"
        if "html" not in response.get("Content-Type", ""):
            continue
        for link in Links(response.content.decode()).found:
            url = urldefrag(urljoin(HOST + address, link)).url
            path = url.removeprefix(HOST)
            if url.startswith(HOST) and path not in seen and not urlsplit(url).path.startswith(ELSEWHERE):
                seen.add(path)
                waiting.append(path)
