import pytest

from essays.domain.note_citations import NotePiece, cut_at_citations
from essays.domain.paragraph_address import Paragraph, Range

RANGES = (Range("K", 25), Range("E", 21), Range("I", 3))


@pytest.mark.parametrize(
    ("note", "pieces"),
    [
        ("", ()),
        ("Not described.", (NotePiece("Not described."),)),
        ("K 13", (NotePiece("K 13", Paragraph("K", 13)),)),
        (
            "E 5 has “bring over” for K\u00a04, without comment.",
            (
                NotePiece("E 5", Paragraph("E", 5)),
                NotePiece(" has “bring over” for "),
                NotePiece("K\u00a04", Paragraph("K", 4)),
                NotePiece(", without comment."),
            ),
        ),
        ("K 12–14", (NotePiece("K 12", Paragraph("K", 12)), NotePiece("–14"))),
        ("K 26 and K 0 and Z 1", (NotePiece("K 26 and K 0 and Z 1"),)),
        ("k 4, OK 4, K4, K 4th", (NotePiece("k 4, OK 4, K4, K 4th"),)),
        ("<b>K 4</b>", (NotePiece("<b>"), NotePiece("K 4", Paragraph("K", 4)), NotePiece("</b>"))),
    ],
)
def test_pieces(note, pieces):
    assert cut_at_citations(note, RANGES) == pieces


def test_pieces_joined_are_the_note():
    note = "K 1, K 2; E 3 (K 99) and I 3 K 4 K 5"
    assert "".join(piece.text for piece in cut_at_citations(note, RANGES)) == note
