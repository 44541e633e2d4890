"""What stands in front of Django: reading pages that were made before are sent without it.

A reading page is a function of its address and of the versions of what it shows
(``masslinesite.page_versions``). For the first request it is made (``masslinesite.page_making``), without
whatever else the reader sent: no cookie, no language, no browser's name, so that nothing of one reader can
stand in what another gets. The next ones cost one indexed query for the versions, and no body where the
browser has the page. What is no reading page, or is not plainly asked for, passes through untouched.

Each worker keeps its own pages, and each asks the database each time: what was taken down is gone from
every worker of every node with the next request, and there is nothing to purge.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TypeVar

import structlog
from django.core.signals import request_finished
from django.db import Error, connection
from django.urls import Resolver404, ResolverMatch, resolve

from masslinesite.kept_pages import Key, Page, Shelf, Work
from masslinesite.page_answers import OK, Environ, answer_with, page_by, page_of, without_reader
from masslinesite.page_making import PageMaker
from masslinesite.page_versions import SITE, one_moment, version_of, versions_by_key
from masslinesite.pieces import forget_outdated_pieces
from masslinesite.shelves import LeastRecent

StartResponse = Callable[..., object]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
T = TypeVar("T")

log = structlog.get_logger("masslinesite.request")
#: What of a request decides a reading page. All else that a browser says is left out when it is made.
ADDRESS = (
    *("wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
)
#: Longer addresses are answered, but not kept: nobody has a link to them.
LONGEST_QUERY = 1000
#: Seconds that others wait for the one that makes a page, before they make it themselves.
PATIENCE = 20
TURN_SECONDS = 0.03
#: Bytes: more are read while the request is answered, as slowly as they come, and nobody waits for that.
LARGEST_FORM = 1 << 16
#: Paths of which it is remembered what their pages were made from.
MOST_KEYS = 1000
REPORT_SECONDS = 60


class Sent:
    """A body that does ``later`` when the server has sent it."""

    def __init__(self, body: list[bytes], later: tuple[Work, ...]) -> None:
        self.body, self.later = body, later

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def __len__(self) -> int:
        return len(self.body)

    def close(self) -> None:
        try:
            for work in self.later:
                work()
        except Exception as failure:
            # The page was sent: nobody is to be told but the log.
            log.exception("work_after_sending_failed", cause=type(failure).__name__)
        finally:
            # As Django does after every request: connections that are too old are closed.
            request_finished.send(sender=type(self))


class PageFront:
    """The WSGI application in front of ``application``; keeps up to ``limit`` bytes of pages, none for 0."""

    def __init__(self, application: Application, limit: int) -> None:
        self.application = application
        self.shelf = Shelf(limit)
        self.maker = PageMaker()
        self._making: dict[Key, threading.Event] = {}
        self._lock, self._turn = threading.Lock(), threading.Lock()
        #: Of which a page said that it is not to be kept: nobody need wait for another's.
        self._unkept: set[tuple[str, bool]] = set()
        #: By path, what a page was made from.
        self._keys: LeastRecent[str, tuple[str, ...]] = LeastRecent()
        self._counted: dict[tuple[str, str], int] = {}
        self._reported = time.monotonic()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_plain(environ):
            return self._pass_on(environ, start_response)
        key = key_of(environ)
        page = self.kept(key)
        if page is None:
            match = reading_page_at(environ["PATH_INFO"])
            if match is None:
                return self._pass_on(environ, start_response)
            return self._wait_or_make(key, match, environ, start_response)
        self._count(page.route, "kept")
        return self._send(page, environ, start_response, ())

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """To Django, in turn, once a form that was sent is there."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > LARGEST_FORM:
            return self.application(environ, start_response)
        if length != "0":
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
        with self._in_turn():
            return self.application(environ, start_response)

    def _count(self, route: str, how: str) -> None:
        """Writing a line costs as much as all the rest of an answer, so those of a minute share one for each
        page's name. Counting is not exact where two threads count at once, which is no matter here."""
        self._counted[how, route] = self._counted.get((how, route), 0) + 1
        self._report()

    def _report(self) -> None:
        """Once a minute while anything is asked for."""
        now = time.monotonic()
        if now - self._reported < REPORT_SECONDS:
            return
        with self._lock:
            counted, self._counted, self._reported = self._counted, {}, now
        for (how, name), answers in sorted(counted.items()):
            log.info(f"{how}_pages_sent", route=name, answers=answers)
        self.forget_outdated()

    def forget_outdated(self) -> None:
        """Drops every page, and every piece of one, that shows what has changed since: nobody asks for some
        of them again, and words that were erased shall not lie in memory until somebody does. A query for
        each thousand keys of either."""
        kept = self.shelf.all()
        try:
            versions = versions_by_key({name for _, page in kept for name in page.keys})
            forget_outdated_pieces()
        except Error:
            connection.close()
            versions = {}
        for key, page in kept:
            if max(versions.get(name, 0) for name in page.keys) != page.version:
                self.shelf.drop(key, page)

    def kept(self, key: Key) -> Page | None:
        """The page of ``key``, if nothing that it shows has changed. One query if it is kept at all."""
        page = self.shelf.get(key)
        if page is None:
            return None
        version = _version(page.keys)
        if version == page.version:
            return page
        if version is not None:
            self.shelf.drop(key, page)
        return None

    def _wait_or_make(
        self, key: Key, match: ResolverMatch, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Of many who ask for the same page at once one makes it, the others get what it made."""
        if _kind_of(match.view_name, environ) in self._unkept:
            return self.application(environ, start_response)
        if not self.shelf.limit:
            page = self._make(key, match, environ)
            return self._send(page, environ, start_response, page.later)
        with self._lock:
            made = self._making.get(key)
            is_first = made is None
            if made is None:
                made = self._making[key] = threading.Event()
        try:
            page = None
            if not is_first:
                made.wait(PATIENCE)
                page = self.kept(key)
            later: tuple[Work, ...] = ()
            if page is None:
                page = self._make(key, match, environ)
                later = page.later
            return self._send(page, environ, start_response, later)
        finally:
            if is_first:
                with self._lock:
                    del self._making[key]
                made.set()

    def _send(
        self, page: Page, environ: Environ, start_response: StartResponse, later: tuple[Work, ...]
    ) -> Iterable[bytes]:
        answer = answer_with(page, environ)
        page.settle()
        start_response(answer.status, answer.headers)
        return Sent([answer.body], later) if later else [answer.body]

    def _make(self, key: Key, match: ResolverMatch, environ: Environ) -> Page:
        """Has the page made, and keeps it if it says what it was made from.

        The site's own number is read first, and with it the numbers of what the page at this address was made
        from the last time, which it will ask for.
        """
        path = environ["PATH_INFO"]
        known = _versions((SITE, *(self._keys.get(path) or ())))
        before = dict(known or {})
        with one_moment(known):
            page = self._made(match, without_reader(environ, ADDRESS), directly=known is not None)
        if page.keys and known is not None and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY:
            self._keys.keep(path, page.keys, size=1, limit=MOST_KEYS)
            version = _version_made(page.keys, before)
            if version is not None:
                page.version = version
                self.shelf.put(key, page)
        if not page.keys and page.status == OK:
            self._unkept.add(_kind_of(match.view_name, environ))
        return page

    def _made(self, match: ResolverMatch, environ: Environ, *, directly: bool) -> Page:
        if directly:
            with self._in_turn():
                made = self.maker.made(environ, match)
                if made is not None:
                    self._count(match.view_name, "made")
                    return page_of(made, match.view_name)
        self._report()
        return page_by(self.application, environ, match.view_name)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite works within this process, whose threads share one interpreter and hand it on with each row:
        of several pages made at once a long one took a third longer than one after the other, and who had
        begun to write, for whom all other workers wait, waited for those who prepared to. One that waits
        for something else, as a disk, keeps nobody waiting for longer than ``TURN_SECONDS``."""
        has_turn = connection.vendor == "sqlite" and self._turn.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if has_turn:
                self._turn.release()


def _kind_of(route: str, environ: Environ) -> tuple[str, bool]:
    """Pages of one URL name that ask for something are of another kind than the one that asks for nothing: a
    search is made for each reader, and its form is the same for all."""
    return route, bool(environ.get("QUERY_STRING"))


def key_of(environ: Environ) -> Key:
    """By what a reading page is kept."""
    return tuple([environ.get(name, "") for name in ADDRESS])


def is_plain(environ: Environ) -> bool:
    """Whether a whole page is asked for: by GET or HEAD, without a body, and not for a part by htmx."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and "HTTP_HX_REQUEST" not in environ
        and environ.get("CONTENT_LENGTH", "") in ("", "0")
        and "HTTP_TRANSFER_ENCODING" not in environ
    )


@lru_cache(maxsize=1024)
def reading_page_at(path: str) -> ResolverMatch | None:
    """What the URLs have for the reading page at ``path``, as WSGI has it; None for any other address."""
    try:
        match = resolve(path.encode("iso-8859-1").decode())
    except (Resolver404, UnicodeDecodeError):
        return None
    return match if getattr(match.func, "is_public_page", False) else None


def _versions(keys: Iterable[str]) -> dict[str, int] | None:
    """Each key's number, 0 where nothing ever changed; as ``_version`` where the database can't be asked."""
    found = _unless_away(versions_by_key, keys)
    return None if found is None else dict.fromkeys(keys, 0) | found


def _version(keys: Iterable[str]) -> int | None:
    """None where the database can't be asked: Django will meet the same, and has a page that says so."""
    return _unless_away(version_of, keys)


def _version_made(keys: tuple[str, ...], before: dict[str, int]) -> int | None:
    """The number of a page, by those that were read ``before`` it was made; None where it is not to be kept.

    What is changed while a page is made, which may hold old and new then, gets a higher number: nobody is
    sent it again by the one from before. Where not all was asked about before, one query; a number that is
    higher than the site's was says that this may be such a page.
    """
    if all(name in before for name in keys):
        return max(before[name] for name in keys)
    version = _version(keys)
    return version if version is not None and version <= before[SITE] else None


def _unless_away(ask: Callable[[Iterable[str]], T], keys: Iterable[str]) -> T | None:
    try:
        return ask(keys)
    except Error:
        connection.close()
        return None
