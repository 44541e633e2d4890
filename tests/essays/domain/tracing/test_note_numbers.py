"""The number of a note behind a quotation, or before the mark that closes it."""

import pytest

from essays.enums import Direction, Ground, LinkKind
from tests.essays.domain.tracing.texts import PASSAGE, links, work

FILLER = "Nothing in these lines has been taken from anybody, and they only keep the others apart."
AFTER = "Whatever comes behind was written for a different purpose altogether."
SENTENCE = f"{PASSAGE}."
NUMBERS = ["12", " 12", "¹²", "[12]", " [12]", "(12)"]


def found(left, right=f"{FILLER} {SENTENCE}", **options):
    """The link between the text by Ann and the one on the left."""
    one, other = work("A", right, author="Ann"), work("B", left, **options)
    (link,) = [link for link in links(one, other) if link.left.work != link.right.work]
    return link


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("left", ["“{}.”{} {}", "Look: “{}.{}” {}", "“{}.”{}"])
def test_the_number_belongs_to_no_quotation_and_says_that_the_words_have_a_source(left, number):
    link = found(left.format(PASSAGE, number, AFTER))
    assert (link.left.exact, link.right.exact, link.kind) == (SENTENCE, SENTENCE, LinkKind.VERBATIM)
    assert (link.marked, link.direction, link.ground) == (True, Direction.NOT_SHOWN, Ground.BOTH_PLAIN)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_block_quotation_ends_before_it(number):
    link = found(f"{SENTENCE}{number}", kinds={1: "block-quotation"})
    assert (link.left.exact, link.marked, link.ground) == (SENTENCE, True, Ground.BOTH_PLAIN)


@pytest.mark.parametrize("number", NUMBERS)
def test_words_that_have_it_in_both_texts_end_before_it(number):
    link = found(f"{SENTENCE}{number} {AFTER}", f"{FILLER} {SENTENCE}{number} {FILLER}")
    assert (link.left.exact, link.right.exact) == (SENTENCE, SENTENCE)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("left", ["Ann wrote: “{}.”{} {}", "“{}”{}, as Ann says. {}"])
def test_who_is_named_is_the_source_as_without_it(left, number):
    assert found(left.format(PASSAGE, number, AFTER)).ground == Ground.NAMED


@pytest.mark.parametrize("number", NUMBERS)
def test_the_sentence_behind_it_attributes_nothing(number):
    link = found(f"“{SENTENCE}”{number} Ann says otherwise.")
    assert (link.ground, link.authority, link.attributed_as) == (Ground.BOTH_PLAIN, "", "")


@pytest.mark.parametrize("behind", [" 12 men came.", " 1943 it was.", " 12.5 per cent of it."])
def test_a_number_that_counts_something_is_none(behind):
    assert found(f"“{PASSAGE}”{behind}").ground == Ground.SET_OFF
