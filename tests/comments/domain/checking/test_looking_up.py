import pytest

from comments.domain.checking import comparing, looking_up
from comments.domain.checking.answered import Answered
from comments.domain.checking.looking_up import check_quotations
from comments.domain.checking.replacing import with_source_words
from comments.enums import Verdict
from tests.factories import make_debate, make_text

pytestmark = pytest.mark.django_db

MASSES = "From the masses, to the masses: gather the ideas of the masses and bring them back to the masses."
METHOD = "The leadership that knows no such method stands alone before the people it would lead."
WELL = "Whoever drinks from the well should help to dig it, said the elders of the upper village."


@pytest.fixture
def debate():
    return make_debate()


@pytest.fixture
def work(debate):
    return make_text(debate, MASSES, METHOD, WELL)


def checked(text, work):
    """(the words as typed, verdict, paragraph) of each quotation."""
    found = check_quotations(text, Answered(work.debate_id))
    assert all(text[each.typed.start : each.typed.end] == each.typed.exact for each in found)
    return [(each.typed.exact, each.verdict, each.block and each.block.number) for each in found]


def test_each_quotation_is_found_in_its_paragraph(work):
    text = (
        "> Whoever drinks from the well should help to dig it\n\n"
        "But “the leadership that knows no method stands alone” and “gather the ideas … to the masses”, "
        "and “this was never written by anybody here”."
    )
    assert checked(text, work) == [
        ("Whoever drinks from the well should help to dig it", Verdict.VERBATIM, 3),
        ("the leadership that knows no method stands alone", Verdict.ALTERED, 2),
        ("gather the ideas … to the masses", Verdict.ELIDED, 1),
        ("this was never written by anybody here", Verdict.NOT_FOUND, None),
    ]


def test_a_quotation_over_two_paragraphs_is_told_as_two(work):
    text = "“bring them back to the masses. The leadership that knows no such method stands alone”"
    assert checked(text, work) == [
        ("bring them back to the masses", Verdict.VERBATIM, 1),
        ("The leadership that knows no such method stands alone", Verdict.VERBATIM, 2),
    ]


def test_of_a_quotation_most_of_which_is_nowhere_the_rest_is_told(work):
    text = "“Whoever drinks from the well will in the end be asked by all the others what else there is”"
    assert checked(text, work) == [
        ("Whoever drinks from the well", Verdict.VERBATIM, 3),
        ("will in the end be asked by all the others what else there is", Verdict.NOT_FOUND, None),
    ]


@pytest.mark.parametrize(
    ("text", "exact", "own"),
    [
        (f"> As Nora has it: {WELL}", WELL[:-1], ("As Nora has it",)),
        (f"> {WELL}\n> as Nora has it", WELL[:-1], ("as Nora has it",)),
        (f"> Nora: {WELL[:40]}", WELL[:40].strip(), ("Nora",)),
    ],
)
def test_words_beside_the_sources_are_their_writers(work, text, exact, own):
    """And are told apart from it: it stays word for word, and nothing of theirs is replaced."""
    (found,) = check_quotations(text, Answered(work.debate_id))
    assert (found.typed.plain, found.verdict, found.own) == (exact, Verdict.VERBATIM, own)
    assert found.note == f"added: “{own[0]}”"
    assert with_source_words(text, found) == text


@pytest.mark.parametrize("name", ["– Nora B.", "— Nora Brook", "-- Nora"])
def test_a_name_after_a_dash_says_whose_quoted_lines_are(work, name):
    text = f"> should help to dig it, said the elders {name}"
    (found,) = check_quotations(text, Answered(work.debate_id))
    assert (found.typed.plain, found.verdict, found.note) == (
        "should help to dig it, said the elders",
        Verdict.VERBATIM,
        "",
    )
    assert with_source_words(text, found) == text


def test_it_is_the_texts_where_the_text_has_it(debate):
    make_text(debate, "It was said by the eldest of them – Nora B. – that all should dig.")
    (found,) = check_quotations("> It was said by the eldest of them – Nora B.", Answered(debate.pk))
    assert (found.typed.plain, found.verdict) == (
        "It was said by the eldest of them – Nora B.",
        Verdict.VERBATIM,
    )


@pytest.mark.parametrize(
    "text", ["“said the elders of the upper village all of us”", "“so said the elders of the upper village”"]
)
def test_between_quotation_marks_they_are_no_words_of_the_source(work, text):
    (found,) = check_quotations(text, Answered(work.debate_id))
    assert found.typed.exact == "said the elders of the upper village"
    assert (found.verdict, found.summary) == (Verdict.ALTERED, f"added: “{found.own[0]}”")
    assert with_source_words(text, found) == text


