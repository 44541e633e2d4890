import pytest

from comments.markup.citations import MOST, cited


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("K 16 and R\u00a06", {("K", 16), ("R", 6)}),
        ("K16, (L 3): E 5–7", {("K", 16), ("L", 3), ("E", 5)}),
        ("OK 16", {("OK", 16)}),
        ("k 16, K  16, K-16, xK 16, K 16a, K 1234567890", set()),
        ("https://example.org/K16", set()),
        ("In 1917 the", set()),
    ],
)
def test_cited(text, found):
    assert cited(text) == found


def test_no_more_than_so_many_are_looked_up():
    assert len(cited(" ".join(f"K {number}" for number in range(1, 5000)))) == MOST
