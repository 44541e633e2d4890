"""gunicorn, made to say nothing about a reader: its error answers and its log; and to share out its work.

By default it logs the peer's address with every malformed request, and answers such requests
with a page that repeats them and carries none of our headers.

Connections stay open, a proxy's above all, and whichever worker woke up first took as many as there were:
one of two processors idled while the other served everybody, which halved what the site could do. Workers
see each other's number of connections, and one that has more leaves a new one to the others for a moment.
"""

import mmap
import time
from http import HTTPStatus
from socket import socket

import structlog
from gunicorn.glogging import Logger as GunicornLogger
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from masslinesite import allocator, headers

log = structlog.get_logger("masslinesite.server")

#: What a request can be refused for before it reaches Django, the particular before the general;
#: anything else is a fault of ours.
REFUSALS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (errors.InvalidResponseHeader, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.InvalidResponseHeaderName, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.ConfigurationProblem, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (errors.UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (errors.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (errors.ForbiddenProxyRequest, HTTPStatus.FORBIDDEN),
    (errors.ParseException, HTTPStatus.BAD_REQUEST),
)


def status_for(error: BaseException) -> HTTPStatus:
    for kind, status in REFUSALS:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def refusal(status: HTTPStatus) -> bytes:
    """The whole answer, headers and a line of text; nothing of the request comes back in it."""
    body = f"{status.value} {status.phrase}\n".encode("ascii")
    fields = headers.BELOW_DJANGO | {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode("ascii") + body


class Shares:
    """How many connections each worker has, in memory that all share which are forked from one process.

    A worker has a place by the number gunicorn gave it; 0 says that nobody is there, n + 1 stands for n.
    """

    PLACES = 256

    def __init__(self) -> None:
        self._places = memoryview(mmap.mmap(-1, 4 * self.PLACES)).cast("I")

    def tell(self, worker: int, connections: int) -> None:
        self._places[worker % self.PLACES] = connections + 1

    def leave(self, worker: int) -> None:
        self._places[worker % self.PLACES] = 0

    def has_more(self, worker: int) -> bool:
        """Than some other worker."""
        own = self._places[worker % self.PLACES]
        return any(0 < place < own for place in self._places)


SHARES = Shares()
#: So often, and for so many seconds, a worker that has more leaves a new connection to others, which may be
#: busy.
DEFERRALS, DEFERRAL = 4, 0.0005
#: After so many seconds a worker gives back the memory that it has not in use.
GIVE_BACK_SECONDS = 10


class Worker(ThreadWorker):
    """Threads, with refusals of our own, and no more connections than other workers have."""

    deferred = 0
    gives_back_at = 0.0

    def notify(self) -> None:
        """Called at each turn of the worker's loop."""
        super().notify()
        SHARES.tell(self.age, self.nr_conns)
        now = time.monotonic()
        if now >= self.gives_back_at:
            self.gives_back_at = now + GIVE_BACK_SECONDS
            allocator.give_back()

    def accept(self, listener: socket) -> None:
        if self.deferred < DEFERRALS and SHARES.has_more(self.age):
            self.deferred += 1
            time.sleep(DEFERRAL)
            return
        self.deferred = 0
        super().accept(listener)
        SHARES.tell(self.age, self.nr_conns)

    def handle_error(self, req: object, client: socket, addr: object, exc: BaseException) -> None:
        status = status_for(exc)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request_failed_below_django", exc_info=exc)
        else:
            log.info("request_refused", kind=type(exc).__name__, status=status.value)
        try:
            client.sendall(refusal(status))
        except OSError:
            log.info("refusal_not_delivered", status=status.value)


class Logger(GunicornLogger):
    """Sends gunicorn's lines through our formatter instead of handlers of its own."""

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in list(self.error_log.handlers):
            self.error_log.removeHandler(handler)
        self.error_log.propagate = True
