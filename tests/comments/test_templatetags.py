import pytest
from django.template import Context, Template

from comments.enums import Status
from tests.factories import make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def rendered(source, **context):
    return Template("{% load responses %}" + source).render(Context(context))


def published(target, **options):
    return make_response(target, status=Status.PUBLISHED, **options)


def test_tallies_and_get(work):
    block, empty = work.blocks.get(number=1), work.blocks.get(number=2)
    published(block)
    source = (
        "{% response_tallies debate as tallies %}{{ tallies.debate }} {{ tallies.works|get:work.id }} "
        "{{ tallies.blocks|get:block.id }} {{ tallies.blocks|get:empty.id }}"
    )
    assert rendered(source, debate=work.debate, work=work, block=block, empty=empty) == "1 1 1 0"


def test_latest(work):
    published(work.blocks.get(number=1), text="Earlier words, that came first.")
    later = published(work, text="Later words, by <someone> else.")
    source = (
        "{% latest_responses debate 1 as latest %}"
        "{% for each in latest %}{{ each.number }} {{ each.on }}: {{ each.excerpt }}{% endfor %}"
    )
    assert (
        rendered(source, debate=work.debate) == f"{later.pk} Wells 1: Later words, by &lt;someone&gt; else."
    )


def test_a_paragraphs_responses_and_the_way_to_all(work):
    block = work.blocks.get(number=1)
    for _ in range(3):
        published(block)
    html = rendered("{% paragraph_responses block 2 %}", block=block)
    assert html.count("<article") == 2
    assert '<a href="/works/wells-a/p1/responses/">All 3 responses to A&nbsp;1</a>' in html
    assert "All 3" not in rendered("{% paragraph_responses block 3 %}", block=block)


def test_a_paragraph_without_responses_says_so(work):
    html = rendered("{% paragraph_responses block 2 %}", block=work.blocks.get(number=1))
    assert "No responses to A&nbsp;1 yet." in html


@pytest.mark.parametrize(
    ("source", "queries"),
    [
        ("{% response_tallies debate as x %}", 1),
        ("{% latest_responses debate 3 as x %}", 2),
        ("{% paragraph_responses block 20 %}", 3),
    ],
)
def test_queries(work, source, queries, django_assert_num_queries):
    block = work.blocks.get(number=1)
    block.work = work
    row = published(block)
    for _ in range(2):
        with django_assert_num_queries(queries):
            rendered(source, debate=work.debate, block=block)
        published(row)
        published(block)