ONE = "Whoever drinks from the well should help to dig it."
TWO = "Nobody in the village was ever asked to dig alone for all of the others who drink."
THREE = "The elders said so at the time and in the end they were right all along."


@pytest.mark.parametrize(
    "order", [(TWO, ONE), (THREE, TWO, ONE), (TWO, THREE, ONE), (THREE, ONE), (ONE, THREE, TWO)]
)
def test_sentences_of_one_paragraph_in_another_order_are_each_word_for_word(debate, order):
    make_text(debate, f"{ONE} {TWO} {THREE}")
    text = f"He says “{' '.join(order)}”"
    found = check_quotations(text, Answered(debate.pk))
    assert {(each.verdict, each.block and each.block.number) for each in found} == {(Verdict.VERBATIM, 1)}
    assert " ".join(each.typed.exact.rstrip(".") + "." for each in found) == " ".join(order)
    for each in found:
        assert with_source_words(text, each) == text


def test_the_end_of_one_is_not_taken_for_a_like_one_far_away(debate):
    last = "The task then, in the long term, is not one of asking more of the carriers to dig"
    one = "To ask more of the carriers means to make diggers of them by means of patience."
    two = "This was never the way of any village in a dry year, for most of them carry water all their lives."
    make_text(debate, f"{one} {two} {last}.")
    text = f"“{two.replace('a dry', 'the dry')} {one}”"
    found = check_quotations(text, Answered(debate.pk))
    assert [(each.typed.exact.rstrip("."), each.verdict) for each in found] == [
        (two.replace("a dry", "the dry")[:-1], Verdict.ALTERED),
        (one[:-1], Verdict.VERBATIM),
    ]


def test_of_equal_places_the_nearest_counts(debate, work):
    """What is cited, the paragraph answered, its text, the first text."""
    again = make_text(debate, WELL, WELL, siglum="L")
    elsewhere = make_text(make_debate("rivers"), WELL, siglum="L")
    quotation = "“drinks from the well should help to dig it”"

    def place(text, answered):
        (found,) = check_quotations(text, answered)
        return found.block.work, found.block.number

    assert place(quotation, Answered(debate.pk)) == (work, 3)
    assert place(quotation, Answered(debate.pk, again.pk)) == (again, 1)
    answered = Answered(debate.pk, again.pk, again.blocks.get(number=2).pk)
    assert place(quotation, answered) == (again, 2)
    assert place(f"{quotation} (K 3)", answered) == (work, 3)
    assert place(quotation, Answered(elsewhere.debate_id)) == (elsewhere, 1)
    assert place(f"{quotation} (K 3)", Answered(elsewhere.debate_id)) == (elsewhere, 1)


class TestWhereAnotherParagraphHasTheWords:
    """What is said of the one that is answered or cited."""

    WORDS = "whoever drinks from the well must help to dig it"

    @pytest.fixture
    def other(self, debate, work):
        return make_text(debate, f"N. Brook has it that {self.WORDS}, as I read him.", siglum="L")

    def note(self, text, debate, block=None):
        (found,) = check_quotations(text, Answered(debate.pk, block and block.work_id, block and block.pk))
        return found.block.work.siglum, found.verdict, found.note

    def test_it_is_told_what_the_paragraph_answered_has(self, debate, work, other):
        answered = work.blocks.get(number=3)
        text = f"“{self.WORDS}”"
        assert self.note(text, debate, answered) == ("L", Verdict.VERBATIM, "K 3 has “should” for “must”")
        assert self.note(text, debate) == ("L", Verdict.VERBATIM, "")
        assert self.note(text, debate, other.blocks.get()) == ("L", Verdict.VERBATIM, "")
        assert self.note(text, debate, work.blocks.get(number=2)) == ("L", Verdict.VERBATIM, "")
        assert self.note(f"{text} (K 3)", debate) == ("L", Verdict.VERBATIM, "K 3 has “should” for “must”")

    def test_what_differs_more_is_another_sentence(self, debate, work):
        make_text(debate, "drinks from the well may now and then ask to dig it himself", siglum="L")
        text = "“drinks from the well may now and then ask to dig it”"
        assert self.note(text, debate, work.blocks.get(number=3)) == ("L", Verdict.VERBATIM, "")

    def test_of_a_paragraph_in_many_others_it_is_told_too(self, debate, work):
        make_text(debate, *[f"{self.WORDS}, number {n}" for n in range(8)], siglum="L")
        note = self.note(f"“{self.WORDS}”", debate, work.blocks.get(number=3))
        assert note == ("L", Verdict.VERBATIM, "K 3 has “should” for “must”")

    def test_what_only_shares_common_words_has_nothing_instead(self, debate, work):
        """It said of E 6 that it had “within the” for “often innately”."""
        make_text(
            debate, "The masses are not only backward, they are often innately revolutionary.", siglum="L"
        )
        other = "The masses are strong. There is a line within the revolutionary camp."
        answered = make_text(debate, other, siglum="E").blocks.get()
        note = self.note("“the masses are … often innately revolutionary”", debate, answered)
        assert note == ("L", Verdict.ELIDED, "the words left out contain “not”")


