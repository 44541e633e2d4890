"""Three words as a number."""

import numpy as np

from essays.domain.tracing.shingles import hash_array, shingle_hash, shingles_of, word_hash
from essays.domain.tracing.words import words_of


def test_a_hash_never_changes():
    assert shingle_hash(("the", "mass", "line")) == 2567763546589944959


def test_the_order_of_the_words_counts():
    orders = [("a", "b", "c"), ("c", "b", "a"), ("b", "a", "c")]
    assert len({shingle_hash(order) for order in orders}) == 3


def test_shingles_have_the_positions_of_their_first_words():
    assert shingles_of(words_of("The mass line – now.")) == [
        (shingle_hash(("the", "mass", "line")), 0),
        (shingle_hash(("mass", "line", "now")), 1),
    ]


def test_fewer_than_three_words_have_none():
    assert shingles_of(words_of("mass line")) == []
    assert list(hash_array(np.array([1, 2], dtype=np.uint64))) == []


def test_the_array_gives_the_same_numbers():
    words = words_of("from the masses to the masses and from the leaders to the led")
    hashes = np.array([word_hash(word.norm) for word in words], dtype=np.uint64)
    assert hash_array(hashes).tolist() == [number for number, _ in shingles_of(words)]
