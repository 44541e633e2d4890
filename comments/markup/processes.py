"""Converter processes, kept warm, lent to one thread at a time, and killed when they take too long."""

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comments.markup.child import LENGTH, pack

ROOT = Path(__file__).resolve().parents[2]
#: What Python needs to start; nothing of the site's own environment, which holds its secrets.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "SYSTEMROOT")
#: Each worker process has so many at most. A second one starts only while the first is busy.
MOST = 2
#: Seconds for a new process to come up, on a machine that is busy with other things.
START_SECONDS = 5.0
#: Longer than any HTML of a text of 20,000 characters that is worth showing.
LONGEST_ANSWER = 400_000


class Failed(Exception):
    """No answer: the process ended, took too long, or could not be had. ``str()`` says which.

    As an identifier, since the logs let nothing else through.
    """


class Converter:
    """One child process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "comments.markup.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            bufsize=0,
        )
        os.set_blocking(self.process.stdin.fileno(), False)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.is_ready = False

    def ask(self, request: dict, seconds: float) -> bytes:
        """The answer's JSON, within ``seconds`` from when the process is up. Raises Failed."""
        try:
            if not self.is_ready:
                self._receive(time.monotonic() + START_SECONDS)
                self.is_ready = True
            deadline = time.monotonic() + seconds
            self._send(pack(request), deadline)
            return self._receive(deadline)
        except OSError:
            raise Failed("ended") from None

    def stop(self) -> None:
        """Ends the process and forgets it."""
        self.process.kill()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def forget(self) -> None:
        """Lets go of a process that belongs to the process that this one was forked from."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.returncode = 0

    def _send(self, message: bytes, deadline: float) -> None:
        pipe = self.process.stdin.fileno()
        while message:
            _wait_for(pipe, select.POLLOUT, deadline)
            message = message[os.write(pipe, message) :]

    def _receive(self, deadline: float) -> bytes:
        length = LENGTH.unpack(self._read(LENGTH.size, deadline))[0]
        if length > LONGEST_ANSWER:
            raise Failed("too_long")
        return self._read(length, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        pipe, received = self.process.stdout.fileno(), b""
        while len(received) < size:
            _wait_for(pipe, select.POLLIN, deadline)
            part = os.read(pipe, size - len(received))
            if not part:
                raise Failed("ended")
            received += part
        return received


class Converters:
    """The processes of this process, for its threads to share."""

    def __init__(self, most: int = MOST) -> None:
        self._free = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[Converter] = []
        self._all: set[Converter] = set()

    def warm(self) -> None:
        """Starts a process if there is none yet, without waiting for it."""
        with self._lock:
            if not self._all:
                self._idle.append(self._start())

    @contextmanager
    def lend(self, seconds: float) -> Iterator[Converter]:
        """A process for the block; one that fails in it is replaced.

        Raises Failed when all are busy for ``seconds``, or longer while one of them is starting.
        """
        known = self._all.copy()
        are_up = bool(known) and all(converter.is_ready for converter in known)
        if not self._free.acquire(timeout=seconds if are_up else START_SECONDS):
            raise Failed("busy")
        try:
            converter = self._take()
            try:
                yield converter
            except BaseException:
                self._replace(converter)
                raise
            with self._lock:
                self._idle.append(converter)
        finally:
            self._free.release()

    def stop(self) -> None:
        with self._lock:
            for converter in self._all:
                converter.stop()
            self._all.clear()
            self._idle.clear()

    def forget(self) -> None:
        for converter in self._all:
            converter.forget()

    def _take(self) -> Converter:
        """One that is up; those that were ended from outside meanwhile are forgotten."""
        with self._lock:
            while self._idle:
                converter = self._idle.pop()
                if converter.process.poll() is None:
                    return converter
                converter.stop()
                self._all.discard(converter)
            return self._start()

    def _start(self) -> Converter:
        try:
            converter = Converter()
        except OSError as error:
            raise Failed(f"not_started.{type(error).__name__}") from None
        self._all.add(converter)
        return converter

    def _replace(self, broken: Converter) -> None:
        broken.stop()
        with self._lock:
            self._all.discard(broken)
            self._idle.append(self._start())


def _wait_for(pipe: int, event: int, deadline: float) -> None:
    # Not select(), which refuses descriptors over 1,023.
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise Failed("too_slow")


converters = Converters()


def _start_anew() -> None:
    """After a fork: the processes are the parent's, and so may be the locks' state."""
    global converters
    converters.forget()
    converters = Converters()


os.register_at_fork(after_in_child=_start_anew)
atexit.register(lambda: converters.stop())
