"""Which of several equal words corresponds."""

from essays.domain.tracing.settling import settled

NUMBERS = {}


def pairs(left, right, runs, weights=None):
    """The words paired, from runs as (left, right, size); all words say as much if not told otherwise."""
    left, right = left.split(), right.split()
    for word in (*left, *right):
        NUMBERS.setdefault(word, len(NUMBERS))
    bits = [(weights or {}).get(word, 5.0) for word in left]
    numbers = ([NUMBERS[word] for word in words] for words in (left, right))
    found = settled(runs, *numbers, bits)
    return [left[a + step] for a, b, size in found for step in range(size)], [
        (a + step, b + step) for a, b, size in found for step in range(size)
    ]


def test_of_two_lone_words_the_one_that_says_more_is_paired():
    left = "they are advanced are just intermediate and vacillating people"
    right = "the intermediate are vacillating people"
    words, _ = pairs(left, right, [(1, 2, 1), (7, 3, 2)], {"intermediate": 9.0})
    assert words == ["intermediate", "vacillating", "people"]


def test_a_word_beside_a_run_belongs_to_it():
    left = "one may become backward a worker may be considered advanced"
    right = "somebody may be considered advanced"
    words, places = pairs(left, right, [(1, 1, 1), (7, 2, 3)])
    assert words == ["may", "be", "considered", "advanced"]
    assert places[0] == (6, 1)


def test_words_too_far_from_a_run_are_not_paired():
    left = "masses a b c d e f g h i raise the level"
    right = "masses k l m n o p q r s raise the level"
    assert pairs(left, right, [(0, 0, 1), (10, 10, 3)])[0] == ["raise", "the", "level"]


def test_lone_words_alone_are_nothing():
    assert pairs("a b c", "c b a", [(1, 1, 1)]) == ([], [])
