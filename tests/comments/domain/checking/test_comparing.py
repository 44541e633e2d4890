import pytest

from comments.domain.checking.comparing import compare_with_source
from comments.enums import Verdict

SOURCE = (
    "From the masses, to the masses: gather the ideas of the masses, which are scattered, and bring them "
    "back to the masses until the masses embrace them as their own. This is not a slogan but a method."
)


def compared(quotation, source=SOURCE):
    found = compare_with_source(quotation, source)
    if found is None:
        return Verdict.NOT_FOUND, "", ""
    summary = found.comparison.summary() if found.comparison else "same words"
    return found.verdict, source[found.start : found.end], summary


@pytest.mark.parametrize(
    "quotation",
    [
        "gather the ideas of the masses, which are scattered",
        "Gather the ideas of the masses which are scattered!",
        "gather\u00a0the ideas of THE MASSES, which “are” scattered",
        "“gather the ideas of the masses — which are scattered”",
        "This is not a slogan, but a method",
    ],
)
def test_print_alone_is_word_for_word(quotation):
    verdict, _, _ = compared(quotation)
    assert verdict == Verdict.VERBATIM


@pytest.mark.parametrize(
    ("quotation", "exact", "summary"),
    [
        (
            "gather the notions of the masses, which are scattered",
            "gather the ideas of the masses, which are scattered",
            "changed: “notions” for “ideas”",
        ),
        (
            "This is a slogan but a method",
            "This is not a slogan but a method",
            "without “not”",
        ),
        (
            "This is not a mere slogan but a method",
            "This is not a slogan but a method",
            "added: “mere”",
        ),
        (
            "gather the ideas of [all] masses, which are scattered",
            "gather the ideas of the masses, which are scattered",
            "changed: “all” for “the”",
        ),
        (
            "gather the ideas of the masses, which are scatterred",
            "gather the ideas of the masses, which are scattered",
            "changed: “scatterred” for “scattered”",
        ),
    ],
)
def test_other_words_differ(quotation, exact, summary):
    assert compared(quotation) == (Verdict.ALTERED, exact, summary)


@pytest.mark.parametrize("ellipsis", ["…", "...", ". . .", "[…]", "[...]", "(...)"])
def test_an_ellipsis_leaves_words_out(ellipsis):
    verdict, exact, _ = compared(f"gather the ideas {ellipsis} and bring them back to the masses")
    assert verdict == Verdict.ELIDED
    assert exact == SOURCE[SOURCE.index("gather") : SOURCE.index(" until")]


def test_many_words_can_be_left_out():
    verdict, exact, _ = compared("From the masses … but a method")
    assert (verdict, exact) == (Verdict.ELIDED, SOURCE[:-1])


def test_an_ellipsis_over_a_negation_is_pointed_out():
    found = compare_with_source("This is … a slogan but a method", SOURCE)
    assert found.verdict == Verdict.ELIDED
    assert [each.note for each in found.comparison.differences] == ["the words left out contain “not”"]


def test_an_ellipsis_and_other_words_differ():
    verdict, _, _ = compared("gather the notions … and bring them back to the masses")
    assert verdict == Verdict.ALTERED


@pytest.mark.parametrize(
    "quotation",
    [
        "whoever drinks from the well should help to dig it",
        "the masses of the water and the masses of the earth",
        "the … of … the … of",
        "bring me my bow of burning gold",
    ],
)
def test_a_few_words_in_common_are_nothing(quotation):
    assert compared(quotation)[0] == Verdict.NOT_FOUND


def test_of_a_longer_quotation_the_part_is_told_that_is_there():
    quotation = "This is not a slogan but a method that everyone has to learn anew every day from others"
    found = compare_with_source(quotation, SOURCE)
    assert found.verdict == Verdict.VERBATIM
    assert quotation[found.left_start : found.left_end] == "This is not a slogan but a method"
    assert SOURCE[found.start : found.end].rstrip(".") == "This is not a slogan but a method"


MARKET = (
    "Some would win over the market women who come to the well in the morning and go again before noon, "
    "though they have been told by the elders to wait for the carriers, and so isolate the sellers of water."
)


def test_the_source_has_few_words_between_those_quoted_where_no_ellipsis_says_so():
    """Else it is another sentence, with some of the same words."""
    quotation = "Some would win over the market women and so isolate the sellers of water"
    verdict, exact, _ = compared(quotation, MARKET)
    assert (verdict, exact) == (Verdict.VERBATIM, "Some would win over the market women")
    assert compared(quotation.replace("and so", "… and so"), MARKET)[:2] == (Verdict.ELIDED, MARKET[:-1])


def test_a_word_that_any_text_has_does_not_bring_others_with_it():
    found = compare_with_source(
        "The people want to gather the ideas of the masses", "And the poor gather the ideas of the masses."
    )
    assert (found.verdict, found.words) == (Verdict.VERBATIM, 6)


@pytest.mark.parametrize(
    ("quotation", "summary"),
    [
        ("embrace them as their owner", "changed: “owner” for “own”"),
        ("until the masses embraced", "changed: “embraced” for “embrace”"),
        ("gathering the ideas of the masses", "changed: “gathering” for “gather”"),
        ("scatterred, and bring them back", "changed: “scatterred” for “scattered”"),
        ("bring them back again", None),
        ("the ideals of the moment", None),
    ],
)
def test_of_few_words_one_may_have_another_form(quotation, summary):
    found = compared(quotation)
    assert (found[0], found[2]) == ((Verdict.ALTERED, summary) if summary else (Verdict.NOT_FOUND, ""))


def test_texts_without_words():
    assert compare_with_source("…", SOURCE) is None
    assert compare_with_source("four words are here", "…") is None


def test_what_is_too_long_is_found_word_for_word_only(monkeypatch):
    monkeypatch.setattr("comments.domain.checking.comparing.MOST_PAIRS", 100)
    assert compared("gather the ideas of the masses")[0] == Verdict.VERBATIM
    assert compared("gather the notions of the masses")[0] == Verdict.NOT_FOUND
