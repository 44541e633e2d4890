import csv
from io import StringIO

import pytest

from essays.domain.tables import write_csv


def test_a_table_is_read_back_as_it_was():
    rows = [("K", 16, 'He said "no", twice', "two\nlines"), ("E", None, "", "Übung “ja”")]
    text = write_csv(("text", "n", "before", "after"), rows)
    assert text.startswith("text,n,before,after\r\nK,16,")
    assert list(csv.reader(StringIO(text, newline=""))) == [
        ["text", "n", "before", "after"],
        ["K", "16", 'He said "no", twice', "two\nlines"],
        ["E", "", "", "Übung “ja”"],
    ]


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1", "\u00a0=1"]
)
def test_no_text_is_a_formula(start):
    assert write_csv(("a",), [(start,)]).split("\r\n", 1)[1].lstrip('"').startswith("'")


def test_a_number_stays_a_number():
    assert write_csv(("a",), [(-1,)]) == "a\r\n-1\r\n"
