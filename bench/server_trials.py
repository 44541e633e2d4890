"""Trials of ``bench/server_trial.py`` that concern requests; each gets a server and says what it found."""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bench.trial_server import CHUNKED, HEAD, MARKER, PEER, POST, Served, received, status, told

# What is malformed, and what the answer and the log say of it.

MALFORMED = (
    b"nonsense\r\n\r\n",
    f"G@T /{MARKER} HTTP/1.1\r\n\r\n".encode(),
    f"GET /{MARKER} HTTP/9.9\r\n\r\n".encode(),
    f"{HEAD}Bad Name: {MARKER}\r\n\r\n".encode(),
    f"GET /{MARKER * 1000} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    f"{HEAD}X-Long: {MARKER * 2000}\r\n\r\n".encode(),
    f"{POST}Transfer-Encoding: {MARKER}\r\n\r\n".encode(),
)


def malformed(served: Served) -> str:
    answers = [served.ask(each, 3) for each in MALFORMED]
    return ", ".join(map(status, answers))


def repeated(served: Served) -> str:
    answers = [served.ask(each, 3) for each in MALFORMED]
    refused = [each for each in answers if status(each) != "200"]
    return f"{sum(MARKER.encode() in each for each in refused)} of {len(refused)}"


def headed(served: Served) -> str:
    refused = [each for each in (served.ask(each, 3) for each in MALFORMED) if status(each) != "200"]
    return f"{sum(b'content-security-policy' in each.lower() for each in refused)} of {len(refused)}"


def logged(served: Served) -> str:
    for each in MALFORMED:
        served.ask(each, 3)
    time.sleep(1)
    found = [what for what, text in (("address", PEER), ("request", MARKER)) if text in served.log]
    told = served.log.count("request_refused")
    return f"{' and '.join(found) or 'nothing of the reader'}; {told} refusals told"


