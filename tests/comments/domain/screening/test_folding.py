"""Attacks on the word lists: the same word in other signs."""

import pytest

from comments.domain.screening.folding import fold, readings_of, words_of
from comments.domain.screening.settings import Rules
from comments.domain.screening.word_lists import LONGEST_ENTRY, read_list
from comments.enums import Ruling
from tests.comments.domain.screening.known import ask

SPELT = [
    "casino", "CASINO", "Casino!", "*casino*", "_casino_", "“casino”", "(casino)",
    "casino’s", "c\u200basino", "ca\u00adsino", "c\u2060asino", "cas\u200dino",
    "\ufeffcasino", "cas\ufe0fino", "c\u202easino", "cas\U000e0069ino",
    "c\u0336a\u0336s\u0336i\u0336n\u0336o", "cásinö", "ⓒⓐⓢⓘⓝⓞ", "ｃａｓｉｎｏ", "𝓬𝓪𝓼𝓲𝓷𝓸",
    "𝐂𝐀𝐒𝐈𝐍𝐎", "саsinо", "сasіno", "cαsιnσ", "c4s1n0", "ca$ino", "c@sino", "cаѕino",
    "cas\u3164ino", "cas\u115fino", "c a s i n o", "c.a.s.i.n.o", "c-a-s-i-n-o", "C  A  S  I  N  O", "casıno",
]  # fmt: skip
INNOCENT = ["occasion", "casinos", "cas ino", "ca sino", "Casinova", "c’as-ino", "asinoc", "c a s i n", "ca5"]


@pytest.mark.parametrize("spelt", SPELT)
def test_a_listed_word_is_found_however_it_is_spelt(spelt):
    answer = ask("word lists", f"They say that {spelt} is near.", rules=Rules(reject=("casino",)))
    assert answer.ruling == Ruling.REJECT


@pytest.mark.parametrize("spelt", INNOCENT)
def test_other_words_are_not_taken_for_it(spelt):
    assert (
        ask("word lists", f"They say that {spelt} is near.", rules=Rules(reject=("casino",))).ruling == "pass"
    )


@pytest.mark.parametrize("entry", ["CASINO", "Cásino", "с4sіnо", " casino ", "*casino", "“casino”"])
def test_the_lists_own_spelling_does_not_matter(entry):
    assert ask("word lists", "A casino is near.", rules=Rules(hold=(entry,))).ruling == Ruling.HOLD


@pytest.mark.parametrize(
    ("entry", "text", "is_found"),
    [
        ("600", "About 600 came.", True),
        ("boo", "About 600 came.", False),
        ("bum", "We burn the wood.", False),
        ("pill*", "Pills and pillows.", True),
        ("free pill*", "f-r-e-e pillows for all", True),
        ("free pill*", "free the pillars", False),
        ("рак", "рак", True),
    ],
)
def test_numbers_pairs_of_letters_and_endings(entry, text, is_found):
    assert (ask("word lists", text, rules=Rules(hold=(entry,))).ruling == Ruling.HOLD) == is_found


def test_folding_twice_changes_nothing_more():
    for spelt in SPELT:
        assert fold(fold(spelt)) == fold(spelt)


def test_letters_set_apart_are_read_both_ways():
    plain, together = readings_of("It is a b c here")
    assert [token.word for token in plain] == words_of("It is a b c here")
    assert [token.word for token in together] == [*words_of("It is"), "abc", *words_of("here")]
    assert (together[2].start, together[2].end) == (2, 4)
    assert len(readings_of("It is a b")) == 1


def test_an_entry_has_at_most_six_words():
    listed = read_list(("one two three four five six seven", "!!!"))
    assert listed.longest == LONGEST_ENTRY
    assert len(listed.whole) == 1
