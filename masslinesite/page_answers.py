"""Answers made of kept pages: in the coding that the browser takes, or 304 where it has the page already."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpResponseBase

from masslinesite.codings import coding_for
from masslinesite.kept_pages import QUICK, Headers, Page
from masslinesite.middleware import SMALLEST_COMPRESSED
from masslinesite.page_making import Made
from masslinesite.public_pages import tag_of

Environ = dict[str, object]

#: Made for each answer anew.
OF_ONE_ANSWER = frozenset({"content-length", "etag", "vary", "x-request-id"})
#: What an answer without a body does not say.
OF_A_BODY = frozenset({"content-type", "content-disposition", "content-language"})
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
        if asked and (had := tag_had(asked, tag)):
            kept = [pair for pair in headers if pair[0].lower() not in OF_A_BODY]
            return Answer("304 Not Modified", [*kept, ("ETag", had)], b"")
    body, how = page.body(coding)
    if page.status == OK:
        headers.append(("ETag", f'{tag[:-1]}{how}"'))
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    return Answer(page.status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)


def tag_had(asked: str, tag: str) -> str:
    """Which tag of the page If-None-Match names, compared weakly as RFC 9110 has it: ``tag``, also for ``*``,
    or that of its quickly made body; else none. A cache finds what it keeps by the tag that it is told."""
    names = {each.strip().removeprefix("W/") for each in asked.split(",")}
    if tag in names or asked.strip() == "*":
        return tag
    quick = f'{tag[:-1]}{QUICK}"'
    return quick if quick in names else ""
