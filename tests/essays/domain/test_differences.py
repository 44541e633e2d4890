import random

import pytest

from essays.domain.differences import Difference, Segment, compare_passages
from essays.domain.links.judging import same_words
from essays.enums import DifferenceKind

TYPOGRAPHY, SPELLING = DifferenceKind.TYPOGRAPHY, DifferenceKind.SPELLING
OMISSION, ELLIPSIS, ADDITION = DifferenceKind.OMISSION, DifferenceKind.ELLIPSIS, DifferenceKind.ADDITION
SUBSTITUTION, ORDER = DifferenceKind.SUBSTITUTION, DifferenceKind.ORDER


def test_one_verb_of_a_slogan_differs():
    comparison = compare_passages(
        "unite the advanced, bring over the intermediate", "unite the advanced, bring up the intermediate"
    )
    assert comparison.segments == (
        Segment("unite the advanced, bring ", "unite the advanced, bring "),
        Segment("over", "up", Difference(SUBSTITUTION, "over", "up")),
        Segment(" the intermediate", " the intermediate"),
    )
    assert not comparison.same_words


@pytest.mark.parametrize(
    ("left", "right", "differences"),
    [
        ("a b", "a b", ()),
        ("a  b\nc", "a b c", ()),
        ("", "", ()),
        ("all round rule", "all-round rule", (Difference(TYPOGRAPHY, "all round", "all-round"),)),
        ("information and", "information, and", (Difference(TYPOGRAPHY, "information", "information,"),)),
        ("in essence, it", "in “essence”, it", (Difference(TYPOGRAPHY, "essence,", "“essence”,"),)),
        ("The masses", "the masses", (Difference(TYPOGRAPHY, "The", "the"),)),
        ("don't go", "don’t go", (Difference(TYPOGRAPHY, "don't", "don’t"),)),
        ("a – b", "a b", (Difference(TYPOGRAPHY, "–", ""),)),
        ("a\u00a0b", "a b", (Difference(TYPOGRAPHY, "a\u00a0b", "a b", "a no-break space"),)),
        ("yes... and", "yes and", (Difference(TYPOGRAPHY, "yes...", "yes"),)),
        ("cooperation is", "co-operation is", (Difference(TYPOGRAPHY, "cooperation", "co-operation"),)),
        ("every day life", "everyday life", (Difference(TYPOGRAPHY, "every day", "everyday"),)),
        (
            "becomes so thru struggle",
            "becomes so only through struggle",
            (Difference(OMISSION, "", "only"), Difference(SPELLING, "thru", "through")),
        ),
        ("a tendency to", "a tendency among some to", (Difference(OMISSION, "", "among some"),)),
        ("people themselves", "people", (Difference(ADDITION, "themselves", ""),)),
        ("Same does for", "Same goes for", (Difference(SUBSTITUTION, "does", "goes"),)),
        (
            "openly and fully so",
            "fully and openly so",
            (Difference(ORDER, *("openly and fully", "fully and openly")),),
        ),
        ("x", "y", (Difference(SUBSTITUTION, "x", "y"),)),
        ("the hegemons.", "the enemy class(es).", (Difference(SUBSTITUTION, "hegemons", "enemy class(es)"),)),
        ("the (hegemons).", "the (enemy).", (Difference(SUBSTITUTION, "hegemons", "enemy"),)),
        ("", "a b", (Difference(OMISSION, "", "a b"),)),
        ("a b", "", (Difference(ADDITION, "a b", ""),)),
        (
            "We support it",
            "We do not, never, support it",
            (Difference(OMISSION, "", "do not, never", "the words left out contain “not” and “never”"),),
        ),
    ],
)
def test_every_class_of_difference(left, right, differences):
    assert compare_passages(left, right).differences == differences


