import pytest

from comments.domain.screening.answers import Learnt, Telling
from comments.domain.screening.trained import (
    MOST_LOOKED_UP,
    MOST_TELLING,
    judge,
    weight_of,
    words_to_learn,
)


def test_words_are_counted_once_and_in_small_letters():
    assert words_to_learn("The WELL, the well: 1949 a of x’y Wörter") == ["the", "well", "wörter"]


def test_no_more_words_than_are_looked_up():
    text = " ".join(f"wo{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(2000))
    assert len(words_to_learn(text)) == MOST_LOOKED_UP


def test_a_weight_says_for_which_side_a_word_speaks():
    learnt = Learnt(100, 100)
    assert weight_of(Telling("a", 50, 50), learnt) == 0
    assert weight_of(Telling("a", 0, 50), learnt) == pytest.approx(3.931826)
    assert weight_of(Telling("a", 50, 0), learnt) == pytest.approx(-3.931826)


def test_without_known_words_nothing_is_said():
    assert judge(Learnt(100, 100)) == (50, [])


def test_the_strongest_words_alone_are_weighed():
    weak = [Telling(f"w{number}", 4, 6) for number in range(200)]
    strong = [Telling(f"s{number}", 40, 1) for number in range(MOST_TELLING)]
    percent, words = judge(Learnt(100, 100, (*weak, *strong)))
    assert (percent, words) == (0, [])


def test_certainty_is_bounded():
    words = tuple(Telling(f"s{number}", 0, 10**9) for number in range(MOST_TELLING))
    assert judge(Learnt(10**9, 10**9, words))[0] == 100
