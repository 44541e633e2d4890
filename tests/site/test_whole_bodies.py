"""A form of which only a part came is refused, whoever announced how much it would be."""

import io
import socket
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import BadRequest

from masslinesite.whole_bodies import WholeBody, with_whole_bodies


class TestWholeBody:
    def test_all_that_was_announced_is_read(self):
        body = WholeBody(io.BytesIO(b"abcdef"), 6)
        assert (body.read(4), body.read(2)) == (b"abcd", b"ef")

    def test_less_than_was_announced_is_refused(self):
        body = WholeBody(io.BytesIO(b"abcdef"), 7)
        assert body.read(4) == b"abcd"
        with pytest.raises(BadRequest):
            body.read(3)

    def test_lines_are_read_until_the_body_breaks_off(self):
        body = WholeBody(io.BytesIO(b"ab\ncd"), 9)
        assert body.readline(9) == b"ab\n"
        with pytest.raises(BadRequest):
            body.readline(6)

    def test_a_last_line_needs_no_end(self):
        body = WholeBody(io.BytesIO(b"ab\ncd"), 5)
        assert (body.readline(5), body.readline(2)) == (b"ab\n", b"cd")


@pytest.mark.parametrize("announced", ["", "four", "-1"])
def test_what_announces_no_length_is_left_alone(announced):
    environ = {"CONTENT_LENGTH": announced, "wsgi.input": io.BytesIO(b"abcd")}
    application = with_whole_bodies(lambda environ, start_response: [environ["wsgi.input"].read()])
    assert application(environ, None) == [b"abcd"]


def test_form_that_breaks_off_is_refused_by_the_site(bare_site):
    parts = urlsplit(bare_site.url)
    head = (
        *("POST /account/login/ HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"),
        *("Content-Type: application/x-www-form-urlencoded", "Content-Length: 90"),
        f"Cookie: csrftoken={'a' * 32}",
    )
    sent = "\r\n".join([*head, "", "username=Ines&password=The+well+is"])
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(sent.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"request_failed" not in bare_site.log.encode()
