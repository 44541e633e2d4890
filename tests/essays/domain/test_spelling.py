import pytest

from essays.domain.spelling import same_but_spelling


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("thru", "through"),
        ("altho", "although"),
        ("organised", "organized"),
        ("mobilisation", "mobilization"),
        ("analyse", "analyze"),
        ("labour", "labor"),
        ("favourable", "favorable"),
        ("centre", "center"),
        ("centred", "centered"),
        ("dialogues", "dialogs"),
        ("travelled", "traveled"),
        ("judgement", "judgment"),
        ("contradition", "contradiction"),
        ("revolutoinary", "revolutionary"),
        ("commmunist", "communist"),
        ("w\u00e4re", "waere"),
        ("sch\u00f6n", "schoen"),
        ("f\u00fchrer", "fuehrer"),
        ("\u00fcber", "ueber"),
        ("\u00f6ffnet\u00fcr", "oeffnetuer"),
    ],
)
def test_one_word_spelled_in_two_ways(left, right):
    assert same_but_spelling(left, right)
    assert same_but_spelling(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("goes", "does"),
        ("unite", "united"),
        ("rise", "rize"),
        ("four", "for"),
        ("our", "or"),
        ("filled", "filed"),
        ("willing", "wiling"),
        ("immanent", "imminent"),
        ("immoral", "immortal"),
        ("socialist", "socialism"),
        ("contradiction", "contradictions"),
        ("proletariat", "proletarian"),
        ("revolution", "evolution"),
        ("masses", "masses"),
        ("w\u00e4re", "ware"),
        ("sch\u00f6n", "schon"),
        ("f\u00fchrer", "fuhrer"),
        ("w\u00e4re", "w\u00f6re"),
    ],
)
def test_two_words_or_the_same_one(left, right):
    assert not same_but_spelling(left, right)
    assert not same_but_spelling(right, left)
