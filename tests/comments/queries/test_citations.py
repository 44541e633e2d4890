import pytest

from comments.enums import Status
from comments.queries.citations import citation_links
from tests.factories import make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def test_paragraphs_and_published_responses_of_the_debate(work):
    published = make_response(work, status=Status.PUBLISHED)
    waiting = make_response(work)
    elsewhere = make_response(make_work(make_debate("others"), siglum="B"), status=Status.PUBLISHED)
    text = f"A 1, A2, A 4, B 1, R {published.pk}, R {waiting.pk}, R {elsewhere.pk}, R 999999, K 1"
    assert citation_links(text, work.debate) == {
        "A 1": "/works/wells-a/p1/",
        "A 2": "/works/wells-a/p2/",
        f"R {published.pk}": f"/responses/{published.pk}/#r{published.pk}",
    }


def test_a_work_with_the_responses_siglum_comes_first(work):
    other = make_work(work.debate, siglum="R")
    make_response(work, status=Status.PUBLISHED)
    assert citation_links("R 1", work.debate) == {"R 1": f"/works/{other.slug}/p1/"}


@pytest.mark.parametrize(
    ("text", "queries"),
    [("nothing", 0), ("A 1", 1), ("A 1, A 2, A 3", 1), ("A 1 and R 1", 2), ("R 1, R 2", 2)],
)
def test_queries(work, text, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        citation_links(text, work.debate)
