import pytest

from essays.queries.search.words import fold, forms_of, words_of


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Mao Tse-Tung’s", ("mao", "tse", "tung", "s")),
        ("LIBÉRATION liberté Zoë", ("liberation", "liberte", "zoe")),
        ("e\u0301te\u0301 ﬁn Straße", ("ete", "fin", "strasse")),
        ("won't and/or 3.5% a_b", ("won", "t", "and", "or", "3", "5", "a", "b")),
        ("« Массы », 群众", ("массы", "群众")),
        ("— … 😀 \u0301 \x00", ()),
        ("", ()),
    ],
)
def test_words_are_cut_and_folded(text, forms):
    assert forms_of(text) == forms


def test_words_stand_where_they_say():
    text = "Été, isolating!"
    assert [(text[word.start : word.end], word.form, word.stem) for word in words_of(text)] == [
        ("Été", "ete", "et"),
        ("isolating", "isolating", "isol"),
    ]


@pytest.mark.parametrize(("language", "stem"), [("en", "isol"), ("en-GB", "isol"), ("de", "isolating")])
def test_only_english_has_stems(language, stem):
    assert [word.stem for word in words_of("isolating", language)] == [stem]


def test_folding_leaves_letters_and_digits_only():
    for word in ("½", "№5", "İstanbul", "ǅ", "㎏"):
        assert all(letter.isalnum() for letter in fold(word)), word
