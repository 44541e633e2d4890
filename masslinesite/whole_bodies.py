"""A form whose sending broke off is refused: half of somebody's words must not be posted as all of them.

Neither server tells an application that the connection ended before as many bytes had come as were announced,
and Django takes what came. nginx sends nothing on before it has all; a proxy that does not wait sends half.
"""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from django.core.exceptions import BadRequest

Environ = dict[str, object]
Application = Callable[[Environ, Callable[..., object]], Iterable[bytes]]


class WholeBody:
    """What the server reads the body from; raises BadRequest where it ends before ``length`` bytes."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int) -> bytes:
        """Django always says how much it wants, and never more than is left."""
        found = self._stream.read(size)
        self._left -= len(found)
        if len(found) < size and self._left > 0:
            raise BadRequest("the body broke off")
        return found

    def readline(self, size: int) -> bytes:
        found = self._stream.readline(size)
        self._left -= len(found)
        if len(found) < size and not found.endswith(b"\n") and self._left > 0:
            raise BadRequest("the body broke off")
        return found


def with_whole_bodies(application: Application) -> Application:
    """``application``, to which a body that was announced comes whole or not at all."""

    def whole(environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        if length and length.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return whole
