"""Answers made of kept pages: in the coding that the browser takes, or 304 where it has the page already."""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpResponseBase

from masslinesite.kept_pages import QUICK, Headers, Page
from masslinesite.middleware import SMALLEST_COMPRESSED
from masslinesite.page_making import Made
from masslinesite.public_pages import tag_of

Environ = dict[str, object]

#: Made for each answer anew.
OF_ONE_ANSWER = frozenset({"content-length", "etag", "vary", "x-request-id"})
#: What an answer without a body does not say.
OF_A_BODY = frozenset({"content-type", "content-disposition", "content-language"})
QUALITY = re.compile(r";\s*q=\s*([^;\s]*)")
#: Best first, of those that a browser takes equally well.
CODINGS = ("br", "gzip", "identity")
OK = "200 OK"


@dataclass(frozen=True)
class Answer:
    """What WSGI's start_response takes, and the body."""

    status: str
    headers: Headers
    body: bytes


def without_reader(environ: Environ, address: Iterable[str]) -> Environ:
    """What the server says of itself and what is in ``address``, nothing else that came from the browser."""
    wanted = {
        name: value
        for name, value in environ.items()
        if name in address or not (name.startswith(("HTTP_", "REMOTE_")) or name == "RAW_URI")
    }
    return wanted | {"REQUEST_METHOD": "GET"}


def page_by(application: Callable[..., Iterable[bytes]], environ: Environ, route: str) -> Page:
    """What ``application`` answers, whatever its status."""
    start: list = []
    response = application(environ, lambda *given: start.extend(given))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return _page(response, route, start[0], start[1], body)


def page_of(made: Made, route: str) -> Page:
    """A page that went well, with a tag unless it has one."""
    page = _page(made.response, route, OK, list(made.headers.items()), made.response.content)
    if not page.digest:
        page.pack()
        page.digest = tag_of(page.packed)
    return page


def _page(response: HttpResponseBase, route: str, status: str, headers: Headers, body: bytes) -> Page:
    """The version is for the caller to find out."""
    given = {name.lower(): value for name, value in headers}
    vary = [name for name in given.get("vary", "").split(", ") if name and name != "Accept-Encoding"]
    return Page(
        keys=tuple(sorted(getattr(response, "page_keys", ()))),
        version=0,
        route=route,
        status=status,
        headers=[
            *((name, value) for name, value in headers if name.lower() not in OF_ONE_ANSWER),
            ("Vary", ", ".join([*vary, "Accept-Encoding"])),
        ],
        digest=given.get("etag", "").strip('"'),
        length=len(body),
        bodies={"identity": body},
        later=getattr(response, "after_sending", ()),
    )


def answer_with(page: Page, environ: Environ) -> Answer:
    """``page`` as this browser takes it. The tag is a strong one: it names the body, byte for byte."""
    short = page.length < SMALLEST_COMPRESSED
    coding = "identity" if short else coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = [*page.headers, ("X-Request-ID", secrets.token_hex(6))]
    if page.status == OK:
        tag = f'"{page.digest}"' if coding == "identity" else f'"{page.digest}-{coding}"'
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and has_already(asked.replace(QUICK, ""), tag):
            kept = [pair for pair in headers if pair[0].lower() not in OF_A_BODY]
            return Answer("304 Not Modified", [*kept, ("ETag", tag)], b"")
    body, how = page.body(coding)
    if page.status == OK:
        headers.append(("ETag", f'{tag[:-1]}{how}"'))
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    return Answer(page.status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)


@lru_cache(maxsize=256)
def coding_for(accepted: str) -> str:
    """The coding that an Accept-Encoding header likes best, as RFC 9110 reads it; the smallest of several.

    ``identity`` also where the header refuses everything: a page is better than none.
    """
    liked: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, _, rest = each.partition(";")
        given = QUALITY.search(f";{rest}")
        try:
            liked[name.strip()] = float(given.group(1)) if given else 1.0
        except ValueError:
            liked[name.strip()] = 0.0
    others = liked.get("*", 0.0)
    # Unless it is named, no coding at all is always taken, but after each that is.
    liked.setdefault("identity", others or 0.001)
    best = max(CODINGS, key=lambda coding: liked.get(coding, others))
    return best if liked.get(best, others) > 0 else "identity"


def has_already(asked: str, tag: str) -> bool:
    """Whether If-None-Match, compared weakly as RFC 9110 has it, names ``tag`` or is ``*``."""
    return asked.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in asked.split(",")}
