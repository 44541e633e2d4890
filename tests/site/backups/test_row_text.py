import sqlite3

import pytest

from masslinesite.backups.row_text import Fingerprint, Kind, decoder, encoder, rearranger

#: As SQLite stores it, and as PostgreSQL's COPY writes it.
VALUES = [
    (Kind.WHOLE, -12, "-12"),
    (Kind.WHOLE, None, "\\N"),
    (Kind.FLOAT, 0.1 + 0.2, "0.30000000000000004"),
    (Kind.FLOAT, 1.0, "1.0"),
    (Kind.TRUTH, 1, "t"),
    (Kind.TRUTH, 0, "f"),
    (Kind.TEXT, "", ""),
    (Kind.TEXT, "\\N", "\\\\N"),
    (Kind.TEXT, "a\tb\nc\rd\\e\b\f\v", "a\\tb\\nc\\rd\\\\e\\b\\f\\v"),
    (Kind.TEXT, "Šumava – 深い井戸 🜄", "Šumava – 深い井戸 🜄"),
    (Kind.BYTES, b"\x00\\\n", "\\\\x005c0a"),
    (Kind.DATE, "2026-11-27", "2026-11-27"),
    (Kind.TIME, "2026-11-27 11:05:00", "2026-11-27 11:05:00+00"),
    (Kind.TIME, "2026-11-27 11:05:00.120000", "2026-11-27 11:05:00.12+00"),
    (Kind.TIME, "2026-11-27 11:05:00.000001", "2026-11-27 11:05:00.000001+00"),
]


@pytest.mark.parametrize(("kind", "stored", "written"), VALUES)
def test_a_value_is_written_as_copy_does_and_read_back(kind, stored, written):
    line = encoder([kind])((stored,))
    assert line.decode() == written
    assert decoder([kind])(line) == (stored,)


def test_a_row_is_one_line_with_its_values_between_tabs():
    kinds = [kind for kind, _, _ in VALUES]
    line = encoder(kinds)([stored for _, stored, _ in VALUES])
    assert line.decode() == "\t".join(written for _, _, written in VALUES)
    assert decoder(kinds)(line) == tuple(stored for _, stored, _ in VALUES)


def test_a_table_comes_to_the_same_in_any_order_and_to_another_with_any_other_row():
    def summed(*lines: bytes) -> str:
        fingerprint = Fingerprint()
        for line in lines:
            fingerprint.take(line)
        return fingerprint.state({}).sha256

    assert summed(b"1\ta", b"2\tb") == summed(b"2\tb", b"1\ta")
    assert len({summed(b"1\ta", b"2\tb"), summed(b"1\tb", b"2\ta"), summed(b"1\ta"), summed()}) == 4
    assert summed(b"1\ta", b"1\ta") != summed()


def test_a_line_of_other_order_is_rearranged_and_its_floats_written_alike():
    rearrange = rearranger(
        ["id", "score", "exact"], {"exact": Kind.TEXT, "id": Kind.WHOLE, "score": Kind.FLOAT}
    )
    assert rearrange(b"1\t1e+16\twell") == b"well\t1\t1e+16"
    assert rearrange(b"2\t1\t\\N") == b"\\N\t2\t1.0"


def test_a_line_in_the_order_of_the_names_stays_as_it_is():
    line = b"well\t1"
    assert rearranger(["exact", "id"], {"exact": Kind.TEXT, "id": Kind.WHOLE})(line) is line


def test_what_sqlite_holds_beside_its_type_is_refused():
    """SQLite would keep a word in a column of numbers."""
    row = sqlite3.connect(":memory:").execute("SELECT 'seven'").fetchone()
    with pytest.raises(ValueError, match="invalid literal"):
        encoder([Kind.WHOLE])(row)
