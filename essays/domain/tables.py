"""Tables for other programs, as CSV (RFC 4180). Pure."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

#: A spreadsheet takes a cell that begins so, some also after white space, for a formula and computes it; it
#: is given an apostrophe.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The header and the rows; numbers are given as they are, text so that no cell is a formula."""
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same line by line, each written when it is asked for."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in chain([header], rows):
        writer.writerow([_cell(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _cell(value: object) -> object:
    if isinstance(value, str) and (value.startswith(BREAKS) or value.lstrip().startswith(FORMULA)):
        return f"'{value}"
    return "" if value is None else value
