"""Clients that send prepared requests over kept connections, and note how long each answer took.

Plain sockets, since a client of a library costs the processor as much as some of the servers do.
"""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.serving import Load


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name; empty: there is none."""
        for line in self.head.split("\r\n")[1:]:
            found, _, value = line.partition(":")
            if found.lower() == name.lower():
                return value.strip()
        return ""


@dataclass
class Client:
    """One connection to the server at ``url``, made anew where the server ends it."""

    url: str
    _socket: socket.socket | None = None
    _left: bytes = b""

    def ask(self, request: bytes) -> Answer:
        if self._socket is None:
            parts = urlsplit(self.url)
            self._socket = socket.create_connection((parts.hostname, parts.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._left = b""
        self._socket.sendall(request)
        while b"\r\n\r\n" not in self._left:
            self._receive()
        head, _, self._left = self._left.partition(b"\r\n\r\n")
        found = Answer(int(head[9:12]), head.decode("latin-1"), b"")
        length = int(found.header("Content-Length") or 0)
        while len(self._left) < length:
            self._receive()
        body, self._left = self._left[:length], self._left[length:]
        if found.header("Connection").lower() == "close":
            self.close()
        return Answer(found.status, found.head, body)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _receive(self) -> None:
        part = self._socket.recv(65536)
        if not part:
            raise ConnectionError(f"{self.url} ended the connection")
        self._left += part


def request(method: str, url: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """A request as bytes; in the names of ``headers`` a _ stands for a hyphen."""
    host = urlsplit(url).netloc
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Outcome:
    """Seconds of each answer, and how many answers had another status than they should."""

    taken: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)


def send_all(url: str, shares: Sequence[Sequence[bytes]], *, right: frozenset[int]) -> tuple[Load, list[int]]:
    """Sends each share over a connection of its own, all at once; the statuses that are not ``right``."""
    outcomes = [Outcome() for _ in shares]
    begin = threading.Barrier(len(shares) + 1)

    def send(share: Sequence[bytes], outcome: Outcome) -> None:
        client = Client(url)
        begin.wait()
        for each in share:
            started = time.perf_counter()
            status = client.ask(each).status
            outcome.taken.append(time.perf_counter() - started)
            if status not in right:
                outcome.wrong.append(status)
        client.close()

    threads = [threading.Thread(target=send, args=each) for each in zip(shares, outcomes, strict=True)]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    taken = sorted(each * 1000 for outcome in outcomes for each in outcome.taken)
    load = Load(len(taken) / seconds, taken[len(taken) // 2], taken[len(taken) * 99 // 100])
    return load, [status for outcome in outcomes for status in outcome.wrong]


def in_shares(requests: Sequence[bytes], number: int) -> list[list[bytes]]:
    """Dealt out to ``number`` connections."""
    return [list(requests[at::number]) for at in range(number)]
