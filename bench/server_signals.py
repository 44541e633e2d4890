"""Trials of ``bench/server_trial.py`` that concern a server's processes; each gets a server of its own."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bench.serving import free_port
from bench.trial_server import PLAIN, Served, received, status, told


def shared_key(served: Served) -> str:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: served.mirror(), range(400)))
    keys, pids = ({each[name] for each in answers} for name in ("key", "pid"))
    return f"{len(keys)} key in {len(pids)} workers"


def environment(served: Served) -> str:
    return "in every request's environ" if served.mirror()["environment"] else "not in environ"


def stopping(served: Served) -> str:
    """Answers to what runs while SIGTERM comes, and whether connections are refused meanwhile."""
    answers: list[str] = []
    asked = b"GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    threads = [
        threading.Thread(target=lambda: answers.append(status(served.ask(asked, 20)))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    time.sleep(1)
    started = time.monotonic()
    served.process.terminate()
    for thread in threads:
        thread.join()
    served.process.wait(60)
    return f"{answers.count('200')} of 8 answered, ended after {time.monotonic() - started:.1f} s"


def _load_during(served: Served, seconds: float, act: Callable[[], None]) -> tuple[int, int]:
    """Requests answered and not, by four clients over new connections for so long."""
    results: list[bool] = []
    until = time.monotonic() + seconds

    def client() -> None:
        while time.monotonic() < until:
            results.append(served.answers(10))

    threads = [threading.Thread(target=client) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    act()
    for thread in threads:
        thread.join()
    return sum(results), len(results) - sum(results)


def reloading(served: Served) -> str:
    before = set(served.workers())
    answered, lost = _load_during(served, 15, lambda: os.kill(served.process.pid, signal.SIGHUP))
    stayed = len(before & set(served.workers()))
    return f"{lost} of {answered + lost} not answered; {2 - stayed} of 2 workers new"


def killed(served: Served) -> str:
    victim = served.workers()[0]
    answered, lost = _load_during(served, 12, lambda: os.kill(victim, signal.SIGKILL))
    there = len([worker for worker in served.workers() if worker != victim])
    return f"{lost} of {answered + lost} not answered; {there} workers afterwards"


def hung(served: Served) -> str:
    """A worker that no longer runs at all."""
    victim = served.workers()[0]
    os.kill(victim, signal.SIGSTOP)
    started = time.monotonic()
    while victim in served.workers() and time.monotonic() < started + 60:
        time.sleep(0.5)
    if victim in served.workers():
        return "not noticed within 60 s"
    time.sleep(3)
    return f"killed after {time.monotonic() - started - 3:.0f} s, {len(served.workers())} workers afterwards"


def unix_socket(served: Served) -> str:
    path = served.path.with_suffix(".sock")
    process = served.start(f"unix:{path}", served.environment)
    try:
        for _ in range(100):
            time.sleep(0.2)
            with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(path))
                connection.sendall(PLAIN)
                return f"yes, REMOTE_ADDR {told(received(connection)).get('REMOTE_ADDR')!r}"
        return "no answer"
    finally:
        process.terminate()
        process.wait(60)


def notifying(served: Served) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        path = str(served.path.with_suffix(".notify"))
        listener.bind(path)
        listener.settimeout(12)
        process = served.start(f"127.0.0.1:{free_port()}", served.environment | {"NOTIFY_SOCKET": path})
        try:
            return "READY=1" if b"READY=1" in listener.recv(4096) else "something else"
        except TimeoutError:
            return "nothing within 12 s"
        finally:
            process.terminate()
            process.wait(60)


TRIALS: dict[str, Callable[[Served], str]] = {
    "the rate limits' key": shared_key,
    "the process's environment, secrets in it": environment,
    "SIGTERM with 8 requests running": stopping,
    "SIGHUP under load": reloading,
    "a worker killed under load": killed,
    "a worker hung": hung,
    "a Unix socket": unix_socket,
    "systemd is told that it is ready": notifying,
}
