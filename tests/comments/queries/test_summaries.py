import pytest

from comments.enums import Status
from comments.queries.summaries import Summary, latest_responses, published_lately
from tests.factories import make_debate, make_question, make_response, make_work

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
            url=f"/responses/{two.pk}/",
        ),
        Summary(
            number=one.pk,
            name="",
            excerpt="First words & <b>more</b>.",
            on="A\u00a02",
            on_url="/works/wells-a/p2/",
            url=f"/responses/{one.pk}/",
        ),
    ]
    assert latest_responses(work.debate, 1)[0].number == two.pk


def test_one_query_however_many(django_assert_num_queries):
    work = make_work(make_debate())
    for number in (1, 2, 3):
        published(work.blocks.get(number=number))
        with django_assert_num_queries(1):
            assert len(latest_responses(work.debate, 3)) == number
        with django_assert_num_queries(1):
            assert len(published_lately(work.debate, 3)) == number