def failing(served: Served) -> str:
    """The application raises; its message may hold a reader's words."""
    answer = served.ask(
        f"GET /raise?{MARKER} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    )
    time.sleep(0.5)
    found = [what for what, text in (("address", PEER), ("message", MARKER)) if text in served.log]
    whose = (
        "the site's headers" if b"content-security-policy" in answer.lower() else "none of the site's headers"
    )
    return f"{status(answer)}, {whose}; logged: {' and '.join(found) or 'neither address nor message'}"


# Requests that two servers could read in two ways.

SMUGGLED = {
    "Content-Length with chunked": f"{POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two Content-Lengths that differ": f"{POST}Content-Length: 5\r\nContent-Length: 4\r\n\r\nabcde",
    "the same Content-Length twice": f"{POST}Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
    "Content-Length: 5, 5": f"{POST}Content-Length: 5, 5\r\n\r\nabcde",
    "Content-Length: +5": f"{POST}Content-Length: +5\r\n\r\nabcde",
    "Transfer-Encoding: chunked, identity": f"{POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding twice": f"{POST}{CHUNKED}{CHUNKED}\r\n0\r\n\r\n",
    "Transfer-Encoding in HTTP/1.0": f"POST / HTTP/1.0\r\nHost: a\r\n{CHUNKED}\r\n0\r\n\r\n",
    "a space before the colon": f"{POST}Content-Length : 5\r\n\r\nabcde",
    "a folded header": f"{HEAD}X-Folded: a\r\n b\r\n\r\n",
    "bare LF between lines": "GET / HTTP/1.1\nHost: localhost\n\n",
    "a bare CR in a value": f"{HEAD}X-Bare: a\rb\r\n\r\n",
    "NUL in a value": f"{HEAD}X-Null: a\0b\r\n\r\n",
    "chunk size with 0x": f"{POST}Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n",
    "chunk ended by a bare LF": f"{POST}Transfer-Encoding: chunked\r\n\r\n5\nabcde\n0\n\n",
    "two Hosts": "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "no Host": "GET / HTTP/1.1\r\n\r\n",
    "the preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


def smuggling(sent: str) -> Callable[[Served], str]:
    def trial(served: Served) -> str:
        answer = served.ask(sent.encode("latin-1"), 3)
        if status(answer) != "200":
            return f"refused ({status(answer)})"
        return f"accepted, body {told(answer)['body']!r}" if sent.startswith("POST") else "accepted"

    return trial


def cut_off(served: Served) -> str:
    """100 bytes are announced, 5 come, and then the reader has nothing more to send."""
    with served.connect(10) as connection:
        connection.sendall(f"{POST}Content-Length: 100\r\n\r\nabcde".encode())
        connection.shutdown(socket.SHUT_WR)
        answer = received(connection)
    if status(answer) != "200":
        return f"refused ({status(answer)})"
    return f"the application takes {told(answer)['body']!r} for all"


def underscores(served: Served) -> str:
    """A header that would pass for the proxy's own."""
    told = served.mirror("X-Forwarded-For: 1.1.1.1\r\nX_Forwarded_For: 6.6.6.6\r\n")
    return f"the application is told {told.get('HTTP_X_FORWARDED_FOR')}"


def forwarded(served: Served) -> str:
    told = served.mirror("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 1.1.1.1\r\n")
    return f"the application is told {told.get('HTTP_X_FORWARDED_FOR')}"


def script_name(served: Served) -> str:
    told = served.mirror("Script-Name: /evil\r\nScript_Name: /evil\r\nPath-Info: /evil\r\n")
    return f"SCRIPT_NAME {told['SCRIPT_NAME']!r}, PATH_INFO {told['PATH_INFO']}"


# Limits.


def headers_limit(served: Served) -> str:
    sizes = [4_000, 8_000, 16_000, 32_000, 64_000, 400_000]
    passed = [size for size in sizes if status(served.ask(_lines(size, 1), 3)) == "200"]
    return (
        f"one of {max(passed, default=0):,} bytes passes, one of {min({*sizes} - {*passed}, default=0):,} not"
    )


def header_number(served: Served) -> str:
    numbers = [50, 98, 200, 1_000]
    passed = [number for number in numbers if status(served.ask(_lines(8, number), 3)) == "200"]
    return f"{max(passed, default=0)} pass, {min({*numbers} - {*passed}, default=0)} do not"


def _lines(size: int, number: int) -> bytes:
    lines = "".join(f"X-{place}: {'a' * size}\r\n" for place in range(number))
    return f"{HEAD}{lines}Connection: close\r\n\r\n".encode()


def body_memory(served: Served) -> str:
    """A body of 200 MB is announced and sent to an application that does not read it."""
    before = sum(map(resident, served.workers()))
    with served.connect(20) as connection:
        connection.sendall(b"POST /raise HTTP/1.1\r\nHost: localhost\r\nContent-Length: 209715200\r\n\r\n")
        sent = 0
        with suppress(OSError):
            for _ in range(200):
                connection.sendall(bytes(1 << 20))
                sent += 1
        after = sum(map(resident, served.workers()))
    return f"{sent} MB taken, memory {after - before:+.0f} MB"


def resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def slow(sent: bytes, number: int = 200) -> Callable[[Served], str]:
    """So many connections have begun to send ``sent`` and say no more."""

    def trial(served: Served) -> str:
        connections = [served.connect(60) for _ in range(number)]
        for each in connections:
            each.sendall(sent)
        time.sleep(3)
        started = time.monotonic()
        others = all(served.answers(15) for _ in range(3))
        waited = time.monotonic() - started
        ended = time.monotonic()
        connections[0].settimeout(45)
        with suppress(OSError):
            while connections[0].recv(65536):
                pass
        for each in connections:
            each.close()
        in_time = f"in {waited:.1f} s" if others else "not within 15 s"
        gone = time.monotonic() - ended + waited + 3
        end = f"after {gone:.0f} s" if gone < 44 else "not within 45 s"
        return f"others are answered {in_time}; it is ended {end}"

    return trial


TRIALS: dict[str, Callable[[Served], str]] = {
    "seven malformed requests: answered": malformed,
    "… the answer repeats the request": repeated,
    "… the answer has the site's headers": headed,
    "… in the log": logged,
    "the application fails": failing,
    **{name: smuggling(sent) for name, sent in SMUGGLED.items()},
    "a body that is cut off": cut_off,
    "X_Forwarded_For beside X-Forwarded-For": underscores,
    "X-Forwarded-For twice": forwarded,
    "Script-Name and Path-Info by a reader": script_name,
    "a header's size": headers_limit,
    "how many headers": header_number,
    "a body of 200 MB that nobody reads": body_memory,
    "200 stop within the headers": slow(b"GET / HTTP/1.1\r\nHost: loc"),
    "200 stop within the body": slow(f"{POST}Content-Length: 100\r\n\r\nabc".encode()),
    "200 stop after an answer": slow(f"{HEAD}\r\n".encode()),
}
