"""Tables for other programs, as CSV (RFC 4180). Pure."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

#: A spreadsheet takes a cell that begins so, some also after white space, for a formula and computes it; it
#: is given an apostrophe.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The header and the rows; numbers are given as they are, text so that no cell is a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and (value.startswith(BREAKS) or value.lstrip().startswith(FORMULA)):
        return f"'{value}"
    return "" if value is None else value
