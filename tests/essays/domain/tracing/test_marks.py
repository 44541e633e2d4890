"""What stands in quotation marks."""

import pytest

from essays.domain.tracing.marks import quoted_stretches


def quoted(text):
    return [text[one.start : one.end] for one in quoted_stretches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None here, don’t look.", []),
        ("He said “the masses.” Then", ["the masses."]),
        ("having “ a tendency to reduce.” Further", ["a tendency to reduce."]),
        ('a "straight" one and "another"', ["straight", "another"]),
        ("who we call ‘the masses.’ In", ["the masses."]),
        ("the people’s army and the Peoples’ army", []),
        ("so-called “people“), and the enemy", ["people"]),
        ("„deutsch“ und «français»", ["deutsch", "français"]),
        ("“outer ‘inner words’ outer”", ["outer ‘inner words’ outer", "inner words"]),
        ("– Mao, “Some Questions Concerning Methods", ["Some Questions Concerning Methods"]),
        ("“In Analysis’ he asks “Who are they?” so", ["In Analysis’ he asks", "Who are they?"]),
        ("One. The people alone” he said", ["The people alone"]),
        ("‘single never closed", []),
    ],
)
def test_stretches(text, expected):
    assert quoted(text) == expected
