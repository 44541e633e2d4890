import pytest
from django.template import Context, Template

from comments.enums import Status
from tests.factories import make_debate, make_link, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def rendered(source, **context):
    return Template("{% load responses %}" + source).render(Context(context))


def published(target, **options):
    return make_response(target, status=Status.PUBLISHED, **options)


def test_responses_are_counted(work):
    block, empty = work.blocks.get(number=1), work.blocks.get(number=2)
    published(block)
    source = (
        "{% response_tallies debate as tallies %}"
        '{% counted tallies "debates" debate.pk %}{{ count }}{% endcounted %}, '
        '{% counted tallies "works" work.pk %}{{ count }} response{{ count|pluralize }}{% endcounted %}, '
        '{% counted tallies "blocks" block.pk %}{{ count }}{% if count == 1 %} alone{% endif %}'
        "{% endcounted %}, "
        '{% counted tallies "blocks" empty.pk %}{% if count %}some{% else %}none{% endif %}{% endcounted %}'
    )
    context = {"debate": work.debate, "work": work, "block": block, "empty": empty}
    assert rendered(source, **context) == "1, 1 response, 1 alone, none"
    published(work)
    assert rendered(source, **context) == "2, 2 responses, 1 alone, none"


def test_latest(work):
    published(work.blocks.get(number=1), text="Earlier words, that came first.")
    later = published(work, text="Later words, by <someone> else.")
    html = rendered("{% latest_responses debate 1 %}", debate=work.debate)
    assert html.count("<li") == 1
    assert f'<a class="rn" href="/responses/{later.pk}/#r{later.pk}">R&nbsp;{later.pk}</a>' in html
    assert "Later words, by &lt;someone&gt; else." in html


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


def test_answers_to_a_pair_and_to_a_link_and_the_way_to_all(work):
    one, two = work.blocks.filter(number__in=(1, 2)).select_related("work")
    link = make_link(two, one, "whoever drinks", slug="a2-a1")
    pair = "{% pair_answers debate two one 5 %}"
    of_link = "{% link_answers debate link 1 %}"
    context = {"debate": work.debate, "one": one, "two": two, "link": link}
    assert "No responses to A\u00a01 beside A\u00a02 yet." in rendered(pair, **context)
    assert "No responses to A\u00a02 quoting A\u00a01 yet." in rendered(of_link, **context)
    first = published((one, two))
    make_response(link)
    second, third = published(link), published(link)
    html = rendered(pair, **context)
    assert [html.count(f'id="r{row.pk}"') for row in (first, second, third)] == [1, 1, 1]
    assert '<a href="/debates/wells/beside/a1/a2/responses/">All on one page</a>' in html
    assert 'href="/debates/wells/beside/a1/a2/respond/"' in html
    html = rendered(of_link, **context)
    assert [html.count(f'id="r{row.pk}"') for row in (first, second, third)] == [0, 0, 1]
    assert "3 responses, the latest first." in html
    assert '<a href="/debates/wells/quotations/a2-a1/responses/">All on one page</a>' in html
    assert 'href="/debates/wells/quotations/a2-a1/respond/"' in html


@pytest.mark.parametrize(
    ("source", "queries"),
    [
        ('{% response_tallies debate as x %}{% counted x "debates" 1 %}{% endcounted %}', 1),
        ("{% latest_responses debate 3 %}", 2),
        ("{% paragraph_responses block 20 %}", 5),
        ("{% pair_answers debate block block 5 %}", 5),
        ("{% link_answers debate link 5 %}", 5),
    ],
)
def test_queries(work, source, queries, django_assert_num_queries):
    block = work.blocks.get(number=1)
    block.work = work
    link = make_link(block, block, "whoever drinks", source="help to dig")
    rows = [published(block), published(link)]
    for _ in range(2):
        with django_assert_num_queries(queries):
            rendered(source, debate=work.debate, block=block, link=link)
        for row in (*rows, block, link):
            published(row)
