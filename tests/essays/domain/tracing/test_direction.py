"""Who is shown to quote whom, where the passage names somebody else or nobody."""

import pytest

from essays.enums import Direction, Ground
from tests.essays.domain.tracing.texts import PASSAGE, links, work

FILLER = "Nothing in these lines has been taken from anybody, and they only keep the others apart."
NOT_SHOWN = (Direction.NOT_SHOWN, Ground.BOTH_PLAIN)
KNOWN = {"smith": ("Smith",)}
MARKED = f"“{PASSAGE}”"


def shown(left, right=f"{FILLER} {PASSAGE}.", *, names=None, author="", answers="", kinds=None):
    """Of the text ``left`` and one by the author."""
    one, other = work("A", right, author=author), work("B", left, answers=answers, kinds=kinds)
    (link,) = links(one, other, names=names or {})
    return link


@pytest.mark.parametrize("names", [{}, KNOWN])
@pytest.mark.parametrize("author", ["", "Ann"])
@pytest.mark.parametrize(
    "left",
    [
        f"Smith wrote: {MARKED}",
        f"According to Smith, {MARKED}.",
        f"{MARKED} (Smith 1890).",
        f"“{PASSAGE}.” (Smith 1890)",
        f"“{PASSAGE}.” [12] It was long ago.",
        f"Smith (1890, p. 4) has {MARKED}.",
        f"It is often said that {MARKED}.",
        f"The newspaper Pravda printed: {MARKED}",
        f"In Smith’s words, {MARKED}.",
        f"As the proverb goes, {MARKED}.",
        f"{MARKED}, wrote Smith.",
        f"{MARKED}, as Smith has said.",
        f"{MARKED} – Smith",
        f"In Pravda of last week: {MARKED}",
        f"Smith: {MARKED}",
        f"Smith, “On Wells and Water”: {MARKED}",
        f"From a pamphlet of that year: {MARKED}",
        f"Smith’s essay contains the line {MARKED}.",
        f"{MARKED}, the old man used to say.",
        f"{MARKED} (see Smith).",
        f"It is said: {MARKED} Ann said nothing.",
    ],
)
def test_words_that_are_somebody_else_s_or_nobody_s_show_no_direction(left, names, author):
    link = shown(left, names=names, author=author)
    assert (link.direction, link.ground) == NOT_SHOWN


@pytest.mark.parametrize("source", ["(Smith 1890)", "[12]", "(see Smith)"])
def test_a_block_quotation_with_its_source_in_brackets(source):
    link = shown(f"{PASSAGE}. {source}", kinds={1: "block-quotation"})
    assert (link.left.exact, link.ground) == (f"{PASSAGE}.", Ground.BOTH_PLAIN)


@pytest.mark.parametrize("names", [{}, KNOWN])
@pytest.mark.parametrize(
    "left",
    [
        f"Ann is wrong. Smith wrote: {MARKED}",
        f"Ann is wrong. As Smith wrote, {MARKED}.",
        f"Ann is wrong. It is often said that {MARKED}.",
        f"Ann is wrong, for Smith wrote: {MARKED}",
    ],
)
def test_who_is_named_besides_is_not_who_is_quoted(left, names):
    link = shown(left, names=names, author="Ann")
    assert (link.direction, link.ground) == NOT_SHOWN


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (f"Smith wrote: {MARKED}", "Smith wrote"),
        (f"The newspaper Pravda printed: {MARKED}", "The newspaper Pravda printed"),
        (f"{MARKED} (Smith 1890).", "Smith 1890"),
        (f"It is often said that {MARKED}.", ""),
    ],
)
def test_a_source_that_is_nobody_s_known_is_given_in_its_words(left, words):
    assert (shown(left).attributed_as, shown(left).authority) == (words, "")


@pytest.mark.parametrize(
    "left",
    [
        f"Ann wrote: {MARKED}",
        f"{MARKED} (Ann 1890).",
        f"{MARKED}, as Ann has said.",
        f"Ann came. She says: {MARKED}",
    ],
)
def test_the_other_text_s_author_is_its_source(left):
    assert shown(left, author="Ann").ground == Ground.NAMED


@pytest.mark.parametrize("left", [f"{MARKED} is wrong.", f"Nothing in {MARKED} is right.", f"Look: {MARKED}"])
def test_marks_alone_show_it_where_nobody_is_said_to_have_said_it(left):
    assert shown(left).ground == Ground.SET_OFF


@pytest.mark.parametrize("names", [{}, KNOWN])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"Smith wrote: {MARKED}", f"According to Smith, {MARKED}."),
        (f"As Smith wrote, {MARKED}.", f"Smith wrote: {PASSAGE}."),
    ],
)
def test_an_answer_that_names_the_same_source_may_have_it_from_there(left, right, names):
    link = shown(left, right, names=names, answers="a")
    assert (link.direction, link.ground) == (Direction.NOT_SHOWN, Ground.BOTH_QUOTE)
    assert link.ground_note == "both name the same source"


@pytest.mark.parametrize("names", [{}, KNOWN])
def test_an_answer_that_speaks_of_the_other_author_may_have_it_from_the_same_source_too(names):
    left = f"Ann follows Smith, who wrote: {MARKED}"
    link = shown(left, f"Smith wrote: {MARKED}", author="Ann", answers="a", names=names)
    assert (link.direction, link.ground) == (Direction.NOT_SHOWN, Ground.BOTH_QUOTE)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_few_words_that_both_give_as_a_third_s_are_shared_and_the_later_text_is_the_left_one(order):
    source = work("A", f"Smith wrote: “It is time to isolate the diehard poachers.” {FILLER}", author="Ann")
    answer = work("B", "Ann takes the backward for Smith’s “die hard poachers” here.", answers="a")
    texts = [(source, answer)[number] for number in order]
    (link,) = links(*texts, names=KNOWN)
    assert (link.direction, link.ground) == (Direction.NOT_SHOWN, Ground.BOTH_QUOTE)
    assert link.left.work == texts[1].work
    assert {link.left.exact, link.right.exact} == {"die hard poachers", "diehard poachers"}


def test_an_answer_that_gives_the_other_author_as_its_source_has_it_from_them():
    link = shown(f"Ann wrote: {MARKED}", f"Smith wrote: {MARKED}", author="Ann", answers="a", names=KNOWN)
    assert (link.direction, link.ground) == (Direction.QUOTES, Ground.NAMED)


def test_an_answer_that_names_somebody_else_is_one_still():
    assert shown(f"Smith wrote: {MARKED}", answers="a").ground == Ground.ANSWERS
