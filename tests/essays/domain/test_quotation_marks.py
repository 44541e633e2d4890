import pytest

from essays.domain.quotation_marks import in_quotation_marks


@pytest.mark.parametrize(
    ("passage", "quoted"),
    [
        ("", ""),
        ("isolate them", "“isolate them”"),
        ("“from the masses to the masses.”", "“from the masses to the masses.”"),
        ("“the people in society", "“the people in society”"),
        ("a method of “leading the leaders.”", "“a method of “leading the leaders.””"),
        ("“One” and “two", "“One” and “two”"),
        ("‘Analysis’ his first", "“‘Analysis’ his first”"),
    ],
)
def test_marks(passage, quoted):
    assert in_quotation_marks(passage) == quoted
