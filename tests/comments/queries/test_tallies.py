import pytest

from comments.enums import Action, Status
from comments.queries.tallies import Tallies, tallies_of, tally_of
from tests.factories import decide, make_debate, make_formulation, make_question, make_response, make_work

pytestmark = pytest.mark.django_db


def published(target):
    return make_response(target, status=Status.PUBLISHED)


def test_published_responses_are_counted_by_what_their_thread_answers():
    debate = make_debate()
    work = make_work(debate)
    one, two = work.blocks.filter(number__in=(1, 2))
    formulation, question = make_formulation(debate), make_question(debate)
    root = published(one)
    for target in (root, two, work, formulation, question, make_work(make_debate("others"))):
        published(target)
    for status in (Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED):
        make_response(one, status=status)
    assert tallies_of(debate) == Tallies(
        debate=6,
        works={work.pk: 4},
        blocks={one.pk: 2, two.pk: 1},
        formulations={formulation.pk: 1},
        questions={question.pk: 1},
    )
    assert tally_of("block", one.pk) == (2, 1)


def test_what_is_removed_is_not_counted():
    debate = make_debate()
    row = published(make_work(debate))
    decide(row, Action.REMOVE)
    assert tallies_of(debate) == Tallies()
    assert tally_of("debate", debate.pk) == (0, 0)


def test_one_query_however_many(django_assert_num_queries):
    debate = make_debate()
    work = make_work(debate)
    for number in (1, 2, 3):
        published(work.blocks.get(number=number))
        with django_assert_num_queries(1):
            assert tallies_of(debate).debate == number
