"""Rows as lines of text, the same for the same content on both engines, and what a table of them comes to.

A line is what PostgreSQL's ``COPY ... TO STDOUT`` writes: values between tabs, ``\\N`` for none, backslashes
before what would break the line; times in UTC, floats as Python writes them. Columns stand in the order of
their names, for the engines may have them in different ones. So a table of PostgreSQL is hashed as it comes,
a dump as it is unpacked, and one of SQLite goes to PostgreSQL without another form in between.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

NONE = "\\N"


class Kind(StrEnum):
    WHOLE = "whole"
    FLOAT = "float"
    TRUTH = "truth"
    TEXT = "text"
    BYTES = "bytes"
    DATE = "date"
    TIME = "time"


#: Name and kind of each column, in the order of the names.
Columns = dict[str, Kind]
Encode = Callable[[Sequence[object]], bytes]
Decode = Callable[[bytes], tuple[object, ...]]

ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
UNESCAPES = {written: meant for meant, written in ESCAPES.items()}
TO_ESCAPE = re.compile("[" + re.escape("".join(ESCAPES)) + "]")
ESCAPED = re.compile(r"\\.", re.DOTALL)


@dataclass(frozen=True)
class TableState:
    """What a table holds. ``sha256`` has 64 hexadecimal digits: the sum of the hashes of its lines modulo
    2**256, which is the same in whatever order the rows come. Two engines sort text differently, and a dump
    has its rows in no order."""

    columns: Columns
    rows: int
    sha256: str


class Fingerprint:
    """Sums a table up, line by line."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def take(self, line: bytes) -> None:
        self.rows += 1
        self._sum += int.from_bytes(sha256(line).digest())

    def state(self, columns: Columns) -> TableState:
        return TableState(columns, self.rows, f"{self._sum % 2**256:064x}")


def encoder(kinds: Iterable[Kind]) -> Encode:
    """Makes lines from rows as SQLite stores them."""
    writes = [WRITES[kind] for kind in kinds]

    def encode(row: Sequence[object]) -> bytes:
        written = (NONE if value is None else write(value) for write, value in zip(writes, row, strict=True))
        return "\t".join(written).encode()

    return encode


def decoder(kinds: Iterable[Kind]) -> Decode:
    """Makes rows as SQLite stores them from lines."""
    reads = [READS[kind] for kind in kinds]

    def decode(line: bytes) -> tuple[object, ...]:
        values = line.decode().split("\t")
        return tuple(
            None if value == NONE else read(value) for read, value in zip(reads, values, strict=True)
        )

    return decode


def rearranger(found: Sequence[str], columns: Columns) -> Callable[[bytes], bytes]:
    """Makes lines of ``columns`` from those that PostgreSQL writes, with its columns in the order ``found``.

    Only what differs is taken apart: most lines stay as they are.
    """
    places = [found.index(name) for name in columns]
    floats = [at for at, kind in enumerate(columns.values()) if kind is Kind.FLOAT]
    if not floats and places == list(range(len(found))):
        return lambda line: line

    def rearrange(line: bytes) -> bytes:
        values = line.split(b"\t")
        placed = [values[place] for place in places]
        for at in floats:
            if placed[at] != NONE.encode():
                placed[at] = repr(float(placed[at])).encode()
        return b"\t".join(placed)

    return rearrange


def _write_text(value: object) -> str:
    text = str(value)
    return TO_ESCAPE.sub(lambda found: ESCAPES[found[0]], text) if TO_ESCAPE.search(text) else text


def _write_time(value: object) -> str:
    text = str(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "+00"


def _read_text(text: str) -> str:
    return ESCAPED.sub(lambda found: UNESCAPES[found[0]], text) if "\\" in text else text


def _read_time(text: str) -> str:
    """As Django writes it: six digits after the point or none, so that SQLite sorts it rightly."""
    seconds, point, fraction = text.removesuffix("+00").partition(".")
    return f"{seconds}.{fraction:0<6}" if point else seconds


WRITES: dict[Kind, Callable[[object], str]] = {
    Kind.WHOLE: lambda value: str(int(value)),
    Kind.FLOAT: lambda value: repr(float(value)),
    Kind.TRUTH: lambda value: "t" if value else "f",
    Kind.TEXT: _write_text,
    Kind.BYTES: lambda value: f"\\\\x{bytes(value).hex()}",
    Kind.DATE: str,
    Kind.TIME: _write_time,
}
READS: dict[Kind, Callable[[str], object]] = {
    Kind.WHOLE: int,
    Kind.FLOAT: float,
    Kind.TRUTH: lambda text: int(text == "t"),
    Kind.TEXT: _read_text,
    Kind.BYTES: lambda text: bytes.fromhex(text.removeprefix("\\\\x")),
    Kind.DATE: str,
    Kind.TIME: _read_time,
}
