# ruff: noqa: E501 - texts stand on one line
import time

import pytest

from comments.markup.bounds import is_within_bounds
from tests.comments.markup.growth import GROWTH

HONEST = """The *intermediate* are “still vacillating”, as K 16 says, and **R 6** asks [a question](https://example.org/a?b=c).

- one
- two
    1. within it
    2. and one more

> quoted words
> > and within them
> of E 5

```
as it was printed
```
"""


def test_an_honest_text_of_the_greatest_length_is_within_bounds():
    assert is_within_bounds((HONEST * 200)[:20_000])


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1001, "`" * 801, "*" * 4001, "<" * 2001, "a\n" * 2000, "```\n" * 201, ">" * 11 + " a", "> " * 11 + "a",
        "1. " * 11 + "a", "- " * 11 + "a", "> 1. " * 6 + "a", " " * 41 + "a", "\t" * 11 + "a",
    ],
)  # fmt: skip
def test_out_of_bounds(text):
    assert not is_within_bounds(text)


@pytest.mark.parametrize(
    "text",
    ["[" * 1000, "a\n" * 1999, "```\n" * 200, ">" * 10 + " a", "1. " * 10 + "a", " " * 40 + "a", "a > b > c > d > e > f > g > h > i > j > k"],
)  # fmt: skip
def test_at_the_bounds(text):
    assert is_within_bounds(text)


@pytest.mark.parametrize("shape", GROWTH)
def test_the_question_itself_is_cheap(shape):
    started = time.process_time()
    is_within_bounds(GROWTH[shape])
    assert time.process_time() - started < 0.05
