import random

from comments.domain.screening.likeness import KEYS, keys_of, resemblance, shingles_of

WORDS = [f"w{number}" for number in range(400)]


def text_of(numbers):
    return " ".join(WORDS[number] for number in numbers)


def test_the_same_words_are_wholly_alike_however_they_are_spelt():
    one, other = "Dig the well, together!", "> Quoted by both.\n\nDIG the w\u200bell — tоgether"
    assert resemblance(shingles_of(one), shingles_of(other)) == 100
    assert keys_of(one) == keys_of(other)
    assert len(set(keys_of(one))) == KEYS


def test_resemblance_is_the_share_of_three_words_in_a_row():
    assert resemblance(shingles_of("a b c d e"), shingles_of("a b c d f")) == 50
    assert resemblance(shingles_of("a b c"), shingles_of("c b a")) == 0


def test_one_or_two_words_are_compared_too():
    assert resemblance(shingles_of("dig"), shingles_of("dig")) == 100
    assert resemblance(shingles_of("dig"), shingles_of("dig it")) == 0
    assert len(keys_of("!")) == KEYS


def test_a_text_of_quotations_alone_is_compared_by_them():
    assert resemblance(shingles_of("> a b c"), shingles_of("> a b c")) == 100


def test_texts_alike_share_a_key_and_others_do_not():
    """Of 200 pairs each: nearly all with 90 % of 200 words in their places, none with other words."""
    dice = random.Random(7)
    found = strangers = 0
    for _ in range(200):
        words = [dice.randrange(400) for _ in range(200)]
        changed = list(words)
        changed[dice.randrange(200)] = dice.randrange(400)
        keys = set(keys_of(text_of(words)))
        found += bool(keys & set(keys_of(text_of(changed))))
        strangers += bool(keys & set(keys_of(text_of(dice.randrange(400) for _ in range(200)))))
    assert found == 200
    assert strangers == 0


def test_keys_stay_what_they_are_for_databases_keep_them():
    assert keys_of("Dig the well together.")[0] == -8185916067140244027
