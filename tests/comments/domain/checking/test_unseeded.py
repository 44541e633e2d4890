import pytest

from comments.domain.checking import comparing
from comments.domain.checking.answered import Answered
from comments.domain.checking.looking_up import check_quotations
from comments.domain.checking.unseeded import LONGEST_SOURCE, MOST_LOOKS, compare_unseeded
from comments.enums import Verdict
from essays.domain.tracing.words import words_of
from tests.factories import make_debate, make_text

SOURCE = (
    "So the advanced are united, the intermediates are brought over and the backward isolated; whoever "
    "drinks from the well should then help to dig it, and so on to the end of it."
)
CHANGED = "the intermediates should be brought over"


def compare(quotation, source=SOURCE):
    return compare_unseeded(quotation, source, words_of(source))


@pytest.mark.parametrize(
    ("quotation", "there", "summary"),
    [
        (CHANGED, "the intermediates are brought over", "changed: “should be” for “are”"),
        ("help us to dig it", "help to dig it", "added: “us”"),
        ("whoever drinks at the well", "whoever drinks from the well", "changed: “at” for “from”"),
        ("well should help to", "well should then help to", "without “then”"),
    ],
)
def test_one_place_changed_in_the_middle(quotation, there, summary):
    found = compare(quotation)
    assert (found.verdict, SOURCE[found.start : found.end]) == (Verdict.ALTERED, there)
    assert found.comparison.summary() == summary


@pytest.mark.parametrize(
    "quotation",
    [
        "the intermediates ought never to be brought over",  # more than two words for one
        "the intermediates … brought over",
        "the intermediates and so the well over",
        "the advanced must be united",  # too few words in common
        "on to the very end of it",  # none of these but any text has
        "nobody should then dig it",
        "well should dig it",  # three left out
        "he said should then always help to dig",  # words of the writer's own at its end
        "whoever drinks from the village well should then help",  # longer
        "the united are brought over by the advanced",
    ],
)
def test_what_is_no_quotation_of_it(quotation):
    assert compare(quotation) is None


def test_a_paragraph_as_long_as_a_text_is_not_looked_through():
    assert compare(CHANGED, SOURCE + " and" * LONGEST_SOURCE) is None


@pytest.mark.django_db
class TestLookingUp:
    @pytest.fixture
    def blocks(self):
        work = make_text(make_debate(), "Nothing of the kind is said in here.", SOURCE)
        return list(work.blocks.order_by("order"))

    def test_it_is_found_in_either_paragraph_that_is_answered_and_in_no_other(self, blocks):
        other, block = blocks
        for answered, there in (
            (Answered(1), None),
            (Answered(1, other.work_id, other.pk), None),
            (Answered(1, block.work_id, block.pk), block),
            (Answered(1, other.work_id, other.pk, block.work_id, block.pk), block),
        ):
            (found,) = check_quotations(f"He says “{CHANGED}”.", answered)
            assert found.block == there
        assert (found.verdict, found.summary) == (Verdict.ALTERED, "“should be” for “are”")

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, blocks, number, django_assert_num_queries):
        """How common its words are, and the paragraph; where they stand is known: nowhere."""
        answered = Answered(1, blocks[1].work_id, blocks[1].pk)
        with django_assert_num_queries(2):
            assert len(check_quotations(f"“{CHANGED}” " * number, answered)) == number

    def test_so_many_of_a_response_are_compared(self, blocks, monkeypatch):
        calls, match = [], comparing.best_match
        monkeypatch.setattr(comparing, "best_match", lambda *a, **b: calls.append(a) or match(*a, **b))
        answered = Answered(1, blocks[1].work_id, blocks[1].pk)
        found = check_quotations(f"“{CHANGED}” " * (MOST_LOOKS + 2), answered)
        assert [each.verdict for each in found] == [Verdict.ALTERED] * MOST_LOOKS + [Verdict.NOT_FOUND] * 2
        assert len(calls) == MOST_LOOKS
