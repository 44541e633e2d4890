import pytest

from essays.domain.paragraph_address import NotAParagraph, Paragraph, Range, read_paragraph
from tests.timing import seconds_at_best

RANGES = (Range("L", 62), Range("K", 25), Range("Q", 1), Range("E", 21), Range("PP", 3))
OFFER = "Paragraphs that can be chosen: L 1 to 62; K 1 to 25; Q 1; E 1 to 21; PP 1 to 3."


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("K16", Paragraph("K", 16)),
        ("k16", Paragraph("K", 16)),
        ("K 16", Paragraph("K", 16)),
        (" k\u00a016 ", Paragraph("K", 16)),
        ("K ¶ 16", Paragraph("K", 16)),
        ("K¶16", Paragraph("K", 16)),
        ("K, 16", Paragraph("K", 16)),
        ("K-16", Paragraph("K", 16)),
        ("K.16", Paragraph("K", 16)),
        ("K p16", Paragraph("K", 16)),
        ("K, p. 16", Paragraph("K", 16)),
        ("K para 16", Paragraph("K", 16)),
        ("K#16", Paragraph("K", 16)),
        ("K 016", Paragraph("K", 16)),
        ("q1", Paragraph("Q", 1)),
        ("L62", Paragraph("L", 62)),
        ("pp3", Paragraph("PP", 3)),
    ],
)
def test_what_readers_type(text, paragraph):
    assert read_paragraph(text, RANGES) == paragraph


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"“” is not a letter and a number. {OFFER}"),
        ("16", f"“16” is not a letter and a number. {OFFER}"),
        ("K", f"“K” is not a letter and a number. {OFFER}"),
        ("K 1 6", f"“K 1 6” is not a letter and a number. {OFFER}"),
        ("K 16; drop", f"“K 16; drop” is not a letter and a number. {OFFER}"),
        ("K\x0016", f"“K\x0016” is not a letter and a number. {OFFER}"),
        ("K" * 50, f"“{'K' * 40}…” is not a letter and a number. {OFFER}"),
        ("K 1234567890", f"“K 1234567890” is not a letter and a number. {OFFER}"),
        ("Z 4", f"No text here has the letter Z. {OFFER}"),
        ("kp 4", f"No text here has the letter kp. {OFFER}"),
        ("K 26", "K has paragraphs 1 to 25, not 26."),
        ("K 0", "K has paragraphs 1 to 25, not 0."),
        ("K 999999999", "K has paragraphs 1 to 25, not 999999999."),
        ("Q 2", "Q has only paragraph 1, not 2."),
    ],
)
def test_what_cites_nothing(text, message):
    with pytest.raises(NotAParagraph) as caught:
        read_paragraph(text, RANGES)
    assert str(caught.value) == message


def test_digits_of_other_scripts_are_numbers_too():
    assert read_paragraph("K ١٦", RANGES) == Paragraph("K", 16)


def test_address_and_citation():
    assert Paragraph("K", 16).address == "k16"
    assert str(Paragraph("K", 16)) == "K 16"


def test_hostile_text_is_answered_at_once():
    def read_all():
        for text in ("K" * 100_000, "K" + " " * 100_000, "K" + "p" * 39, "K" + "." * 38 + "x"):
            with pytest.raises(NotAParagraph):
                read_paragraph(text, RANGES)

    assert seconds_at_best(read_all, enough=0.1) < 0.1