@pytest.mark.parametrize(
    ("left", "right", "mark", "words"),
    [
        ("We … win", "We the broad masses win", "…", "the broad masses"),
        ("We ... win", "We the broad masses win", "...", "the broad masses"),
        ("We . . . win", "We the broad masses win", ". . .", "the broad masses"),
        ("We [...] win", "We the broad masses win", "[...]", "the broad masses"),
        ("We... win", "We the broad masses win", "...", "the broad masses"),
        ("We (…) win", "We the broad masses win", "(…)", "the broad masses"),
        ("the ... masses", "the ideas of the masses", "...", "ideas of the"),
        ("ideas ... the masses", "ideas and the masses and the masses", "...", "and the masses and"),
        ("… win", "the masses win", "…", "the masses"),
        ("we x … win", "we y the masses win", "…", "the masses"),
    ],
)
def test_an_ellipsis_over_words_left_out(left, right, mark, words):
    assert compare_passages(left, right).differences[-1] == Difference(ELLIPSIS, mark, words)


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("not", "not"),
        ("Never", "never"),
        ("no", "no"),
        ("cannot", "cannot"),
        ("don’t", "don’t"),
        ("don't", "don’t"),
    ],
)
def test_an_ellipsis_over_a_negation_is_noted(word, named):
    (difference,) = compare_passages("they … win", f"they {word} ever win").differences
    assert difference.kind == ELLIPSIS
    assert difference.note == f"the words left out contain “{named}”"


@pytest.mark.parametrize(
    ("left", "right", "changed", "named"),
    [
        ("the backward can … be won", "the backward can’t be won", ("can", "can’t"), "can’t"),
        ("the backward can … be won", "the backward can't ever be won", ("can", "can't"), "can’t"),
        ("it is … one of them", "it isn’t one of them", ("is", "isn’t"), "isn’t"),
        ("the backward can be won", "the backward cannot be won", ("can", "cannot"), "cannot"),
        ("whoever digs will drink", "nobody digs will drink", ("whoever", "nobody"), "nobody"),
    ],
)
def test_a_negation_that_is_part_of_a_changed_word_is_noted(left, right, changed, named):
    differences = compare_passages(left, right).differences
    assert Difference(SUBSTITUTION, *changed, f"the words replaced contain “{named}”") in differences


@pytest.mark.parametrize(
    ("left", "right"),
    [("it is not so", "it isn’t so"), ("it isn’t so", "it aren’t so"), ("it isn’t so", "it is so")],
)
def test_a_negation_that_stays_or_comes_is_not_missed(left, right):
    assert [each.note for each in compare_passages(left, right).differences] == [""]


def test_an_ellipsis_of_the_source_itself_is_not_the_quoting_texts():
    (difference,) = compare_passages("they ... win", "they ... often win").differences
    assert difference == Difference(OMISSION, "", "often")


def test_a_word_moved_past_another_form_of_a_word_is_told_from_both():
    comparison = compare_passages(
        "essence and that they can only become revolutionary thru struggle",
        "“essence”, it becomes revolutionary only through struggle",
    )
    assert [each for each in comparison.differences if each.kind != TYPOGRAPHY] == [
        Difference(SUBSTITUTION, "and that they can", "it"),
        Difference(ORDER, "only", "", "stands later in the source"),
        Difference(SUBSTITUTION, "become", "becomes"),
        Difference(ORDER, "", "only", "stands earlier in the quoting text"),
        Difference(SPELLING, "thru", "through"),
    ]
    assert comparison.summary() == (
        "changed: “and that they can” for “it”, “become” for “becomes”; another order: “only”; 1 more"
    )


def test_words_moved_into_a_stretch_that_is_changed():
    comparison = compare_passages(
        "The masses in any given place are generally composed of three parts",
        "in any given place, the masses can be divided into three groups",
    )
    assert [each for each in comparison.differences if each.kind != TYPOGRAPHY] == [
        Difference(ORDER, "The masses", "", "stands later in the source"),
        Difference(ORDER, "", "the masses", "stands earlier in the quoting text"),
        Difference(SUBSTITUTION, "are generally composed of", "can be divided into"),
        Difference(SUBSTITUTION, "parts", "groups"),
    ]