def test_only_the_texts_of_the_debate_are_looked_through(debate, work):
    """Two debates may cite different paragraphs by the same letter and number."""
    make_text(make_debate("rivers"), WELL.replace("should", "must"), "Whoever fords a river should mark it.")
    text = "“whoever drinks from the well must help to dig it” and “whoever fords a river should mark it”"
    assert checked(text, work) == [
        ("whoever drinks from the well must help to dig it", Verdict.ALTERED, 3),
        ("whoever fords a river should mark it", Verdict.NOT_FOUND, None),
    ]


def test_the_paragraph_with_more_of_the_words_counts(debate, work):
    make_text(debate, "Whoever drinks from the well should help to dig it, said nobody.", siglum="L")
    found = check_quotations(
        "“should help to dig it, said the elders of the upper village”", Answered(debate.pk)
    )
    assert [(each.block.work, each.verdict) for each in found] == [(work, Verdict.VERBATIM)]


def test_a_response_is_no_text(work):
    assert checked("“The well is dug by those who drink.”", work) == [
        ("The well is dug by those who drink.", Verdict.NOT_FOUND, None)
    ]


def test_words_that_stand_in_very_many_places_are_passed_over_for_rarer_ones(debate, work, monkeypatch):
    monkeypatch.setattr(looking_up, "MOST_PLACES", 3)
    make_text(debate, *[f"Number {n}: should help to dig it, and so on." for n in range(8)], siglum="L")
    assert checked("“from the well should help to dig it”", work) == [
        ("from the well should help to dig it", Verdict.VERBATIM, 3)
    ]


def test_a_quotation_of_common_words_alone_is_found_all_the_same(debate, work, monkeypatch):
    monkeypatch.setattr(looking_up, "MOST_PLACES", 3)
    make_text(debate, *[f"Number {n}: should help to dig it, and so on." for n in range(8)], siglum="L")
    found = check_quotations("“should help to dig it”", Answered(debate.pk))
    assert [each.verdict for each in found] == [Verdict.VERBATIM]


def test_a_long_quotation_is_found_by_some_of_its_words(debate):
    long = " ".join(f"word{number}" for number in range(300))
    work = make_text(debate, long)
    assert checked(f"> {long}", work) == [(long, Verdict.VERBATIM, 1)]


@pytest.mark.parametrize("at", [0, 700, 1400])
def test_in_a_long_paragraph_the_words_around_the_hits_are_compared(debate, at):
    words = [f"word{number}" for number in range(1500)]
    work = make_text(debate, " ".join(words))
    quoted = words[at : at + 30]
    quoted[12] = "otherwise"
    found = check_quotations(f"> {' '.join(quoted)}", Answered(debate.pk))
    assert [(each.verdict, each.summary) for each in found] == [
        (Verdict.ALTERED, f"“otherwise” for “word{at + 12}”")
    ]
    text = work.blocks.get().text
    assert text[found[0].found.start : found[0].found.end] == " ".join(words[at : at + 30])


@pytest.mark.parametrize("number", [1, 3])
def test_queries(work, number, django_assert_num_queries):
    text = "“Whoever drinks from the well” and “gather the notions of the masses”. " * number
    with django_assert_num_queries(3):
        assert len(check_quotations(text, Answered(work.debate_id))) == 2 * number
    with django_assert_num_queries(0):
        check_quotations("Nothing is quoted here.", Answered(work.debate_id))
    with django_assert_num_queries(1):
        check_quotations("“this was never written by anybody here”", Answered(work.debate_id))


@pytest.mark.parametrize("shape", ["a ", "a b c ", "“a a a a a a a a a a a a” ", "> a b c d e f g h i k\n\n"])
def test_words_said_over_and_over_cost_no_more_than_others(debate, shape, monkeypatch):
    """What is laid side by side, in words times words, whatever a text of the greatest length says."""
    make_text(debate, "a " * 5000 + "b", "a b c " * 2000 + "d", "a b c d e f g h i k l m")
    pairs = 0
    match = comparing.best_match

    def counted(quotation, source, **options):
        nonlocal pairs
        pairs += len(quotation.split()) * len(source.split())
        return match(quotation, source, **options)

    monkeypatch.setattr(comparing, "best_match", counted)
    check_quotations(f"> {shape * 20_000}"[:20_000], Answered(debate.pk))
    assert pairs <= looking_up.COMPARED * comparing.MOST_PAIRS
