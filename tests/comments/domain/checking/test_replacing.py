import pytest

from comments.domain.checking.checked import Checked, keys_of
from comments.domain.checking.comparing import compare_with_source
from comments.domain.checking.quotations import find_quotations
from comments.domain.checking.replacing import with_source_words

SOURCE = (
    "Gather the ideas of the masses, which are scattered, and bring them back to the masses so that they do "
    "not persist in *them*. This is no slogan."
)


def taken(text, source=SOURCE):
    (typed,) = find_quotations(text)
    return with_source_words(text, Checked(typed, None, compare_with_source(typed.plain, source)))


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (
            "So “gather the notions of the masses” he says.",
            "So “gather the ideas of the masses” he says.",
        ),
        ("“bring them up to the masses so”", "“bring them back to the masses so”"),
        ("“bring them back to all the masses so”", "“bring them back to the masses so”"),
        ("“bring them back to masses so that”", "“bring them back to the masses so that”"),
        ("“so that they do persist in them”", "“so that they do not persist in them”"),
        ("“in them. This is a slogan.”", "“in them. This is no slogan.”"),
        ("“so that they do not persist in us”", "“so that they do not persist in \\*them”"),
        (
            "Before\n> gather *the notions*\n> of all masses, which are\n> very scattered\nafter",
            "Before\n> gather *the ideas*\n> of the masses, which are scattered\nafter",
        ),
        (
            "> bring them back to\n> masses so that they",
            "> bring them back to the\n> masses so that they",
        ),
        (
            "> which are scattered over\n> there, and bring them back to the masses",
            "> which are scattered\n>  and bring them back to the masses",
        ),
        (
            "> bring them up\n> again to the masses so that",
            "> bring them back\n>  to the masses so that",
        ),
        (
            "“gather the *notions of* the masses, which”",
            "“gather the *ideas of* the masses, which”",
        ),
        (
            "“gather notions *here of* the masses, which”",
            "“gather *the ideas of* the masses, which”",
        ),
    ],
)
def test_only_other_words_of_the_quotation_are_changed(text, changed):
    assert taken(text) == changed


def test_print_and_ellipses_stay_as_typed():
    text = "“GATHER the “notions” — of the masses … and bring them back to the masses!”"
    assert taken(text) == "“GATHER the ideas — of the masses … and bring them back to the masses!”"


@pytest.mark.parametrize("text", ["“gather the ideas of the masses”", "> gather the\n> ideas of the masses"])
def test_the_sources_own_words_stay(text):
    assert taken(text) == text


def test_what_was_not_found_stays():
    text = "“this was never written by anybody here”"
    (typed,) = find_quotations(text)
    assert with_source_words(text, Checked(typed)) == text


def test_a_quotation_keeps_its_key_while_other_words_change():
    words = "gather the ideas of the masses"
    text = f"“{words}” and “{words}” and “{words} and no more”"
    longer = f"Some words more. “this one is new to the text” and {text}"
    first, second, third = keys_of(Checked(each) for each in find_quotations(text))
    assert len({first, second, third}) == 3
    assert keys_of(Checked(each) for each in find_quotations(longer))[1:] == [first, second, third]
