"""The server below Django: malformed requests get our answer and leave nobody's address in the log."""

import os
import socket
import urllib.request

import pytest

from bench.serving import footprints
from masslinesite import headers
from masslinesite.server import Shares

MARKER = "markermarker"
#: A reader of this machine whose address is not the server's own.
PEER = "127.0.0.77"
MALFORMED = [
    (b"nonsense\r\n\r\n", 400),
    (f"G@T /{MARKER} HTTP/1.1\r\n\r\n".encode(), 400),
    (f"GET /{MARKER} HTTP/9.9\r\n\r\n".encode(), 400),
    (f"GET / HTTP/1.1\r\nHost: localhost\r\nBad Name: {MARKER}\r\n\r\n".encode(), 400),
    (f"GET /{MARKER * 1000} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), 414),
    (f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {MARKER * 1000}\r\n\r\n".encode(), 431),
    (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: markermarker\r\n\r\n", 501),
]


def ask(url: str, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Sends raw bytes; status, headers and body of the answer."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10, source_address=(PEER, 0)) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *fields = head.decode("ascii").split("\r\n")
    return int(first.split()[1]), dict(field.split(": ", 1) for field in fields), body


@pytest.mark.parametrize(("request_bytes", "status"), MALFORMED)
def test_malformed_request_gets_our_answer(bare_site, request_bytes, status):
    found, fields, body = ask(bare_site.url, request_bytes)
    assert found == status
    assert headers.BELOW_DJANGO.items() <= fields.items()
    assert MARKER.encode() not in body
    assert MARKER not in bare_site.log
    assert PEER not in bare_site.log
    assert '"event": "request_refused"' in bare_site.log


def test_server_logs_its_own_life(bare_site):
    assert '"event": "gunicorn.error"' in bare_site.log
    assert "Starting gunicorn" in bare_site.log


def test_static_files_are_fingerprinted_compressed_and_kept(bare_site):
    (name,) = [path.name for path in (bare_site.folder / "static" / "css").glob("site.*.css")]
    request = urllib.request.Request(f"{bare_site.url}/static/css/{name}", headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["Content-Encoding"] == "br"
        assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert "Access-Control-Allow-Origin" not in response.headers
        for header, value in headers.OWN.items():
            assert response.headers[header] == value


def test_secret_key_is_for_the_owner_alone(bare_site):
    path = bare_site.folder / "secret_key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text("ascii")) >= 64


class TestShares:
    def test_a_worker_has_more_while_another_has_fewer(self):
        shares = Shares()
        shares.tell(1, 0)
        assert not shares.has_more(1)
        shares.tell(1, 1)
        assert not shares.has_more(1), "nobody else is there"
        shares.tell(2, 0)
        assert (shares.has_more(1), shares.has_more(2)) == (True, False)
        shares.tell(2, 1)
        assert (shares.has_more(1), shares.has_more(2)) == (False, False)

    def test_one_that_is_gone_does_not_count(self):
        shares = Shares()
        shares.tell(1, 3)
        shares.tell(2, 0)
        shares.leave(2)
        assert not shares.has_more(1)

    def test_processes_see_each_other(self):
        shares = Shares()
        shares.tell(1, 2)
        child = os.fork()
        if child == 0:
            shares.tell(2, 5)
            os._exit(0)
        os.waitpid(child, 0)
        assert (shares.has_more(2), shares.has_more(1)) == (True, False)


def test_workers_share_what_was_loaded_before_they_were_forked(bare_site):
    """The views among it: half of all that is loaded."""
    for worker in footprints(bare_site.process.pid).values():
        assert worker.own < worker.resident / 3
