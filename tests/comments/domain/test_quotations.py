import pytest

from comments.domain.quotations import find_quotation

TEXT = (
    "It isn’t impossible for “the backward” to become\u00a0intermediate; it isn’t impossible, however rare."
)


def test_the_texts_own_words_are_found_with_their_surroundings():
    found = find_quotation(TEXT, "the backward")
    assert found.start == TEXT.index("the backward")
    assert found.exact == "the backward"
    assert found.prefix == "It isn’t impossible for “"
    assert found.suffix == "” to become\u00a0intermediate; it isn’t impossible, however rare."[:64]
    assert found.occurrences == 1


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("It isn't impossible", "It isn’t impossible"),
        ('"the backward" to', "“the backward” to"),
        ("to become intermediate", "to become\u00a0intermediate"),
        ("  to \n become\tintermediate ", "to become\u00a0intermediate"),
        ("„to become intermediate“", "to become\u00a0intermediate"),
        ("'however rare.'", "however rare."),
    ],
)
def test_white_space_and_quotation_marks_may_differ(typed, exact):
    found = find_quotation(TEXT, typed)
    assert found.exact == exact
    assert TEXT[found.start :].startswith(exact)


@pytest.mark.parametrize(
    "typed", ["The backward", "the backwards", "impossible intermediate", "", "  ", "“”"]
)
def test_every_other_character_counts(typed):
    assert find_quotation(TEXT, typed) is None


def test_of_several_places_the_first_is_taken_and_their_number_told():
    found = find_quotation(TEXT, "isn’t impossible")
    assert (found.start, found.occurrences) == (3, 2)


def test_surroundings_are_short():
    text = "a" * 500 + " words " + "b" * 500
    found = find_quotation(text, "words")
    assert (found.prefix, found.suffix) == ("a" * 63 + " ", " " + "b" * 63)


def test_the_whole_text_can_be_quoted():
    found = find_quotation(TEXT, TEXT)
    assert (found.start, found.exact, found.prefix, found.suffix) == (0, TEXT, "", "")


def test_the_real_texts_are_found_word_by_word(mass_line):
    """Every paragraph's own words are found in it, wherever they are cut."""
    from essays.models import Block

    for text in Block.objects.filter(number__isnull=False).values_list("text", flat=True):
        middle = text[len(text) // 3 : len(text) // 2].strip()
        if len(middle) > 20:
            assert find_quotation(text, middle).exact.strip("\"'“”‘’ ") == middle.strip("\"'“”‘’ ")
