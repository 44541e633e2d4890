import pytest

from comments.enums import Action, Status
from comments.queries.summaries import Summary, latest_responses, published_lately
from tests.factories import decide, make_debate, make_question, make_response, make_work

pytestmark = pytest.mark.django_db


def published(target, **options):
    return make_response(target, status=Status.PUBLISHED, **options)


def test_the_latest_come_first():
    work = make_work(make_debate())
    one = published(work.blocks.get(number=2), name="", text="First words & <b>more</b>.")
    two = published(make_question(work.debate))
    for status in (Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED):
        make_response(work, status=status)
    published(make_work(make_debate("others")))
    assert latest_responses(work.debate, 3) == [
        Summary(
            number=two.pk,
            name="Ines",
            excerpt="The well is dug by those who drink.",
            on="“Who digs?”",
            on_url="/debates/wells/compare/#q-who",
            url=f"/responses/{two.pk}/#r{two.pk}",
        ),
        Summary(
            number=one.pk,
            name="",
            excerpt="First words & <b>more</b>.",
            on="A\u00a02",
            on_url="/works/wells-a/p2/",
            url=f"/responses/{one.pk}/#r{one.pk}",
        ),
    ]
    assert latest_responses(work.debate, 1)[0].number == two.pk


def test_the_latest_is_the_one_published_last_not_the_one_sent_last():
    work = make_work(make_debate())
    waited, sent_later = make_response(work), published(work)
    decide(waited, Action.APPROVE)
    assert [row.pk for row in published_lately(work.debate, 3)] == [waited.pk, sent_later.pk]
    assert [row.pk for row in published_lately(work.debate, 1)] == [waited.pk]


def test_a_response_published_again_counts_once_and_from_then_on():
    work = make_work(make_debate())
    again, other, removed = published(work), published(work), published(work)
    for action in (Action.UNDO, Action.APPROVE):
        decide(again, action)
    for action in (Action.REMOVE, Action.UNDO):
        decide(removed, action)
    assert [row.pk for row in published_lately(work.debate, 2)] == [again.pk, removed.pk]
    assert [row.pk for row in published_lately(work.debate, 9)] == [again.pk, removed.pk, other.pk]


def test_two_queries_however_many(django_assert_num_queries):
    work = make_work(make_debate())
    for number in (1, 2, 3):
        published(work.blocks.get(number=number))
        with django_assert_num_queries(2):
            assert len(latest_responses(work.debate, 3)) == number
        with django_assert_num_queries(2):
            assert len(published_lately(work.debate, 3)) == number


def test_a_response_published_on_appeal_counts_from_then_on():
    work = make_work(make_debate())
    rejected, other = make_response(work, status=Status.REJECTED), published(work)
    decide(rejected, Action.REVERSE)
    assert [row.pk for row in published_lately(work.debate, 9)] == [rejected.pk, other.pk]
