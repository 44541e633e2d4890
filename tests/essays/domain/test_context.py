"""The words around a passage: which are shown with it, and which further off."""

import random

import pytest

from essays.domain.context import LEAST, NEAR, WORTH, between, near_end, near_start

WORD = "reading "
#: 65 characters with the space after it.
SENTENCE = "Nobody on this shelf reads what the others have put upon it now. "


def words(count: int) -> str:
    """Each eight characters long with the space after it."""
    return WORD * count


@pytest.mark.parametrize("text", ["", " ", "A few words. ", "x" * (NEAR + WORTH), words((NEAR + WORTH) // 8)])
def test_context_hardly_longer_than_the_limit_stays_whole(text):
    assert near_end(text) == ("", text)
    assert near_start(text) == (text, "")


def test_context_one_character_longer_is_cut_between_words():
    text = words((NEAR + WORTH) // 8) + "x"
    assert near_end(text) == (words(WORTH // 8 + 1), words(NEAR // 8 - 1) + "x")
    assert near_start(text) == (words(NEAR // 8)[:-1], " " + words(WORTH // 8) + "x")


def test_cut_is_made_between_sentences_where_enough_is_left():
    text = SENTENCE * 10
    near = SENTENCE * (NEAR // len(SENTENCE))
    assert near_end(text) == (text[: -len(near)], near)
    assert near_start(text) == (near.rstrip(), text[len(near) - 1 :])


def test_cut_is_made_between_words_where_a_sentence_would_leave_too_little():
    short = "Yes. "
    before = words(60) + "end. " + short * (LEAST // len(short) - 1)
    far, near = near_end(before)
    assert (near[:8], NEAR - 8 < len(near) <= NEAR) == (WORD, True)
    near, far = near_start("He does. Then " + words(60))
    assert (near[-8:], far[:8], NEAR - 8 < len(near) <= NEAR) == (" reading", " reading", True)


def test_word_longer_than_the_limit_is_not_cut():
    long = "x" * (NEAR + WORTH + 1)
    assert near_end(long) == ("", long)
    assert near_start(long) == (long, "")
    assert near_end(f"one two {long}") == ("one two ", long)
    assert near_start(f"{long} one two") == (long, " one two")
    assert near_end(f"one {long} two") == (f"one {long} ", "two")
    assert near_start(f"one {long} two") == ("one", f" {long} two")


def test_white_space_at_the_passage_is_no_place_to_cut():
    long = "x" * (NEAR + WORTH)
    assert near_end(f"{long} ") == ("", f"{long} ")
    assert near_start(f" {long}") == (f" {long}", "")


@pytest.mark.parametrize("length", [0, 1, NEAR, 2 * NEAR + WORTH])
def test_words_between_passages_near_each_other_are_kept(length):
    text = words(length)[:length]
    assert between(text) == (text, "", "")


def test_words_between_passages_far_from_each_other_are_cut_in_the_middle():
    text = " " + words((2 * NEAR + WORTH) // 8)
    after, far, before = between(text)
    assert after + far + before == text
    assert (len(after), len(before), far.split()) == (NEAR // 8 * 8, NEAR, ["reading"] * (WORTH // 8))


def test_long_word_between_passages_is_not_cut():
    long = "x" * (2 * NEAR + WORTH)
    assert between(f" {long} ") == (f" {long} ", "", "")
    assert between(f" and {long}. ") == (" and", "", f" {long}. ")


@pytest.mark.parametrize("seed", range(40))
def test_pieces_are_the_text_and_no_word_is_cut(seed):
    chance = random.Random(seed)
    text = "".join(
        "x" * chance.choice([1, 4, 9, 300] if seed % 4 == 0 else [1, 4, 9]) + chance.choice([" ", ". ", "; "])
        for _ in range(chance.randrange(300))
    )
    for pieces in (near_end(text), near_start(text), between(text)):
        assert "".join(pieces) == text
        assert [word for piece in pieces for word in piece.split()] == text.split()
