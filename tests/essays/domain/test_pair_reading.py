import pytest

from essays.domain.pair_reading import gives_words, read_pair
from essays.domain.word_diff import Run
from essays.models import Relation
from essays.queries.pairs import pair_of
from tests.essays.apparatus import make_apparatus


def relation(kind: str, source: str = "the words", quoting: str = "the words") -> Relation:
    return Relation(kind=kind, to_exact=source, from_exact=quoting)


@pytest.mark.parametrize(
    ("kind", "gives"),
    [
        ("quotes", True),
        ("quotes with change", True),
        ("quotes again with change", True),
        ("repeats", True),
        ("shares a passage with", True),
        ("adopts the wording of", True),
        ("turns around the wording of", True),
        ("criticises", False),
        ("restates the source quoted in", False),
        ("answers", False),
    ],
)
def test_kinds_that_give_words_again(kind, gives):
    assert gives_words(relation(kind)) is gives


@pytest.mark.parametrize(("source", "quoting"), [("", "words"), ("words", ""), ("", "")])
def test_without_both_passages_there_is_nothing_to_compare(source, quoting):
    assert gives_words(relation("quotes", source, quoting)) is False


def text_of(runs) -> str:
    return "".join(piece.text for run in runs for piece in run.pieces)


@pytest.mark.django_db
def test_marks_leave_both_texts_as_they_are(mass_line):
    pair = pair_of(mass_line, ("K", 6), ("E", 6))
    reading = read_pair(pair)
    assert text_of(reading.left) == pair.left.block.text
    assert text_of(reading.right) == pair.right.block.text


@pytest.mark.django_db
def test_letters_mark_the_passages_of_each_record_on_both_sides(mass_line):
    reading = read_pair(pair_of(mass_line, ("K", 7), ("E", 6)))
    assert [each.letter for each in reading.recorded] == ["a", "b", "c", "d"]
    for runs in (reading.left, reading.right):
        assert {call for run in runs for call in run.calls} == {"a", "b", "c"}


@pytest.mark.django_db
def test_words_are_compared_from_the_source_to_the_quoting_side(mass_line):
    reading = read_pair(pair_of(mass_line, ("K", 7), ("E", 6)))
    first = reading.word_for_word[0]
    assert (first.acting.label, first.target.label) == ("E\u00a06", "K\u00a07")
    assert not first.from_left
    assert first.diff.variants == (Run("among some", "", 1),)
    assert first.diff.before == "There is"
    third = reading.word_for_word[2]
    assert [(run.left, run.right) for run in third.diff.variants] == [
        ("reality,", "reality"),
        ("“essence”,", "essence,"),
        ("only through", "thru"),
        ("goes", "does"),
        ("the", ""),
    ]


@pytest.mark.django_db
def test_swapping_the_sides_turns_the_page_not_the_comparison(mass_line):
    one = read_pair(pair_of(mass_line, ("K", 7), ("E", 6)))
    other = read_pair(pair_of(mass_line, ("E", 6), ("K", 7)))
    assert [each.diff for each in one.recorded] == [each.diff for each in other.recorded]
    assert [each.from_left for each in other.recorded] == [True, True, True, True]
    assert (one.left, one.right) == (other.right, other.left)


@pytest.mark.django_db
def test_first_formulation_is_quoted_word_for_word(mass_line):
    reading = read_pair(pair_of(mass_line, ("K", 3), ("E", 3)))
    assert [each.diff.same for each in reading.word_for_word] == [True]


@pytest.mark.django_db
def test_passages_with_few_words_in_common_are_not_compared():
    debate = make_apparatus(3)
    debate.relations.update(to_exact="one two three", to_end=13, from_exact="four five six", from_end=13)
    reading = read_pair(pair_of(debate, ("A", 1), ("C", 3)))
    assert [each.diff for each in reading.recorded] == [None, None, None]


@pytest.mark.django_db
def test_a_paragraph_beside_itself(mass_line):
    reading = read_pair(pair_of(mass_line, ("K", 3), ("K", 3)))
    assert reading.left == reading.right
    assert reading.recorded == ()
