"""A server on trial (``bench/server_trial.py``), and what is said to it."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from bench.serving import ROOT, free_port

MARKER = "markermarker"
#: A reader of this machine whose address is not the server's own.
PEER = "127.0.0.77"
HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = "POST / HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
PLAIN = f"{HEAD}Connection: close\r\n\r\n".encode()


class Served:
    """A server to be entered; what it writes is in ``log``."""

    def __init__(
        self, command: Callable[[str], tuple[str, ...]], environment: dict[str, str], log: Path
    ) -> None:
        self.command, self.environment, self.path = command, environment, log
        self.address = f"127.0.0.1:{free_port()}"

    def __enter__(self) -> Self:
        self.process = self.start(self.address, self.environment)
        deadline = time.monotonic() + 60
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"no answer; it wrote {self.log[-500:]}")
            time.sleep(0.1)
        return self

    def __exit__(self, *trouble: object) -> None:
        for worker in self.workers():
            os.kill(worker, signal.SIGCONT)
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            for worker in self.workers():
                os.kill(worker, signal.SIGKILL)
            self.process.kill()
            self.process.wait()

    def start(self, address: str, environment: dict[str, str]) -> subprocess.Popen:
        with self.path.open("ab") as log:
            return subprocess.Popen(
                self.command(address), cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )

    @property
    def log(self) -> str:
        return self.path.read_text("utf-8", "replace")

    def workers(self) -> list[int]:
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(line) for line in told.stdout.split()]

    def connect(self, seconds: float = 10) -> socket.socket:
        host, port = self.address.split(":")
        return socket.create_connection((host, int(port)), timeout=seconds, source_address=(PEER, 0))

    def ask(self, sent: bytes, seconds: float = 10) -> bytes:
        """All that comes back until the server ends the connection, or for so many seconds."""
        with self.connect(seconds) as connection, suppress(OSError):
            connection.sendall(sent)
            return received(connection)
        return b""

    def answers(self, seconds: float = 5) -> bool:
        with suppress(OSError):
            return b" 200 " in self.ask(PLAIN, seconds)[:20]
        return False

    def mirror(self, head: str = "") -> dict[str, str]:
        """What came to the application of a request with these further header lines."""
        return json.loads(
            self.ask(f"{HEAD}{head}Connection: close\r\n\r\n".encode()).partition(b"\r\n\r\n")[2]
        )


def received(connection: socket.socket) -> bytes:
    answer = b""
    with suppress(OSError):
        while piece := connection.recv(65536):
            answer += piece
    return answer


def told(answer: bytes) -> dict[str, str]:
    """What ``bench/mirror.py`` says in the first of these answers."""
    return json.JSONDecoder().raw_decode(answer.decode("latin-1").partition("\r\n\r\n")[2])[0]


def status(answer: bytes) -> str:
    return answer[9:12].decode() if answer.startswith(b"HTTP/1.") else "closed"
