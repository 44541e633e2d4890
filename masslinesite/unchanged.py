"""Pages that are sent again while nothing at all has changed: not one row of the database was written since.

For pages of who is signed in, that many rows of many tables are read for. Nothing has to say on what such a
page depends: whatever is committed anywhere, by whichever worker or node, ends it, so that the next request
gets what a page made anew would show. The engines tell at the cost of a small query whether anything was
committed; a page during whose making something was, is not kept.

What a page says of the time it was made at would grow old: it is kept for ``SECONDS`` at most, and no longer
than its view says. It is kept by the session that asked for it, in the memory of one worker, and each
copy that goes out has a token of its own for its forms.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from masslinesite.statements import first

View = Callable[..., HttpResponse]
#: Times are told by the minute, so nobody can tell this lateness.
SECONDS = 10
#: Of a worker: some for each of the moderators who are at work at the same moment.
MOST = 64
SNAPSHOT = "SELECT pg_current_snapshot()::text"
CHANGES = "SELECT data_version, total_changes() FROM pragma_data_version"
#: What a browser says beside the address that a page may depend on.
ASKED_BY = (
    *("HTTP_COOKIE", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"),
)
#: In what others wrote no quotation mark stands as it is, so none of it looks like this.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')


@dataclass(frozen=True)
class Kept:
    """A page in the parts between its tokens; ``state`` is that of the database in which it was made."""

    parts: list[bytes]
    headers: dict[str, str]
    state: tuple[Any, ...]
    until: float


class Shelf:
    """The latest ``MOST`` pages of this worker."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...], state: tuple[Any, ...]) -> Kept | None:
        self._forget_old()
        kept = self._pages.get(key)
        return kept if kept is not None and kept.state == state else None

    def put(self, key: tuple[Any, ...], page: Kept) -> None:
        self._forget_old()
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)

    def _forget_old(self) -> None:
        """Words that were erased meanwhile do not lie in memory until somebody asks for that very page."""
        now = time.monotonic()
        with self._lock:
            for old in [key for key, kept in self._pages.items() if kept.until <= now]:
                del self._pages[old]


shelf = Shelf()


def state_of_database() -> tuple[Any, ...] | None:
    """Equal to an earlier one only if nothing was committed between the two; None within a transaction, where
    nobody can tell. One query.

    PostgreSQL's snapshots are equal if no transaction that writes has ended meanwhile. SQLite counts for each
    connection what others have committed and what it has changed itself, so its states are told apart by
    connection.
    """
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        return first(SNAPSHOT)
    changes = first(CHANGES)
    return (connection.connection, *changes)


def sent_again_while_unchanged(seconds: Callable[[], float]) -> Callable[[View], View]:
    """For a view whose page depends on the database, the address, the cookies and the time alone, inside what
    checks the access. ``seconds`` says how long nothing on it changes by the time alone."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            state = state_of_database() if _is_plain(request) else None
            if state is None:
                return view(request, *args, **kwargs)
            key = _key(request, state)
            kept = shelf.get(key, state)
            if kept is None:
                response = view(request, *args, **kwargs)
                _keep(key, request, response, state, min(SECONDS, seconds()))
                return response
            return HttpResponse(get_token(request).encode().join(kept.parts), headers=kept.headers)

        return wrapper

    return decorate


def _is_plain(request: HttpRequest) -> bool:
    return request.method == "GET" and not request.htmx and bool(settings.KEPT_PAGES_BYTES)


def _key(request: HttpRequest, state: tuple[Any, ...]) -> tuple[Any, ...]:
    asked_by = (request.META.get(name, "") for name in ASKED_BY)
    owner = id(state[0]) if connection.vendor == "sqlite" else 0
    return (request.user.pk, request.get_full_path(), owner, *asked_by)


def _keep(
    key: tuple[Any, ...], request: HttpRequest, response: HttpResponse, state: tuple[Any, ...], seconds: float
) -> None:
    """Only a page during whose making nothing was committed."""
    tokens = set(TOKEN.findall(response.content))
    if response.status_code != 200 or len(tokens) != 1 or seconds <= 0 or state_of_database() != state:
        return
    parts = response.content.split(*tokens)
    shelf.put(key, Kept(parts, dict(response.headers), state, time.monotonic() + seconds))
