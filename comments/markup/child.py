"""The process that converts Markdown: it can be killed at any moment, and nothing else is lost.

It reads requests from standard input and answers on standard output, each a length of four bytes
and so many bytes of JSON; it ends when its input does, so it never outlives its owner.
"""

import json
import resource
import signal
import struct
import sys
from typing import BinaryIO

from comments.markup.convert import convert

#: Seconds of processor time for one text. The longest honest response takes a tenth of it.
CPU_SECONDS = 0.3
MEMORY = 512 * 1024 * 1024
LENGTH = struct.Struct(">I")


def read(stream: BinaryIO) -> dict | None:
    """The next message; None at the end of the input."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return json.loads(stream.read(LENGTH.unpack(head)[0]))


def pack(message: dict) -> bytes:
    body = json.dumps(message, ensure_ascii=False).encode()
    return LENGTH.pack(len(body)) + body


def answer(request: dict) -> dict:
    """``html``, or ``error``: the kind of what went wrong, never the words that it happened to."""
    # Nothing handles the signal, so the kernel ends the process, whatever it is doing.
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        return {"html": convert(request["text"], request["links"])}
    except Exception as error:
        return {"error": type(error).__name__}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def limit_resources() -> None:
    """No large memory, no files, and no core dump, which would hold a reader's words."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit_resources()
    # A Ctrl-C at the terminal goes to the whole group; the owner ends this process by its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = sys.stdout.buffer
    answers.write(pack({"ready": True}))
    answers.flush()
    while (request := read(sys.stdin.buffer)) is not None:
        answers.write(pack(answer(request)))
        answers.flush()


if __name__ == "__main__":
    main()
