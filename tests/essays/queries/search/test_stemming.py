"""Stems as in the paper, and as SQLite's porter tokenizer makes them of every word of the real texts."""

import re
import sqlite3

import pytest

from essays.queries.search.stemming import stem
from tests.fixtures import MASS_LINE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("liberate liberated liberating liberation", "liber"),
        ("isolate isolates isolated isolating isolation", "isol"),
        ("backward backwards", "backward"),
        ("organize organizer organization organizing", "organ"),
        ("mass masses", "mass"),
        ("unite united unites uniting", "unit"),
        ("party parties", "parti"),
        ("win wins winning", "win"),
        ("caresses", "caress"),
        ("feed", "feed"),
        ("agreed", "agre"),
        ("plastered", "plaster"),
        ("bled", "bled"),
        ("hopping", "hop"),
        ("filing", "file"),
        ("failing", "fail"),
        ("happy", "happi"),
        ("sky", "sky"),
        ("rational", "ration"),
        ("vietnamization", "vietnam"),
        ("electricity", "electr"),
        ("adoption", "adopt"),
        ("controll", "control"),
        ("roll", "roll"),
        ("cease", "ceas"),
    ],
)
def test_forms_have_one_stem(words, expected):
    assert {stem(word) for word in words.split()} == {expected}


@pytest.mark.parametrize("word", ["is", "us", "a", "", "16", "k16", "café", "масса", "x" * 65])
def test_what_is_no_english_word_of_three_letters_stays_whole(word):
    assert stem(word) == word


def test_every_word_of_the_texts_has_the_stem_that_sqlite_gives_it():
    text = " ".join(path.read_text("utf-8") for path in sorted(MASS_LINE.glob("*.*"))).lower()
    words = sorted(set(re.findall(r"[a-z]+", text)))
    assert len(words) > 2000
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(word, tokenize='porter ascii')")
    base.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(texts, 'instance')")
    base.executemany("INSERT INTO texts(rowid, word) VALUES (?, ?)", enumerate(words))
    theirs = {words[row]: term for row, term in base.execute("SELECT doc, term FROM stems")}
    base.close()
    assert {word: stem(word) for word in words} == theirs
