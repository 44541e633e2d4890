import pytest

from comments.enums import Action, Status
from comments.queries.scopes import Scope
from comments.queries.tallies import Tallies, tallies_of, tally_of
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_link,
    make_position,
    make_question,
    make_response,
    make_voice,
    make_work,
)

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
        debates={debate.pk: 6},
        works={work.pk: 4},
        blocks={one.pk: 2, two.pk: 1},
        formulations={formulation.pk: 1},
        questions={question.pk: 1},
    )
    assert tally_of(Scope.of(one)) == (2, 1)


def test_a_response_to_two_passages_counts_at_both_and_once_wherever_they_meet():
    debate = make_debate()
    work, elsewhere = make_work(debate), make_work(debate, siglum="B")
    one, two = work.blocks.filter(number__in=(1, 2))
    far = elsewhere.blocks.get(number=1)
    link = make_link(far, one, "whoever drinks")
    within = make_link(two, two, "whoever drinks", source="help to dig")
    published((far, one))
    published((one, two))
    published(published(link))
    published(within)
    assert tallies_of(debate) == Tallies(
        debates={debate.pk: 5},
        works={work.pk: 5, elsewhere.pk: 3},
        blocks={one.pk: 4, two.pk: 2, far.pk: 3},
    )
    assert tally_of(Scope.of_pair(one, far)) == tally_of(Scope.of_pair(far, one)) == (3, 2)
    assert tally_of(Scope.of_pair(one, two)) == tally_of(Scope.of_pair(two, two)) == (1, 1)
    assert tally_of(Scope.of(link)) == (3, 2)
    assert tally_of(Scope.of(within)) == (1, 1)


def test_a_response_to_two_paragraphs_counts_once_at_each_link_between_them():
    debate = make_debate()
    one, far = make_work(debate).blocks.get(number=1), make_work(debate, siglum="B").blocks.get(number=1)
    links = [make_link(far, one, words) for words in ("whoever drinks", "help to dig")]
    published(published((one, far)))
    published(links[0])
    assert [tally_of(Scope.of(link)) for link in links] == [(3, 2), (2, 1)]
    assert tally_of(Scope.of_pair(one, far)) == (3, 2)
    later = make_link(far, one, "from the well")
    assert tally_of(Scope.of(later)) == (2, 1)


def test_a_response_to_a_position_counts_there_and_at_its_question():
    debate = make_debate()
    voice, question = make_voice(make_work(debate)), make_question(debate)
    position = make_position(question, voice)
    published(question)
    published(published(position))
    assert tallies_of(debate) == Tallies(
        debates={debate.pk: 3}, questions={question.pk: 3}, positions={position.pk: 2}
    )
    assert tally_of(Scope.of(position)) == (2, 1)


def test_what_is_removed_is_not_counted():
    debate = make_debate()
    row = published(make_work(debate))
    decide(row, Action.REMOVE)
    assert tallies_of(debate) == Tallies()
    assert tally_of(Scope.of(debate)) == (0, 0)


def test_one_query_however_many(django_assert_num_queries):
    debate = make_debate()
    work = make_work(debate)
    for number in (1, 2, 3):
        published(work.blocks.get(number=number))
        with django_assert_num_queries(1):
            assert tallies_of(debate).debates == {debate.pk: number}