def test_one_word_that_stands_there_often_is_not_moved_by_chance():
    comparison = compare_passages(
        "water and the masses of the earth", "masses gather the ideas of the masses"
    )
    assert ORDER not in {each.kind for each in comparison.differences}


def test_words_moved_far_are_another_order_at_both_places():
    between = "one two three four five six seven eight nine"
    comparison = compare_passages(f"in the last analysis {between}", f"{between} in the last analysis")
    assert comparison.differences == (
        Difference(ORDER, "in the last analysis", "", "stands later in the source"),
        Difference(ORDER, "", "in the last analysis", "stands earlier in the quoting text"),
    )


@pytest.mark.parametrize(
    ("left", "right", "summary"),
    [
        ("the masses", "the masses", "same words"),
        ("the all round rule", "the all-round rule", "same words, printed differently"),
        ("bring over all-round", "bring up all round", "changed: “over” for “up”"),
        ("a tendency to", "a tendency among some to", "without “among some”"),
        ("a tendency … to", "a tendency among some to", "with an ellipsis for “among some”"),
        ("win the people over too", "win the people over", "added: “too”"),
        ("openly and fully so", "fully and openly so", "another order: “openly and fully”"),
        ("a x c y e z", "a b c d e f", "changed: “x” for “b”, “y” for “d”, “z” for “f”"),
        ("a x c y e z g 1 i", "a b c d e f g h i", "changed: “x” for “b”, “y” for “d”, “z” for “f”; 1 more"),
        ("p " + "a b c d e f g h i " + "q", "p q", "words changed"),
        ("p " + "a b c d e f g h i " + "q r", "p q s", "2 changes of wording"),
    ],
)
def test_summary(left, right, summary):
    assert compare_passages(left, right).summary() == summary


def test_print_alone_leaves_the_words_the_same():
    assert compare_passages("In a sense we", "In a sense, we").same_words
    assert not compare_passages("thru struggle", "through struggle").same_words


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("die hard enemies", "diehard enemies", TYPOGRAPHY),
        ("every day life", "everyday life", TYPOGRAPHY),
        ("the proletariat Führer speaks", "the proletariat Fuehrer speaks", SPELLING),
    ],
)
def test_compounds_are_print_and_umlauts_spelling(left, right, kind):
    """What is the same by the kind of a link is the same by its differences."""
    comparison = compare_passages(left, right)
    assert [each.kind for each in comparison.differences] == [kind]
    assert comparison.same_words == same_words(left, right)


def test_segments_give_back_both_passages():
    chance = random.Random(11)
    alphabet = [
        "a",
        "b",
        "c",
        "Not",
        "the",
        "of",
        "—",
        "…",
        "[...]",
        "“",
        "”,",
        "-",
        "\u00a0",
        "\n",
        "x-y",
        "co",
        "coa",
    ]
    for _ in range(2000):
        left, right = (
            "".join(chance.choice(("", " ")) + chance.choice(alphabet) for _ in range(chance.randrange(14)))
            for _ in range(2)
        )
        segments = compare_passages(left, right).segments
        assert "".join(segment.left for segment in segments) == left
        assert "".join(segment.right for segment in segments) == right
        for segment in segments:
            if segment.difference is None:
                assert segment.left.split() == segment.right.split()
            else:
                assert segment.left != segment.right


def test_two_long_passages_are_compared_whole():
    words = [f"word{n % 700}" for n in range(3000)]
    other = list(words)
    other[1500] = "changed"
    del other[2900]
    assert compare_passages(" ".join(other), " ".join(words)).differences == (
        Difference(SUBSTITUTION, "changed", "word100"),
        Difference(OMISSION, "", "word100"),
    )
