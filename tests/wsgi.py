"""Asking a WSGI application as a server does, without a server."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

Application = Callable[..., Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def environ_of(address: str, method: str = "GET", **headers: str) -> dict[str, object]:
    """What a server makes of a request; ``headers`` by their WSGI names: ``HTTP_COOKIE``."""
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    } | headers


def ask(application: Application, address: str, method: str = "GET", **headers: str) -> Answer:
    start: list = []
    body = application(environ_of(address, method, **headers), lambda *given: start.extend(given))
    try:
        content = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    return Answer(int(start[0][:3]), dict(start[1]), content)


@contextmanager
def connections_stay_open() -> Iterator[None]:
    """Requests leave the connection alone, in whose transaction the test works."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
